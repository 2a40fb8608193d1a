import type { Row } from '../queue/row.ts'
import { randomId } from './randomId.ts'

const { fetch } = globalThis // before the host can put its own in its place

/** For the whole exchange, the body of the reply too: some servers send headers and then nothing. */
const TIMEOUT_MS = 10_000

/**
 * Posts a batch, as `text/plain` and with no header of our own: else the browser would ask the server's leave first.
 *
 * @param keepalive - the request outlives the page.
 * @throws when there is no whole answer.
 */
export async function post(
  endpoint: string,
  key: string,
  rows: readonly Pick<Row, 'json'>[],
  keepalive = false,
): Promise<[Response, string]> {
  const head = JSON.stringify({ v: 1, key, sentAt: Date.now(), batch: randomId() })
  const response = await fetch(endpoint, {
    method: 'POST',
    body: `${head.slice(0, -1)},"items":[${rows.map(({ json }) => json)}]}`, // a string is sent as text/plain
    credentials: 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
    keepalive,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  return [response, await response.text()]
}
