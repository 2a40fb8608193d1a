import type { DeliveryOptions, Sink, SinkAck } from '../engine/ports.ts'

const MAX_WAIT_MS = 86_400_000

/** A status that the queue reads as the sink meant it. */
function statusOf({ status, code = '' }: SinkAck): number {
  const http = +(/^http_(\d{3})$/.exec(code)?.[1] ?? 0)
  if (status === 'retry') return http >= 500 ? http : 429
  if (status === 'split') return /413|unfit/.test(code) ? 413 : 400
  return http > 400 && http < 500 && ![408, 413, 422, 425, 429].includes(http) ? http : 403
}

/**
 * Offers rows to a sink, within its limit, and says what became of them in the words of Pulso's collector: the queue
 * has one reader for all backends, and what it does about failures is the same for all.
 *
 * @returns A `post` for the delivery. It rejects when the sink was not reached.
 */
export const sinkPost =
  (get: () => Sink | Promise<Sink>): NonNullable<DeliveryOptions['post']> =>
  async (rows, keepalive = false) => {
    const sink = await get()
    const most = Math.max(1, sink.maxBatchRecords || rows.length) // written without types, it may name no limit
    const ok: string[] = []
    const rej: { id: string; code: string }[] = []
    const reply = (status: number, afterMs?: number): [Response, string] => [
      new Response(null, { status }),
      JSON.stringify({
        v: 1,
        ok,
        dup: [],
        rej,
        // A broken clock there must not keep answers for years.
        ...(afterMs! > 0 && { retryAfterMs: Math.min(afterMs!, MAX_WAIT_MS) }),
      }),
    ]
    for (let from = 0; from < rows.length; from += most) {
      const records = rows.slice(from, from + most).map(({ json }) => JSON.parse(json))
      // One that throws was not reached; what it took of this batch before is filed all the same.
      const ack = await sink
        .send(records, { keepalive })
        .catch((): SinkAck => ({ status: 'retry', code: 'unreachable' }))
      const { status, keptIds = [], rejected = [], afterMs } = ack
      if (status !== 'settled') {
        if (ok.length + rej.length) break // these are filed first; the others are offered anew
        if (ack.code === 'unreachable') throw new Error(`${sink.name} was not reached`)
        return reply(statusOf(ack), afterMs)
      }
      ok.push(...keptIds)
      rej.push(...rejected)
      if (afterMs) return reply(200, afterMs)
    }
    return reply(200)
  }
