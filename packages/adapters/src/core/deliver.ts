import type { PulsoRecord } from '@pulso/web/schema'
import { explain } from './explain.ts'
import type { Ack, Sink } from './Sink.ts'

/** What became of one record. */
export interface Outcome {
  id: string
  /** `settled`: the backend has it. `rejected`: never will. `retry`: later. `held`: when someone put the set-up right. */
  status: 'settled' | 'rejected' | 'retry' | 'held'
  /** Why not settled: `http_429`, `unreachable`, `too_large`, or the backend's own code. */
  code?: string
  /** The same for people, with the next step. */
  message?: string
  /** Least wait that the backend asked for, in milliseconds. */
  afterMs?: number
}

/** Failures in a row that end a pass: before anything got through, and after. */
const MAX_DOWNS = { unknown: 3, alive: 12 }

/** Records refused one by one, with none taken, that end a pass: something else than the records is wrong. */
const MAX_SUSPECTS = 8

/** It failed without asking us to wait, so perhaps over one of these records. */
const isDown = ({ code, afterMs }: Ack) => !afterMs && /^http_5/.test(code ?? '')

const halves = <Item>(list: readonly Item[]): Item[][] => [
  list.slice(0, list.length >> 1),
  list.slice(list.length >> 1),
]

/**
 * Offers records to a sink once and says of each what became of it. Keeps the sink's limits, and cuts a batch with a bad
 * record in it down to that record, so that the others arrive. Waits for nothing: what is to be sent again is its
 * caller's to keep. Never rejects; a record that appears twice is sent once.
 *
 * A backend that refuses every single record of a pass is held instead: then it is the set-up, not the records.
 *
 * When a backend fails (500) over a batch of several, the first and the last record are tried alone: if either arrives,
 * the backend lives and some record brings it down, which is then looked for; if neither does, the pass ends there.
 */
export async function deliver(sink: Sink, records: readonly PulsoRecord[]): Promise<Outcome[]> {
  const unique = [...new Map(records.map((record) => [record.id, record])).values()]
  const outcomes = new Map<string, Outcome>()
  const file = (id: string, status: Outcome['status'], code?: string, afterMs?: number) => {
    const outcome: Outcome = { id, status, ...(code && { code }), ...(afterMs && { afterMs }) }
    if (status !== 'settled') outcome.message = explain(sink.name, outcome)
    outcomes.set(id, outcome)
  }
  let queue: PulsoRecord[][] = []
  for (let from = 0; from < unique.length; from += sink.maxBatchRecords)
    queue.push(unique.slice(from, from + sink.maxBatchRecords))
  const stop = (status: 'retry' | 'held', code: string, afterMs?: number) => {
    for (const { id } of queue.flat()) file(id, status, code, afterMs)
    queue = []
  }
  /** Refused alone, before anything got through. */
  const suspects: string[] = []
  let alive = false
  let downs = 0

  for (let batch = queue.shift(); batch; batch = queue.shift()) {
    const ack = await sink.send(batch).catch((): Ack => ({ status: 'retry', code: 'sink_threw' }))
    const [first] = batch as [PulsoRecord]
    const { code = ack.status } = ack
    switch (ack.status) {
      case 'settled': {
        const refused = new Map(ack.rejected?.map(({ id, code }) => [id, code]))
        const kept = new Set(ack.keptIds)
        for (const { id } of batch) {
          const reason = refused.get(id)
          if (reason !== undefined) file(id, 'rejected', reason)
          else if (kept.has(id)) file(id, 'settled')
          else file(id, 'retry', 'not_taken', ack.afterMs)
        }
        alive = true
        downs = 0
        if (ack.afterMs) stop('retry', 'asked_to_wait', ack.afterMs)
        break
      }
      case 'split':
        if (batch.length > 1) queue.unshift(...halves(batch))
        else {
          file(first.id, 'rejected', code)
          if (!/413|unfit/.test(code)) suspects.push(first.id)
          if (!alive && suspects.length >= MAX_SUSPECTS) stop('held', code)
        }
        break
      case 'held':
        queue.unshift(batch)
        stop('held', code)
        break
      case 'retry':
        downs++
        if (!isDown(ack) || downs >= (alive ? MAX_DOWNS.alive : MAX_DOWNS.unknown)) {
          queue.unshift(batch)
          stop('retry', code, ack.afterMs)
        } else if (batch.length === 1) file(first.id, 'retry', code)
        else if (alive) queue.unshift(...halves(batch))
        else
          queue.unshift(...[[first], batch.slice(-1), batch.slice(1, -1)].filter((part) => part.length > 0))
    }
  }
  // Whoever refuses all alike has a wrong set-up, and the records no fault: a missing field, say.
  if (!alive && suspects.length > 1) for (const id of suspects) file(id, 'held', outcomes.get(id)!.code)
  return unique.map(({ id }) => outcomes.get(id)!)
}
