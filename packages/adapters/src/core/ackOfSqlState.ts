import type { Ack } from './Sink.ts'

/**
 * What an SQLSTATE says, by its class: 22 and 23 are about the data, 28, 3D, 3F and 42 about the set-up; the others pass.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function ackOfSqlState(state: string | undefined): Ack | undefined {
  if (!/^[0-9A-Z]{5}$/.test(state ?? '')) return
  const code = `sql_${state}`
  if (/^2[23]/.test(state!)) return { status: 'split', code }
  if (/^(28|3D|3F|42)/.test(state!)) return { status: 'held', code }
  return { status: 'retry', code }
}
