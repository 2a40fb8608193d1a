import type { MetricOptions } from '../contract/MetricOptions.ts'
import type { People } from './createPeople.ts'
import type { Indicator } from './Indicator.ts'

/** What a report is made of beside programme and aggregate. */
export interface ReportOptions extends MetricOptions {
  /** The day of the report, `YYYY-MM-DD`, which decides what is overdue. */
  day: string
  /** Answers by person: gaps, memory, drivers and comments come of them. Without it, these are empty. */
  people?: People
  /** Operational numbers, shown at their touchpoints. */
  indicators?: readonly Indicator[]
  /** Of drivers and memory. @defaultValue `300` */
  resamples?: number
}
