import type { PulsoRecord } from '@pulso/web/schema'

const said = (value: unknown): string =>
  value === null
    ? '–'
    : Array.isArray(value)
      ? value.join(', ')
      : typeof value === 'object'
        ? Object.values(value as object).join(', ')
        : `${value}`

/** A record as a person reads it in a chat or a mail: where, what was asked, what was said. Plain text. */
export function sentence(record: PulsoRecord): string {
  if (record.type === 'outcome')
    return `${record.kind}${record.value === undefined ? '' : ` ${record.value} ${record.currency ?? ''}`}`.trim()
  const where = `${record.survey.id} at ${record.touchpoint.id}`
  if (record.type !== 'answered') return `${where}: ${record.type}`
  const { question, value, comment, other } = record
  return [`${where}, ${question.id} (${question.type}): ${said(value)}`, other, comment]
    .filter(Boolean)
    .join('\n')
}
