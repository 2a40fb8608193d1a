import type { BatchReply } from '@pulso/web/schema'
import type { Ack } from './Sink.ts'

/**
 * Reads a reply that names ids, as Pulso's collector gives it: `{ v: 1, ok: [id], dup: [id], rej: [{ id, code }] }`. A
 * success that names none of them (a captive portal, a proxy's page) settles nothing.
 */
export function ackByIds({ status }: Response, text: string, ids: string[]): Ack | undefined {
  const { ok = [], dup = [], rej = [] }: Partial<BatchReply> = text[0] === '{' ? JSON.parse(text) : {}
  const keptIds = ids.filter((id) => ok.includes(id) || dup.includes(id))
  const rejected = rej.filter(({ id }) => ids.includes(id))
  if (keptIds[0] || rejected[0]) return { status: 'settled', keptIds, rejected }
  return status < 300 ? { status: 'retry', code: 'foreign_answer' } : undefined
}
