import type { Figures } from './work.ts'

export const ENGINES = ['sqlite', 'postgres'] as const
export type Engine = (typeof ENGINES)[number]
/** Records in a batch: one answer as it is given; a visit that was offline; what a busy server sends. */
export const SIZES = [1, 10, 50] as const
/** Batches of one measurement, before `--scale`. */
export const BATCHES = { 1: 3000, 10: 1500, 50: 800 } as const
/** Connections of senders that each wait for their acknowledgement. */
export const AT_ONCE = 16

/** One measurement of the collector, or of the engine's own client. */
export interface Sample extends Figures {
  engine: Engine
  batch: number
  side: 'collector' | 'raw'
}

export interface FlatSample {
  engine: Engine
  batch: number
  tables: 'empty' | 'full'
  perSecond: number
  p99: number
}

/** Of a core, which each process is held to in turn. */
export const TWO_SHARES = [null, 0.2] as const

/** One collector, or two on one Postgres. */
export interface TwoSample {
  processes: 1 | 2
  /** What each process is held to; `null`: to nothing. */
  share: number | null
  batch: number
  perSecond: number
  /** Processor time for a record, in microseconds. */
  micros: { collectors: number; engine: number; senders: number }
}

/** How long it took ClickHouse to get what waited: from the mirror, or from a plain client of its own. */
export interface CopySample {
  side: 'mirror' | 'raw'
  records: number
  seconds: number
}

export const LAG_LOADS = ['calm', 'full'] as const

/** How long after their acknowledgement records were in the mirror. */
export interface LagSample {
  load: (typeof LAG_LOADS)[number]
  milliseconds: number[]
}

/** How a part was measured. */
export interface About {
  date: string
  seed: number
  command: string
  machine: { cpu: string; memoryGb: number; os: string; load: number[] }
  versions: { [name: string]: string }
  rounds: number
}

/** The file docs/bench/collector.json. A part that was never measured is missing. */
export interface Result {
  speed?: About & { samples: Sample[]; memoryMb: { [engine in Engine]: number } }
  two?: About & { samples: TwoSample[] }
  mirror?: About & { copies: CopySample[]; lags: LagSample[] }
  flat?: About & { filled: { [engine in Engine]: number }; samples: FlatSample[] }
}
