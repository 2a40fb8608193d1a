import type { Cell, CellKey } from '../aggregate/Cell.ts'
import type { Aggregate } from '../aggregate/createAggregate.ts'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import { share } from '../metrics/share.ts'
import { type Coverage, coverage } from '../programme/coverage.ts'
import { type LintFinding, lintProgramme } from '../programme/lintProgramme.ts'
import { type Loop, loopOf } from '../programme/loopOf.ts'
import { type Maturity, maturity } from '../programme/maturity.ts'
import type { Programme, Target } from '../programme/Programme.ts'
import { type Advice, adviceFor, type TargetStatus, targetStatus } from '../programme/targetStatus.ts'
import { type Benchmarks, benchmarksOf } from './benchmarksOf.ts'
import { createPeople, type People } from './createPeople.ts'
import { type CycleChange, cycleChangeOf } from './cycleChangeOf.ts'
import { type DriverMap, driverMapOf } from './driverMapOf.ts'
import { type EmotionCurve, emotionCurvesOf } from './emotionCurvesOf.ts'
import { type Gaps, gapsOf } from './gapsOf.ts'
import { headlineOf, type NamedMetric } from './headlineOf.ts'
import { type Indicator, type IndicatorSeries, indicatorsAt } from './Indicator.ts'
import { type LoopView, loopsOf } from './loopsOf.ts'
import { type Segments, segmentsOf } from './segmentsOf.ts'
import { type CellSeries, headline, isMomentary, isScaled, largest, seriesOf } from './seriesOf.ts'
import { type Trend, trendOf } from './trendOf.ts'
import { type TwoViews, twoViewsOf } from './twoViewsOf.ts'
import { type Verbatims, verbatimsOf } from './verbatimsOf.ts'

/** One question as it was asked at one touchpoint: never pooled with another wording, audience, kind or role. */
export interface ReportSeries {
  question: string
  type: string
  wording: string
  kind: CellKey['kind']
  audience: CellKey['audience']
  role?: string
  dimension?: string
  channels: string[]
  /** The headline first. */
  metrics: NamedMetric[]
  trend: Trend
}

/** One touchpoint: what was asked, heard and done. There is one for each that the programme names, also with n = 0. */
export interface TouchpointCard {
  id: string
  name: string
  phase: 'before' | 'during' | 'after'
  stage: 'front' | 'back'
  owners: string[]
  first: boolean
  last: boolean
  /** Answers on a scale, customers. */
  n: number
  customers: ReportSeries[]
  employees: ReportSeries[]
  /** Runs with an answer ÷ impressions; completions ÷ impressions. Customers. */
  responseRate: Metric
  completionRate: Metric
  targets: { target: Target; status: TargetStatus; advice: Advice; metric: Metric | null }[]
  loops: Loop[]
  /** Operational numbers of the touchpoint: counted, not asked. */
  indicators: IndicatorSeries[]
}

/** A key figure for the person in charge: one metric at one touchpoint. */
export interface Kpi {
  touchpoint: string
  named: NamedMetric
  target: { target: Target; status: TargetStatus } | null
  change: CycleChange | null
}

