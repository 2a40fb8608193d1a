import type { PulsoRecord } from '@pulso/web/schema'
import type { Ack } from './Sink.ts'
import { settleExcept } from './settleExcept.ts'

/**
 * For brokers that confirm message by message: stored are those that were confirmed.
 *
 * @param refusal - The code of an error that is about this message alone and will not pass; `undefined` for any other.
 * @throws what went wrong with the first, when nothing was stored and no message was at fault: then it is about all.
 */
export async function publishEach<Failure extends Error>(
  records: readonly PulsoRecord[],
  publish: (record: PulsoRecord) => Promise<unknown>,
  refusal: (error: Failure) => string | undefined,
): Promise<Ack> {
  const done = await Promise.allSettled(records.map(async (record) => publish(record)))
  const failed = done.flatMap((each, place) =>
    each.status === 'rejected' ? [{ id: records[place]!.id, error: each.reason as Failure }] : [],
  )
  const refused = failed.flatMap(({ id, error }) => {
    const code = refusal(error)
    return code ? [{ id, code }] : []
  })
  if (failed.length === records.length && refused.length === 0) throw failed[0]!.error
  return settleExcept(
    records.map(({ id }) => id),
    refused,
    failed.map(({ id }) => id),
  )
}
