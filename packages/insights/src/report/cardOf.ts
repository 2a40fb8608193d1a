import type { Aggregate } from '../aggregate/Aggregate.ts'
import type { Metric } from '../contract/Metric.ts'
import { share } from '../metrics/share.ts'
import { type Loop, loopOf } from '../programme/loopOf.ts'
import type { Programme, Target } from '../programme/Programme.ts'
import { type Advice, adviceFor, type TargetStatus, targetStatus } from '../programme/targetStatus.ts'
import { type IndicatorSeries, indicatorsAt } from './Indicator.ts'
import type { ReportOptions } from './ReportOptions.ts'
import { type ReportSeries, reportSeriesOf } from './reportSeriesOf.ts'
import { isScaled } from './seriesOf.ts'

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

/** What was asked and heard at one touchpoint, with its targets, actions and indicators. */
export function cardOf(
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
