import { createHash, createHmac } from 'node:crypto'
import { scaleOf } from '@pulso/insights'
import { PulsoRecord } from '@pulso/web/schema'
import type { AnswersMapping, IndicatorsMapping } from './Mapping.ts'
import { readTime } from './readTime.ts'

/** A row as it was read: text by column. */
export type Row = { readonly [column: string]: string }

/** A number of a touchpoint at a time, beside what people say there. */
export interface IndicatorLine {
  type: 'indicator'
  touchpoint: string
  at: number
  name: string
  value: number
  unit?: string
}

/** What a row becomes: all of it or nothing, with the reason and its column. */
export type Taken<Value> = { ok: true; values: Value[] } | { ok: false; column: string; reason: string }

const refuse = (column: string, reason: string) => ({ ok: false as const, column, reason })

/** How rows are made into records. */
export interface RowOptions {
  /** Milliseconds since 1970. */
  now: number
  /** Secret with which persons are hashed. */
  personKey?: string
  /** Names the row where the mapping has no key: file and line. */
  place: string
}

/**
 * The records of one row of a past survey. Their ids come from the row's key, so that importing a file twice gives the same
 * records. Empty cells were not asked. A row with one wrong cell is refused whole: half a row would be counted twice when
 * the other half comes.
 */
export function toRecords(row: Row, mapping: AnswersMapping, options: RowOptions): Taken<PulsoRecord> {
  const { survey, questions, outcomes, locale, at: time, key } = mapping
  const at = readTime(row[time.column] ?? '', time.format, options.now)
  if (typeof at === 'string') return refuse(time.column, at)
  const keyed = key?.map((column) => row[column] ?? '')
  if (keyed?.some((value) => value === '')) return refuse(key!.join(', '), 'the key is empty')
  const touchpoint = touchpointOf(row, mapping)
  if (touchpoint === undefined)
    return refuse(
      'column' in mapping.touchpoint ? mapping.touchpoint.column : '',
      'names no touchpoint of the mapping',
    )
  const named = keyed ? JSON.stringify([survey.id, ...keyed]) : `${options.place}\n${JSON.stringify(row)}`
  const idOf = (part: string) => createHash('sha256').update(`${named}\n${part}`).digest('hex').slice(0, 32)
  const given = mapping.person ? (row[mapping.person.column] ?? '').trim() : ''
  const person =
    given === ''
      ? undefined
      : mapping.person!.id === 'as-is'
        ? given
        : createHmac('sha256', options.personKey ?? '')
            .update(given)
            .digest('hex')
            .slice(0, 32)
  const context = Object.fromEntries(
    Object.entries(mapping.context).flatMap(([name, column]) =>
      (row[column] ?? '') === '' ? [] : [[name, row[column]!]],
    ),
  )
  const base = {
    ...{ at, mode: 'live' as const },
    ...(person !== undefined && { person }),
    ...(Object.keys(context).length > 0 && { context }),
  }
  const records: unknown[] = []
  for (const [i, question] of questions.entries()) {
    const { column, id, type, instrument, role, dimension, points, comment } = question
    const written = (row[column] ?? '').trim()
    if (written === '') continue
    const value = readValue(written, question)
    if (typeof value === 'object') return refuse(column, value.reason)
    const said = comment === undefined ? '' : (row[comment] ?? '').trim()
    records.push({
      ...{
        ...base,
        id: idOf(`answer ${id}`),
        run: idOf('run'),
        seq: i,
        sampleRate: 1,
        locale,
        touchpoint,
        tookMs: 0,
      },
      survey: { ...survey, hash: hashOf(questions) },
      type: 'answered',
      question: {
        ...{ id, type },
        ...(instrument !== undefined && { instrument }),
        ...(role !== undefined && { role }),
        ...(dimension !== undefined && { dimension }),
        ...(points !== undefined && { points }),
      },
      value,
      ...(said !== '' && { comment: said }),
    })
  }
  for (const { column, kind, when, value, currency, at: own } of outcomes) {
    if (!when.includes((row[column] ?? '').trim())) continue
    const happened = own ? readTime(row[own.column] ?? '', own.format, options.now) : at
    if (typeof happened === 'string') return refuse(own!.column, happened)
    const amount = value === undefined || (row[value] ?? '').trim() === '' ? undefined : numberOf(row[value]!)
    if (Number.isNaN(amount)) return refuse(value!, 'is no number')
    records.push({
      ...{ ...base, at: happened, id: idOf(`outcome ${kind} ${column}`), type: 'outcome', kind },
      ...(amount !== undefined && { value: amount, ...(currency !== undefined && { currency }) }),
    })
  }
  for (const record of records) {
    const checked = PulsoRecord.safeParse(record)
    if (!checked.success) {
      const [issue] = checked.error.issues
      return refuse(issue?.path.join('.') ?? '', issue?.message ?? 'is no record')
    }
  }
  return { ok: true, values: records as PulsoRecord[] }
}

