import type { Aggregate } from '../aggregate/Aggregate.ts'
import type { Programme, Target } from '../programme/Programme.ts'
import { type TargetStatus, targetStatus } from '../programme/targetStatus.ts'
import { type CycleChange, cycleChangeOf } from './cycleChangeOf.ts'
import type { NamedMetric } from './headlineOf.ts'
import type { ReportOptions } from './ReportOptions.ts'
import { headline, largest, seriesOf } from './seriesOf.ts'

/** A key figure for the person in charge: one metric at one touchpoint. */
export interface Kpi {
  touchpoint: string
  named: NamedMetric
  target: { target: Target; status: TargetStatus } | null
  change: CycleChange | null
}

/** At most three key figures: each metric at the touchpoint that its target names, or else where most have answered. */
export function kpisOf(programme: Programme, aggregate: Aggregate, options: ReportOptions): Kpi[] {
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
