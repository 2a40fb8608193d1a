import type { Ack } from './Sink.ts'

/** All of these are stored. */
export const settle = (ids: string[]): Ack => ({ status: 'settled', keptIds: ids })

/**
 * The one status table. An adapter whose backend says more than a status reads that first, and asks here for the rest.
 *
 * 2xx settles; 400, 413 and 422 mean that something in the batch is bad; 408, 425, 429 and everything from 500 pass by
 * themselves; every other answer needs a person: wrong key, wrong address, wrong set-up.
 */
export const ackFrom = (ids: string[], { status, headers }: Pick<Response, 'status' | 'headers'>): Ack => ({
  status:
    status < 300
      ? 'settled'
      : [400, 413, 422].includes(status)
        ? 'split'
        : status < 500 && ![408, 425, 429].includes(status)
          ? 'held'
          : 'retry',
  code: `http_${status}`,
  keptIds: ids,
  // Browsers hide the header from other origins; a date in it is not read, the caller's own backoff serves as well.
  afterMs: +headers.get('retry-after')! * 1000,
})
