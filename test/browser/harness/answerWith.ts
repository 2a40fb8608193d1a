import { readFile } from 'node:fs/promises'
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import type { LoggedRequest } from './serve.ts'

/** How a path is answered. Text is served by the path's extension, as a page when there is none. */
export type Route =
  | string
  | { status?: number; headers?: OutgoingHttpHeaders; body?: string | Uint8Array }
  | { folder: string; headers?: OutgoingHttpHeaders }
  | ((request: LoggedRequest, response: ServerResponse) => void | Promise<void>)

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
const PAGE = 'text/html; charset=utf-8'

/** Answers a request from the routes: the exact path first, then the longest folder that holds it, else 404. */
export async function answerWith(
  routes: Record<string, Route>,
  request: LoggedRequest,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url, 'http://loopback')
  const path = decodeURIComponent(pathname)
  const prefix = Object.keys(routes)
    .filter((key) => key.endsWith('/') && path.startsWith(key) && isFolder(routes[key]))
    .sort((a, b) => b.length - a.length)[0]
  const route = routes[path] ?? (prefix === undefined ? undefined : routes[prefix])
  const headers = { 'content-type': TYPES[extname(path)] ?? PAGE, 'cache-control': 'no-store' }

  if (route === undefined) return void response.writeHead(404).end()
  if (typeof route === 'function') return route(request, response)
  if (typeof route === 'string') return void response.writeHead(200, headers).end(route)
  if (!('folder' in route)) {
    return void response.writeHead(route.status ?? 200, { ...headers, ...route.headers }).end(route.body)
  }
  const file = join(route.folder, normalize(path.slice(prefix?.length ?? 0) || 'index.html'))
  const body = await readFile(file).catch(() => undefined)
  if (body === undefined) response.writeHead(404).end()
  else response.writeHead(200, { ...headers, ...route.headers }).end(body)
}

function isFolder(route: Route | undefined): boolean {
  return typeof route === 'object' && 'folder' in route
}
