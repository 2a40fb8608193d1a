import type { Aggregate } from '../aggregate/Aggregate.ts'
import { groupCells, tallyCells } from '../aggregate/tallyCells.ts'
import { beforeAfter } from '../change/beforeAfter.ts'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import { countBetween } from '../contract/Tally.ts'
import { type Loop, loopOf } from '../programme/loopOf.ts'
import type { Action, Programme } from '../programme/Programme.ts'
import { countedOf, type Difference, differenceOf } from './differenceOf.ts'
import type { NamedMetric } from './headlineOf.ts'
import { type CellSeries, headline, largest, seriesOf } from './seriesOf.ts'

/** One action with its whole loop: asked → understood → acted → measured again. */
export interface LoopView {
  action: Action
  loop: Loop
  /** The number that should move, before the action and from its day on; `null` where nothing was asked. */
  before: NamedMetric | null
  after: NamedMetric | null
  /** After − before, with the flag `regression-to-mean` when the last period before was extreme. */
  change: Difference | null
}

/** The loops of all actions, open ones first, then by due day. */
export function loopsOf(
  programme: Programme,
  aggregate: Aggregate,
  day: string,
  options: MetricOptions = {},
): LoopView[] {
  const rank = { overdue: 0, acted: 1, planned: 2, closed: 3 }
  return programme.actions
    .map((action) => viewOf(action, aggregate, day, options))
    .sort((a, b) => rank[a.loop.stage] - rank[b.loop.stage] || (a.action.due < b.action.due ? -1 : 1))
}

function viewOf(action: Action, aggregate: Aggregate, day: string, options: MetricOptions): LoopView {
  const loop = loopOf(action, day)
  const audience = action.expects === 'enps' ? 'employee' : 'customer'
  const series = largest(
    seriesOf(
      aggregate.cells.filter(({ key }) => key.touchpoint === action.touchpoint && key.audience === audience),
    ).filter((one) => headline(one, options).kpi === action.expects),
  )
  const none = { action, loop, before: null, after: null, change: null }
  if (!series) return none
  const { done } = action
  if (done === undefined) return { ...none, before: headline(series, options) }
  // a period that the action fell into is neither before nor after
  const starts = [...new Set(series.cells.map(({ key }) => key.period))].sort()
  const during = starts.filter((period) => period <= done).at(-1)
  const isMixed = (period: string) => period === during && period !== done
  const before = series.cells.filter(({ key }) => key.period < done && !isMixed(key.period))
  const after = series.cells.filter(({ key }) => key.period >= done)
  const of = (cells: CellSeries['cells']) =>
    cells.length > 0 ? headline({ key: series.key, cells }, options) : null
  return {
    ...{ action, loop, before: of(before), after: of(after) },
    change: changeOf(series.key, before, after, options) ?? null,
  }
}

function changeOf(
  key: CellSeries['key'],
  before: CellSeries['cells'],
  after: CellSeries['cells'],
  options: MetricOptions,
): Difference | undefined {
  const counted = countedOf(key)
  if (!counted || before.length === 0 || after.length === 0) return differenceOf(after, before, options)
  const periods = (cells: CellSeries['cells']) =>
    [...groupCells(cells, ({ period }) => period)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, own]) => {
        const tally = tallyCells(own)
        return { k: countBetween(tally, ...counted), n: tally.n }
      })
      .filter(({ n }) => n > 0)
  const [first, second] = [periods(before), periods(after)]
  if (first.length === 0 || second.length === 0) return differenceOf(after, before, options)
  return beforeAfter([...first, ...second], first.length, options).change as Metric & Difference
}
