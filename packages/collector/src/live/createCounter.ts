import type {
  Aggregate,
  checkRecord as CheckRecord,
  createAggregate as CreateAggregate,
} from '@pulso/insights'
import type { PulsoRecord } from '@pulso/web/schema'
import type { KeptRecord, Mode } from '../Store.ts'
import type { Block, Heard, PackedCells, PlaceTally } from './Block.ts'
import type { Intern } from './createInterner.ts'
import type { Sample } from './createSample.ts'
import { BLOCK_ARRIVALS } from './deletionTables.ts'
import { packCells } from './packCells.ts'
import { placeOf } from './placeOf.ts'

export interface CounterOptions {
  insights: { createAggregate: typeof CreateAggregate; checkRecord: typeof CheckRecord }
  /** Keys of `context` by which records can be told apart. */
  segments: readonly string[]
  intern: Intern
  now: () => number
  /** Told of each answer of a person before it is kept. */
  sample: (heard: Heard, mode: Mode) => ReturnType<Sample['take']>
}

/** Of a record what counting needs. */
export type Counted = Pick<KeptRecord, 'project' | 'mode' | 'run' | 'json'>

/** Counts the records of one block, which is whole at any time. */
export interface Counter {
  add(record: Counted): void
  /** What was counted until now. */
  block(): Block
}

/** Starts a block without records. */
export function createCounter(
  index: number,
  { insights, segments, intern, now, sample }: CounterOptions,
): Counter {
  const parts = new Map<
    string,
    { project: string; mode: Mode; aggregate: Aggregate; found: PlaceTally['findings'] }
  >()
  const tallies: Block['tallies'] = { live: new Map(), test: new Map() }
  const people: Block['people'] = {
    live: { answers: [], refused: 0, texts: [], names: [] },
    test: { answers: [], refused: 0, texts: [], names: [] },
  }
  let packed: { records: number; cells: PackedCells[] } | undefined
  let records = 0

  const partOf = (project: string, mode: Mode) => {
    const name = `${mode} ${project}`
    let part = parts.get(name)
    if (!part) {
      const aggregate = insights.createAggregate({ period: 'day', segments, window: BLOCK_ARRIVALS })
      parts.set(name, (part = { project, mode, aggregate, found: {} }))
    }
    return part
  }

  const hear = (record: PulsoRecord, place: Heard, mode: Mode): boolean => {
    if (record.type !== 'answered') return false
    const { value, question } = record
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && !('positive' in value)) {
      if (value.name !== undefined) people[mode].names.push(place) // only to mask it in what the same person wrote
      return false
    }
    const isText = question.type === 'text'
    const { comment, other, ...answer } = place.record
    if (!isText && value !== null) {
      const taken = sample(place, mode)
      if (taken === 'kept') people[mode].answers.push({ ...place, record: answer })
      else if (taken === 'full') people[mode].refused += 1
    }
    const written = isText && typeof value === 'string' ? value : (comment ?? other)
    if (written === undefined || written.trim() === '') return false
    people[mode].texts.push(place)
    return true
  }

  return {
    add({ project, mode, json }) {
      const record = JSON.parse(json) as PulsoRecord // checked when it came in
      records += 1
      const { segments: values, ...place } = placeOf(record, project, segments)
      const at = { ...place, segments: intern(values) }
      const name = `${project}\n${at.touchpoint}\n${at.channel}\n${at.day}\n${JSON.stringify(values)}`
      let tally = tallies[mode].get(name)
      if (!tally) tallies[mode].set(name, (tally = { ...at, records: 0, comments: 0, findings: {} }))
      tally.records += 1
      const problem = insights.checkRecord(record, now())
      if (typeof problem === 'string') {
        tally.findings[problem] = (tally.findings[problem] ?? 0) + 1
        return
      }
      const part = partOf(project, mode)
      part.aggregate.add(mode === 'test' ? { ...record, mode: 'live' } : record) // a book of its own; here it counts
      for (const [reason, count] of Object.entries(part.aggregate.findings)) {
        const more = count - (part.found[reason] ?? 0)
        if (more === 0) continue
        part.found[reason] = count
        tally.findings[reason] = (tally.findings[reason] ?? 0) + more
      }
      if (record.type === 'answered' && hear(record, { ...at, record: shortened(record, intern) }, mode))
        tally.comments += 1
    },
    block() {
      if (packed?.records !== records)
        packed = { records, cells: [...parts.values()].map((part) => packCells(part, intern)) }
      return { index, cells: packed.cells, tallies, people }
    },
  }
}

function shortened(record: Extract<PulsoRecord, { type: 'answered' }>, intern: Intern): Heard['record'] {
  const { type, at, run, seq, survey, touchpoint, question, value, person, comment, other } = record
  return {
    ...{ type, mode: 'live', at, run, seq, value },
    ...{ survey: intern(survey), touchpoint: intern(touchpoint), question: intern(question) },
    ...(person !== undefined && { person }),
    ...(comment !== undefined && { comment }),
    ...(other !== undefined && { other }),
  }
}
