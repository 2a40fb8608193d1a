import type { Cell, CellKey } from '../aggregate/Cell.ts'
import type { Aggregate } from '../aggregate/createAggregate.ts'
import { scaleOf } from '../aggregate/scaleOf.ts'
import { groupCells } from '../aggregate/tallyCells.ts'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import { share } from '../metrics/share.ts'
import { type Coverage, coverage } from '../programme/coverage.ts'
import { type LintFinding, lintProgramme } from '../programme/lintProgramme.ts'
import { type Loop, loopOf } from '../programme/loopOf.ts'
import { type Maturity, maturity } from '../programme/maturity.ts'
import type { Programme, Target } from '../programme/Programme.ts'
import { type Advice, adviceFor, type TargetStatus, targetStatus } from '../programme/targetStatus.ts'
import { headlineOf, type NamedMetric } from './headlineOf.ts'
import { type Trend, trendOf } from './trendOf.ts'

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
}

/** Everything a journey report shows, as data. No number stands without touchpoint and phase. */
export interface JourneyReport {
  name: string
  /** Day of the report, `YYYY-MM-DD`. */
  day: string
  journeys: {
    id: string
    name: string
    before: TouchpointCard[]
    during: TouchpointCard[]
    after: TouchpointCard[]
  }[]
  findings: LintFinding[]
  maturity: Maturity
  coverage: Coverage
  /** Records that do not count, by reason. */
  excluded: { readonly [reason: string]: number }
  records: number
  outcomes: { kind: string; currency: string; n: number; sum: number }[]
}

/**
 * Puts a programme and what its customers and employees said together, touchpoint by touchpoint in the order of the
 * journey. Costs what its cells cost, whatever the number of records.
 *
 * @param options - `day`: the day of the report, which decides what is overdue.
 */
export function buildReport(
  programme: Programme,
  aggregate: Aggregate,
  options: MetricOptions & { day: string },
): JourneyReport {
  const cells = aggregate.cells
  const outcomes = new Map<string, JourneyReport['outcomes'][number]>()
  for (const { kind, currency, n, sum } of aggregate.outcomes) {
    const key = `${kind} ${currency}`
    const known = outcomes.get(key) ?? { kind, currency, n: 0, sum: 0 }
    outcomes.set(key, { ...known, n: known.n + n, sum: known.sum + sum })
  }
  const data = { cells, outcomes: aggregate.outcomes }
  return {
    name: programme.name,
    day: options.day,
    journeys: programme.journeys.map(({ id, name, touchpoints }) => {
      const cards = touchpoints.map((touchpoint) => cardOf(touchpoint, programme, aggregate, options))
      const inPhase = (phase: string) => cards.filter((card) => card.phase === phase)
      return { id, name, before: inPhase('before'), during: inPhase('during'), after: inPhase('after') }
    }),
    findings: lintProgramme(programme, data),
    maturity: maturity(programme, data),
    coverage: coverage(programme),
    excluded: aggregate.findings,
    records: aggregate.records,
    outcomes: [...outcomes.values()],
  }
}

function cardOf(
  touchpoint: Programme['journeys'][number]['touchpoints'][number],
  programme: Programme,
  aggregate: Aggregate,
  options: MetricOptions & { day: string },
): TouchpointCard {
  const { id, name, phase, stage, owners = [], first = false, last = false } = touchpoint
  const scaled = aggregate.cells.filter(({ key }) => key.touchpoint === id && isScaled(key))
  const series = seriesOf(scaled, options)
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
  }
}

/** Splits the cells of a touchpoint into what may be pooled, in a stable order. */
function seriesOf(cells: readonly Cell[], options: MetricOptions): ReportSeries[] {
  const groups = groupCells(cells, (key) =>
    JSON.stringify([
      key.question,
      key.type,
      key.wording,
      key.kind,
      key.audience,
      key.role,
      key.dimension,
      key.points,
    ]),
  )
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, own]) => {
      const { question, type, wording, kind, audience, role, dimension } = own[0]!.key
      return {
        ...{ question, type, wording, kind, audience },
        ...(role !== undefined && { role }),
        ...(dimension !== undefined && { dimension }),
        channels: [...new Set(own.map(({ key }) => key.channel))].sort(),
        metrics: headlineOf(own[0]!.key, own, { ...options, audience }),
        trend: trendOf(own, { ...options, audience }),
      }
    })
}

const isScaled = (key: CellKey) => scaleOf(key as Parameters<typeof scaleOf>[0]) !== undefined

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
