import type { Programme } from '@pulso/insights'
import type { ReportLocale } from '@pulso/insights/report'
import type { Store } from '../Store.ts'
import type { Built } from '../sql/built.ts'
import type { Dialect } from '../sql/dialects.ts'
import type { RunOptions } from '../sql/Sql.ts'
import type { LiveStore } from './createBook.ts'
import type { Choices, Progress } from './createLive.ts'
import type { LiveFilter } from './LiveFilter.ts'

/** Which report is wanted. */
export interface Wanted {
  filter: LiveFilter
  locale: ReportLocale
  /** Name of all touchpoints together, where there is no programme. */
  allTouchpoints: string
  /** `YYYY-MM-DD`: what is overdue depends on it. */
  day: string
}

/** A report as markup, and of which numbers it is. */
export interface Drawing {
  markup: string
  /** When its numbers were taken, milliseconds since 1970. */
  at: number
  tookMs: number
  /** Up to which record it counts, and how many deletions it knows of. */
  cursor: string | null
  deleted: number
}

/** What pages need to know of the numbers beside a report. */
export interface Glance {
  progress: Progress
  choices: Choices
  /** Records that the filter lets through. */
  matching: number
  /** Blocks (arrival ÷ `BLOCK_ARRIVALS`) of which no record is let through. */
  without: number[]
  cursor: string | null
  deleted: number
}

/** What the thread of the numbers is asked for. */
export interface Asked {
  /** Goes on counting what arrives, for an hour after it was last asked to. */
  follow(): void
  /** Counts what is there, for at most `waitMs`. */
  glance(filter: LiveFilter, waitMs: number): Promise<Glance>
  draw(wanted: Wanted): Promise<Drawing>
  stop(): Promise<void>
}

/** What that thread asks of the one that has the store. */
export interface Lent {
  after(
    cursor: string | null,
    limit: number,
  ): Promise<Awaited<ReturnType<LiveStore['after']>> & { nowMs: number }>
  end: Store['end']
  run(statements: readonly Built[], options?: RunOptions): Promise<readonly unknown[][]>
  failed(message: string): void
  recounted(blocks: number, reason: Recounted): void
}

/** Why blocks that were counted before a start are counted again. */
export type Recounted = 'version' | 'damaged'

/** What the thread is told at its start. */
export interface LiveSettings {
  segments: readonly string[]
  programme: Programme | undefined
  dialect: Dialect['dialect']
}
