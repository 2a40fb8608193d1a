/**
 * What to know about a chart.
 *
 * - `short-baseline`: fewer periods than a baseline should have (20), so limits move with each new one.
 * - `few-events`: a period expects under 5 events; its limits are rough.
 * - `overdispersed`: periods differ more than chance allows; Laney's limits fit better.
 */
export type ChartFlag = 'short-baseline' | 'few-events' | 'overdispersed'

/** One period on a chart. `null` where nobody answered. */
export interface ChartPoint {
  value: number | null
  lower: number | null
  upper: number | null
  /** Outside of the limits, and on which side. */
  out: 'up' | 'down' | undefined
}

/** A series with its control limits. */
export interface Chart {
  method: string
  center: number
  points: ChartPoint[]
  /** Periods out of control, counted from 1. */
  flagged: number[]
  flags: ChartFlag[]
  /** Alarms that chance alone would give over these periods; times the number of charts that are watched. */
  expectedFalseAlarms: number
}

/** Of a number of periods with this chance of a false alarm in each: 3σ is 0.0027, one in 370. */
export const expectedFalseAlarms = (periods: number, chance: number): number => periods * chance
