import type { EngineName } from '../../browser/harness/index.ts'
import type { Stage } from './stage.ts'

export const ALL: readonly EngineName[] = ['chromium', 'firefox', 'webkit']

/** One of the 57 faults. Either `run` is its test, or `by` names the command or the test file that makes it. */
export interface FaultCase {
  number: number
  name: string
  /** How it is made. */
  how: string
  /** What must then be so. */
  expect: string
  /** Where it is made; none: no browser is needed. */
  engines: readonly EngineName[]
  /** Set where the real thing cannot be made here: what stands in for it. */
  simulated?: string
  /** Takes more than seconds: in `npm run faults -- --cases` only. */
  long?: boolean
  /** Runs in all its engines in `npm test` too, because they differ; the others run in Chromium there. */
  differs?: boolean
  by?: string
  /** Of what `by` makes: the results it is kept in, one for each engine. */
  results?: 'kills' | 'power'
  run?: (stage: Stage) => Promise<void>
}
