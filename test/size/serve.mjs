import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { brotliCompressSync, constants, gunzipSync, gzipSync } from 'node:zlib'

const TYPES = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
}
const HASHED = /-[\w-]{6,8}\.js$/

export const gzip = (bytes) => gzipSync(bytes, { level: 9 })
export const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })

/**
 * Two loopback origins, as on a real site: the page with its files, and the service that takes the answers.
 *
 * @param content - given the origins, returns `pages`: path → HTML or JSON text; `folders`: path prefix → folder of
 * files; `services`: asked first about a request to the second origin, returns `{ type?, body }`, or nothing to let
 * the collector answer.
 * @param encoding - how files are compressed: `gzip` at level 9 or `br` at 11.
 * @returns The origins; `log`, every request to the second origin since it was last emptied; `close`.
 */
export async function serve(content, encoding = 'gzip') {
  let pages = {}
  let folders = {}
  let services
  const compress = encoding === 'br' ? brotli : gzip
  const packed = new Map()
  const log = []

  const send = (request, response, name, type, bytes, headers) => {
    if (!packed.has(name)) packed.set(name, compress(bytes))
    const accepted = request.headers['accept-encoding']?.includes(encoding)
    const body = accepted ? packed.get(name) : bytes
    response.writeHead(200, {
      'content-type': type,
      'content-length': body.length,
      ...(accepted && { 'content-encoding': encoding }),
      vary: 'accept-encoding',
      ...headers,
    })
    response.end(body)
  }

  const site = await listen((request, response) => {
    const { pathname } = new URL(request.url, 'http://site')
    const page = pages[pathname]
    if (page !== undefined) {
      const type = TYPES[pathname.endsWith('.json') ? '.json' : '.html']
      return send(request, response, pathname, type, Buffer.from(page), { 'cache-control': 'no-cache' })
    }
    const file = fileOf(folders, pathname)
    if (!file) return response.writeHead(404).end()
    send(request, response, pathname, TYPES[extname(pathname)] ?? 'application/octet-stream', file, {
      'cache-control': HASHED.test(pathname) ? 'public, max-age=31536000, immutable' : 'public, max-age=600',
    })
  })

  const service = await listen(async (request, response) => {
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    const body = readBody(Buffer.concat(chunks))
    const url = new URL(request.url, 'http://service')
    log.push({ method: request.method, path: url.pathname, body, at: Date.now() })
    const cors = {
      'access-control-allow-origin': request.headers.origin ?? '*',
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '',
      'timing-allow-origin': '*',
    }
    if (request.method === 'OPTIONS') return response.writeHead(204, cors).end()
    const file = fileOf(folders, url.pathname)
    if (file)
      return send(request, response, url.pathname, TYPES['.js'], file, {
        ...cors,
        'cache-control': 'public, max-age=600',
      })
    const reply = services?.(url, request, body) ?? { body: acknowledge(body) }
    response.writeHead(200, { 'content-type': reply.type ?? TYPES['.json'], ...cors })
    response.end(reply.body)
  })

  const origins = { site: site.origin, service: service.origin }
  ;({ pages, folders, services } = content(origins))
  return {
    ...origins,
    log,
    close: () => Promise.all([site.close(), service.close()]),
  }
}

/** Every record of the batch, as stored now; see src/schema/wire.ts. */
function acknowledge(body) {
  try {
    const { items } = JSON.parse(body)
    return JSON.stringify({ v: 1, ok: items.map(({ id }) => id), dup: [], rej: [] })
  } catch {
    return '{}'
  }
}

function readBody(bytes) {
  try {
    return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString()
  } catch {
    return ''
  }
}

function fileOf(folders, pathname) {
  for (const [prefix, folder] of Object.entries(folders)) {
    if (!pathname.startsWith(prefix)) continue
    const path = normalize(join(folder, decodeURIComponent(pathname.slice(prefix.length))))
    if (!path.startsWith(normalize(folder + sep))) continue
    try {
      return readFileSync(path)
    } catch {}
  }
}

async function listen(handler) {
  const server = createServer((request, response) => {
    Promise.resolve(handler(request, response)).catch((error) => {
      console.error(error)
      response.destroy()
    })
  })
  server.keepAliveTimeout = 60_000
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}
