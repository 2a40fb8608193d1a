import type { Mode } from '../Store.ts'
import type { SinkState } from './SinkRow.ts'

/** Where a record is, in the store that holds it. */
export interface Place {
  project: string
  id: string
  mode: Mode
  arrival: number
  received: number
}

/** A record that is to be sent by itself: it failed before, or a case sends it. */
export interface Item extends Place {
  caseNumber: number | null
  tries: number
  faults: number
  since: number
  due: number
  code: string | null
}

/** An item with what it stands for. */
export interface DueItem extends Item {
  /** `null` when the record is gone. */
  json: string | null
  case: { number: number; rule: string; owner: string; due: number } | null
}

/** What a pass leaves behind, written at once or not at all. */
export interface Change {
  /** Left out: stays where it is. */
  cursor?: string | undefined
  /** Items that are over: settled, or their record is gone. */
  over: readonly Pick<Place, 'project' | 'id'>[]
  again: readonly Item[]
  dead: readonly Item[]
  /** No item of the sink is tried before, milliseconds since 1970. */
  notBefore?: number | undefined
  state: SinkState
  code: string | null
  failures: number
  nextAt: number
  /** How many records the sink took. */
  settled: number
}
