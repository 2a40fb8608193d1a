import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const site = join(here, 'site')
const dist = fileURLToPath(new URL('../../dist', import.meta.url))

/** Where the pages say the collector is; another port is put in its place while serving. */
const WRITTEN_COLLECTOR = 'http://127.0.0.1:4401'

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
}

const hash = (bytes, length) => createHash('sha256').update(bytes).digest('base64').slice(0, length)

/** The file behind a path of the address, or undefined for what is not to be served. */
function fileFor(path) {
  if (path === '/surveys.json') return join(here, 'surveys.json')
  const inDist = path.startsWith('/pulso/')
  const root = inDist ? dist : site
  const file = join(root, inDist ? path.slice(6) : path)
  const isInside = file.startsWith(root + sep) && !path.includes('\0')
  return isInside && extname(file) in TYPES ? file : undefined
}

/** A chunk's name holds the hash of its content, so it never changes; everything else is asked for again by ETag. */
const cacheControl = (path) =>
  /^\/pulso\/pulso-[\w.-]+\.js$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'

/**
 * The strictest policy under which Pulso runs: nothing inline but the command stub (by its hash), no foreign host
 * but the collector, and no string ever becomes markup.
 */
function contentSecurityPolicy(stub, collector) {
  return [
    `default-src 'none'`,
    `script-src 'self' 'sha256-${hash(stub)}'`,
    `style-src 'self'`,
    `img-src 'self'`,
    `connect-src 'self' ${collector}`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ')
}

/**
 * Serves the example shop, `dist` under `/pulso/`, and its surveys.
 *
 * @param {{ port: number, collector: string }} options - `collector`: origin of the collector, without a path.
 *   Port 0 takes a free one.
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serveShop({ port, collector }) {
  const front = await readFile(join(site, 'index.html'), 'utf8')
  const stub = /<script>([^<]*)<\/script>/.exec(front)?.[1] ?? ''
  const policy = contentSecurityPolicy(stub, collector)

  async function answer(request, response) {
    const end = (status, headers, body) => {
      response.writeHead(status, { 'x-content-type-options': 'nosniff', ...headers })
      response.end(request.method === 'HEAD' ? undefined : body)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(405, { allow: 'GET, HEAD' })

    const [address = '/'] = request.url.split('?')
    let path
    try {
      path = decodeURIComponent(address)
    } catch {
      return end(400, {})
    }
    if (/^\/[\w/-]*\w$/.test(path)) return end(301, { location: `${path}/` }) // a folder, by its short name
    const file = fileFor(path.endsWith('/') ? `${path}index.html` : path)
    let body = file && (await readFile(file).catch(() => undefined))
    if (!file || !body) return end(404, { 'content-type': 'text/plain; charset=utf-8' }, 'Not found\n')

    const isPage = extname(file) === '.html'
    if (isPage) body = Buffer.from(body.toString('utf8').replaceAll(WRITTEN_COLLECTOR, collector))
    const etag = `"${hash(body, 22)}"`
    const headers = {
      'cache-control': cacheControl(path),
      etag,
      ...(isPage && { 'content-security-policy': policy, 'referrer-policy': 'same-origin' }),
    }
    if (request.headers['if-none-match'] === etag) return end(304, headers)
    end(200, { ...headers, 'content-type': TYPES[extname(file)], 'content-length': body.length }, body)
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      console.error(error)
      response.destroy()
    })
  })
  await new Promise((ready, fail) => server.once('error', fail).listen(port, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}