/** The indicator of one row. */
export function toIndicators(
  row: Row,
  { at: time, touchpoint: place, name: called, value: column, unit }: IndicatorsMapping,
  { now }: Pick<RowOptions, 'now'>,
): Taken<IndicatorLine> {
  const at = readTime(row[time.column] ?? '', time.format, now)
  if (typeof at === 'string') return refuse(time.column, at)
  const written = typeof place === 'string' ? place : (row[place.column] ?? '').trim()
  const touchpoint = typeof place === 'string' ? place : place.values ? place.values[written] : written
  if (touchpoint === undefined || !/^[a-z0-9][a-z0-9-]{0,63}$/.test(touchpoint))
    return refuse(typeof place === 'string' ? '' : place.column, 'names no touchpoint')
  const name = typeof called === 'string' ? called : (row[called.column] ?? '').trim()
  if (name === '') return refuse(typeof called === 'string' ? '' : called.column, 'the name is empty')
  const value = numberOf(row[column] ?? '')
  if (Number.isNaN(value)) return refuse(column, 'is no number')
  return {
    ok: true,
    values: [{ type: 'indicator', touchpoint, at, name, value, ...(unit !== undefined && { unit }) }],
  }
}

function touchpointOf(row: Row, { touchpoint }: AnswersMapping) {
  if (!('column' in touchpoint)) return touchpoint
  return touchpoint.values[(row[touchpoint.column] ?? '').trim()]
}

/** A step of the scale, a word of a list, or a text; or why not. Nothing is rounded or moved onto a scale. */
function readValue(
  written: string,
  { type, points, values }: AnswersMapping['questions'][number],
): number | string | { reason: string } {
  const value = values ? values[written] : written
  if (value === undefined)
    return { reason: `${JSON.stringify(written.slice(0, 40))} is not among the mapping's values` }
  if (type === 'text' || type === 'choice') return String(value)
  const number = typeof value === 'number' ? value : numberOf(value)
  const scale = scaleOf({ type, ...(points !== undefined && { points }) })
  if (Number.isNaN(number)) return { reason: 'is no number; give the words of the file in "values"' }
  if (!scale || !Number.isInteger(number) || number < scale[0] || number > scale[1])
    return { reason: `is off the scale ${scale?.join('–')}` }
  return number
}

/** 1234.5, 1,234.5 and 1.234,5; a comma alone is a decimal comma unless three digits follow it. NaN otherwise. */
export function numberOf(text: string): number {
  const bare = text.trim().replace(/[\s\u00a0]/g, '')
  if (/^[+-]?\d+(\.\d+)?$/.test(bare)) return Number(bare)
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare)) return Number(bare.replace(/,/g, ''))
  if (/^[+-]?\d{1,3}(\.\d{3})+,\d+$/.test(bare) || /^[+-]?\d+,\d+$/.test(bare))
    return Number(bare.replace(/\./g, '').replace(',', '.'))
  return Number.NaN
}

/** Changes with the questions: another set of questions is another definition. */
const hashOf = (questions: AnswersMapping['questions']): string =>
  createHash('sha256')
    .update(
      JSON.stringify(questions.map(({ id, type, instrument, points }) => [id, type, instrument, points])),
    )
    .digest('hex')
    .slice(0, 12)
