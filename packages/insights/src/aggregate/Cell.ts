import type { Audience } from '../contract/Metric.ts'

/** All that answers of one cell share; two cells are never pooled without looking at it. */
export interface CellKey {
  survey: string
  question: string
  /** Question type of the wire: `nps`, `csat`, `choice` … */
  type: string
  /** Instrument with its version, or for a wording of one's own the survey's definition hash. */
  wording: string
  kind: 'transactional' | 'relational'
  audience: Audience
  touchpoint: string
  phase: 'before' | 'during' | 'after'
  channel: string
  stage: 'front' | 'back'
  /** First day of the period, `YYYY-MM-DD` in UTC. */
  period: string
  journey?: string
  role?: string
  dimension?: string
  facet?: string
  points?: number
  /** Values of the segments asked for, by name. */
  segments?: { readonly [name: string]: string }
}

/** Answers of one cell, by value: a number of the scale, the id of a choice, or `positive,negative` of a grid. */
export interface Cell {
  readonly key: CellKey
  readonly counts: Map<number | string, number>
  /** Passed over, answered again: what is known of the cell and does not count. */
  readonly excluded: { [reason: string]: number }
}

/** What became of the card at one touchpoint, channel and period. */
export interface FlowCell {
  readonly key: Pick<
    CellKey,
    | 'survey'
    | 'kind'
    | 'audience'
    | 'touchpoint'
    | 'phase'
    | 'channel'
    | 'stage'
    | 'period'
    | 'journey'
    | 'segments'
  >
  shown: number
  /** Runs with at least one answer. */
  responded: number
  completed: number
  dismissed: number
  /** Dismissals by reason. */
  readonly reasons: { [reason: string]: number }
}
