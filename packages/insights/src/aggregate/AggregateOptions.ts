import type { PeriodLength } from './periodOf.ts'

/** How fine to count. */
export interface AggregateOptions {
  /** @defaultValue `'day'` */
  period?: PeriodLength
  /** Keys of `context` by which to split; each multiplies the cells. @defaultValue none */
  segments?: readonly string[]
  /** Cells it may grow to before it refuses. @defaultValue `200_000` */
  maxCells?: number
  /**
   * Runs it remembers, the latest ones (up to twice as many), to notice a changed answer and a record that comes twice.
   * @defaultValue `10_000`
   */
  window?: number
  /** No record is later than this, milliseconds since 1970. @defaultValue not checked */
  latest?: number
}
