import type { Ack } from './Sink.ts'

/** All of these are stored. */
export const settle = (ids: string[]): Ack => ({ status: 'settled', keptIds: ids })

/**
 * The one status table. An adapter whose backend says more than a status reads that first, and asks here for the rest.
 *
 * 2xx settles; 400, 413 and 422 mean that something in the batch is bad; 408, 425, 429 and everything from 500 pass by
 * themselves; every other answer needs a person: wrong key, wrong address, wrong set-up.
 */
export const ackFrom = (ids: string[], response: Pick<Response, 'status' | 'headers'>): Ack => {
  const code = `http_${response.status}`
  return {
    status: /_2/.test(code)
      ? 'settled'
      : /_5|08|25|29/.test(code)
        ? 'retry'
        : /400|13|22/.test(code)
          ? 'split'
          : 'held',
    code,
    keptIds: ids,
    // Browsers hide the header from other origins; a date in it is not read, the caller's own backoff serves as well.
    afterMs: +response.headers.get('retry-after')! * 1000,
  }
}
