import type { Coverage } from '../programme/coverage.ts'
import type { LintFinding } from '../programme/lintProgramme.ts'
import type { Maturity } from '../programme/maturity.ts'
import type { Programme } from '../programme/Programme.ts'
import type { Benchmarks } from './benchmarksOf.ts'
import type { TouchpointCard } from './cardOf.ts'
import type { People } from './createPeople.ts'
import type { DriverMap } from './driverMapOf.ts'
import type { EmotionCurve } from './emotionCurvesOf.ts'
import type { Gaps } from './gapsOf.ts'
import type { Kpi } from './kpisOf.ts'
import type { LoopView } from './loopsOf.ts'
import type { Segments } from './segmentsOf.ts'
import type { TwoViews } from './twoViewsOf.ts'
import type { Verbatims } from './verbatimsOf.ts'

/** Everything a journey report shows, as data. No number stands without touchpoint and phase. */
export interface JourneyReport {
  name: string
  /** Day of the report, `YYYY-MM-DD`. */
  day: string
  /** First day of the first period with an answer, and last day of the last; `null` without any, or without periods. */
  span: { from: string; to: string } | null
  objectives: Programme['objectives']
  /** At most three, those of the programme first. */
  kpis: Kpi[]
  journeys: {
    id: string
    name: string
    before: TouchpointCard[]
    during: TouchpointCard[]
    after: TouchpointCard[]
  }[]
  gaps: Gaps
  emotions: EmotionCurve[]
  drivers: DriverMap | null
  segments: Segments
  benchmarks: Benchmarks
  views: TwoViews[]
  loops: LoopView[]
  verbatims: Verbatims[]
  /** Of whom pairs, drivers and comments come; `null` when only an aggregate was given. */
  people: { persons: number; share: number; comments: number; excluded: People['excluded'] } | null
  findings: LintFinding[]
  maturity: Maturity
  coverage: Coverage
  /** Records that do not count, by reason. */
  excluded: { readonly [reason: string]: number }
  records: number
  outcomes: { kind: string; currency: string; n: number; sum: number }[]
}
