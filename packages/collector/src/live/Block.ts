import type { Aggregate, AggregateData, CellKey, FlowCell, OutcomeCell } from '@pulso/insights'
import type { PulsoRecord } from '@pulso/web/schema'
import type { Mode } from '../Store.ts'
import type { Place } from './LiveFilter.ts'

type Answer = Extract<PulsoRecord, { type: 'answered' }>

/** Of an answer what pairs, drivers and comments are made of. */
export type Heard = Place & {
  record: Pick<
    Answer,
    'type' | 'mode' | 'at' | 'run' | 'seq' | 'survey' | 'touchpoint' | 'question' | 'value'
  > &
    Partial<Pick<Answer, 'person' | 'comment' | 'other'>>
}

/** How many records there were at a place, and how many of them do not count, by reason. */
export interface PlaceTally extends Place {
  records: number
  comments: number
  findings: { [reason: string]: number }
}

type Shape<Key> = Omit<Key, 'period' | 'segments'>
type At<Key> = { shape: Shape<Key>; day: string; segments: Place['segments'] }

/** Cells of one project, packed: shapes and segments are shared between them, counts are pairs in a row. */
export interface PackedCells {
  project: string
  mode: Mode
  answers: (At<CellKey> & { counts: (number | string)[]; excluded?: { [reason: string]: number } })[]
  flow: (At<FlowCell['key']> & Omit<FlowCell, 'key'>)[]
  outcomes: readonly OutcomeCell[]
}

/** What was said by people, by mode. */
export interface People {
  answers: Heard[]
  /** Answers beyond what is kept of one person. */
  refused: number
  texts: Heard[]
  names: Heard[]
}

/** Records of one range of arrival numbers, counted; each run belongs to the block in which it was first heard of. */
export interface Block {
  /** Arrival ÷ {@link BLOCK_ARRIVALS}. */
  index: number
  cells: PackedCells[]
  tallies: { [mode in Mode]: Map<string, PlaceTally> }
  people: { [mode in Mode]: People }
}

export type { Aggregate, AggregateData }
