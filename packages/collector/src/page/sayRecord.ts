import type { PulsoRecord, Value } from '@pulso/web/schema'
import { titleOf } from './format.ts'
import type { Words } from './words.ts'

export interface Said {
  what: string
  value: string
  text?: string | undefined
}

/** A record in words. */
export function sayRecord(record: PulsoRecord, words: Words): Said {
  switch (record.type) {
    case 'shown':
      return { what: words.shown, value: '' }
    case 'answered':
      return { what: titleOf(record.question.id), ...sayAnswer(record, words) }
    case 'completed':
      return { what: words.completed, value: secondsOf(record.tookMs) }
    case 'dismissed':
      return { what: `${words.dismissed} (${record.reason})`, value: '' }
    case 'outcome': {
      const value = record.value === undefined ? '' : `${record.value} ${record.currency ?? ''}`.trim()
      return { what: titleOf(record.kind), value }
    }
  }
}

type Answer = Pick<Extract<PulsoRecord, { type: 'answered' }>, 'value'> & {
  question: { type: string; points?: number | undefined }
  comment?: string | undefined
  other?: string | undefined
}

/** Highest step of a scale, where the type says it. */
const HIGHEST: { [type: string]: number } = { nps: 10, csat: 5, ces: 7 }

/** An answer in words: its value, with the scale where there is one, and what was written. */
export function sayAnswer({ question, value, comment, other }: Answer, words: Words): Omit<Said, 'what'> {
  const written =
    [other, comment].filter((text) => text !== undefined && text.trim() !== '').join(' · ') || undefined
  if (question.type === 'text' && typeof value === 'string') return { value: '', text: value }
  const highest = HIGHEST[question.type]
  const scale = typeof value === 'number' && highest !== undefined ? ` / ${highest}` : ''
  return { value: sayValue(value, words) + scale, text: written }
}

const secondsOf = (ms: number) => `${(ms / 1000).toFixed(1)} s`

function sayValue(value: Value | null, words: Words): string {
  if (value === null) return words.passedOver
  if (typeof value === 'number') return String(value).replace('-', '−')
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.join(', ')
  return 'positive' in value
    ? `+${value.positive} −${value.negative}`
    : Object.values(value).filter(Boolean).join(', ')
}