/** Everything a journey report shows, as data. No number stands without touchpoint and phase. */
export interface JourneyReport {
  name: string
  /** Day of the report, `YYYY-MM-DD`. */
  day: string
  /** First and last period with an answer; `null` without any. */
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

/**
 * Puts a programme and what its customers and employees said together, touchpoint by touchpoint in the order of the
 * journey. Costs what its cells and the persons in the sample cost, whatever the number of records.
 */
export function buildReport(
  programme: Programme,
  aggregate: Aggregate,
  { people: given, ...asked }: ReportOptions,
): JourneyReport {
  const options = { ...asked, ...(programme.baseline && { frozen: programme.baseline.frozen }) }
  const cells = aggregate.cells
  const people = given ?? createPeople()
  const order = [
    ...new Set(
      programme.journeys.flatMap(({ touchpoints }) =>
        (['before', 'during', 'after'] as const).flatMap((phase) =>
          touchpoints.filter((one) => one.phase === phase).map(({ id }) => id),
        ),
      ),
    ),
  ]
  const outcomes = new Map<string, JourneyReport['outcomes'][number]>()
  for (const { kind, currency, n, sum } of aggregate.outcomes) {
    const key = `${kind} ${currency}`
    const known = outcomes.get(key) ?? { kind, currency, n: 0, sum: 0 }
    outcomes.set(key, { ...known, n: known.n + n, sum: known.sum + sum })
  }
  const data = { cells, outcomes: aggregate.outcomes }
  const periods = cells.map(({ key }) => key.period).sort()
  return {
    name: programme.name,
    day: options.day,
    span: periods.length > 0 ? { from: periods[0]!, to: periods.at(-1)! } : null,
    objectives: programme.objectives,
    kpis: kpisOf(programme, aggregate, options),
    journeys: programme.journeys.map(({ id, name, touchpoints }) => {
      const cards = touchpoints.map((touchpoint) => cardOf(touchpoint, programme, aggregate, options))
      const inPhase = (phase: string) => cards.filter((card) => card.phase === phase)
      return { id, name, before: inPhase('before'), during: inPhase('during'), after: inPhase('after') }
    }),
    gaps: gapsOf(people, aggregate, order, options),
    emotions: emotionCurvesOf(programme, aggregate, people, options),
    drivers: driverMapOf(people, order, options),
    segments: segmentsOf(aggregate, order, options),
    benchmarks: benchmarksOf(programme, aggregate, order, options),
    views: twoViewsOf(aggregate, order, options),
    loops: loopsOf(programme, aggregate, options.day, options),
    verbatims: verbatimsOf(people, programme, options),
    people: given
      ? {
          ...{ persons: given.persons.size, share: given.share, comments: given.commented },
          excluded: given.excluded,
        }
      : null,
    findings: lintProgramme(programme, data),
    maturity: maturity(programme, data),
    coverage: coverage(programme),
    excluded: aggregate.findings,
    records: aggregate.records,
    outcomes: [...outcomes.values()],
  }
}

/** Each metric at the touchpoint that its target names, or else where most have answered. */
function kpisOf(programme: Programme, aggregate: Aggregate, options: ReportOptions): Kpi[] {
  const known = new Set(programme.journeys.flatMap(({ touchpoints }) => touchpoints.map(({ id }) => id)))
  const measured = [...known].flatMap((touchpoint) =>
    seriesOf(aggregate.cells.filter(({ key }) => key.touchpoint === touchpoint))
      .filter(({ key }) => key.role === undefined || key.role === 'momentary' || key.role === 'remembered')
      .map((series) => ({ touchpoint, series, n: series.n, named: headline(series, options) })),
  )
  const wanted = [
    ...programme.kpis,
    ...programme.objectives.map(({ metric }) => metric),
    ...(['nps', 'csat', 'ces', 'emotion'] as const),
  ]
  return [...new Set(wanted)]
    .flatMap((kpi) => {
      const all = measured.filter(({ named }) => named.kpi === kpi)
      const aimed = programme.targets.filter(({ metric }) => metric === kpi)
      const best =
        largest(all.filter(({ touchpoint }) => aimed.some((target) => target.touchpoint === touchpoint))) ??
        largest(all)
      if (!best || best.named.metric.value === null) return []
      const target = aimed.find((one) => one.touchpoint === best.touchpoint)
      return [
        {
          ...{ touchpoint: best.touchpoint, named: best.named },
          target: target ? { target, status: targetStatus(best.named.metric, target) } : null,
          change: cycleChangeOf(best.series, programme.cycles, options.day, options),
        },
      ]
    })
    .slice(0, 3)
}

function cardOf(
  touchpoint: Programme['journeys'][number]['touchpoints'][number],
  programme: Programme,
  aggregate: Aggregate,
  options: Omit<ReportOptions, 'people'> & { frozen?: string },
): TouchpointCard {
  const { id, name, phase, stage, owners = [], first = false, last = false } = touchpoint
  const scaled = aggregate.cells.filter(({ key }) => key.touchpoint === id && isScaled({ key }))
  const series = reportSeriesOf(scaled, wantedAt(programme, id), options)
  const customers = series.filter(({ audience }) => audience === 'customer')
  const flow = aggregate.flow.filter(({ key }) => key.touchpoint === id && key.audience === 'customer')
  const sum = (of: (cell: (typeof flow)[number]) => number) =>
    flow.reduce((total, cell) => total + of(cell), 0)
  const shown = sum((cell) => cell.shown)
  // an answer whose `shown` record was lost must not make a share above 1
  const rate = (k: number) => share(Math.min(k, shown), shown, options)
  return {
    ...{ id, name, phase, stage, owners, first, last },
    n: scaled
      .filter(({ key }) => key.audience === 'customer')
      .reduce((total, { counts }) => total + [...counts.values()].reduce((a, b) => a + b, 0), 0),
    customers,
    employees: series.filter(({ audience }) => audience === 'employee'),
    responseRate: rate(sum((cell) => cell.responded)),
    completionRate: rate(sum((cell) => cell.completed)),
    targets: programme.targets
      .filter((target) => target.touchpoint === id)
      .map((target) => {
        const found = series.find(({ metrics }) => metrics[0]?.kpi === target.metric)
        const metric = found?.metrics[0]?.metric ?? null
        return {
          target,
          metric,
          status: metric ? targetStatus(metric, target) : 'cannot-tell',
          advice: metric ? adviceFor(metric, target, found?.trend.falling) : 'cannot-tell',
        }
      }),
    loops: programme.actions
      .filter((action) => action.touchpoint === id)
      .map((action) => loopOf(action, options.day)),
    indicators: indicatorsAt(options.indicators ?? [], id),
  }
}

/** Metrics that count most at a touchpoint: those with a target there, then those of the programme. */
const wantedAt = ({ targets, kpis }: Programme, id: string): string[] => [
  ...targets.filter(({ touchpoint }) => touchpoint === id).map(({ metric }) => metric),
  ...kpis,
]

/** The series of a touchpoint with their numbers: what was lived first, of that what is wanted, of that what most answered. */
function reportSeriesOf(
  cells: readonly Cell[],
  wanted: readonly string[],
  options: MetricOptions & { frozen?: string },
): ReportSeries[] {
  const rank = (series: CellSeries) => {
    const place = wanted.indexOf(headline(series, options).kpi)
    return place === -1 ? wanted.length : place
  }
  return seriesOf(cells)
    .sort((a, b) => Number(isMomentary(b.key)) - Number(isMomentary(a.key)) || rank(a) - rank(b) || b.n - a.n)
    .map(({ key, cells: own }) => {
      const { question, type, wording, kind, audience, role, dimension } = key
      return {
        ...{ question, type, wording, kind, audience },
        ...(role !== undefined && { role }),
        ...(dimension !== undefined && { dimension }),
        channels: [...new Set(own.map(({ key: { channel } }) => channel))].sort(),
        metrics: headlineOf(key, own, { ...options, audience }),
        trend: trendOf(own, { ...options, audience }),
      }
    })
}

/**
 * Touchpoints by ease (CES), the worst first; equal ones keep the order of the journey. Those under the least n come last:
 * nothing is known of them (a share is at most 1).
 */
export function easeWorstFirst(cards: readonly TouchpointCard[]): { card: TouchpointCard; ease: Metric }[] {
  return cards
    .flatMap((card) => {
      const ease = card.customers.find(({ type }) => type === 'ces')?.metrics[0]?.metric
      return ease ? [{ card, ease }] : []
    })
    .sort((a, b) => (a.ease.value ?? 2) - (b.ease.value ?? 2))
}
