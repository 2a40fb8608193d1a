import type { Aggregate } from '../aggregate/Aggregate.ts'
import { tallyCells } from '../aggregate/tallyCells.ts'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import { type Benchmark, benchmark } from '../metrics/benchmark.ts'
import type { Programme } from '../programme/Programme.ts'
import { type TargetStatus, targetStatus } from '../programme/targetStatus.ts'
import { headlineOf, type NamedMetric } from './headlineOf.ts'
import { isMomentary, largest, seriesOf } from './seriesOf.ts'

/** How customers place the company, by touchpoint and frame; the two frames are never pooled. */
export interface AskedBenchmark extends Benchmark {
  touchpoint: string
}

/** Somebody else's number beside one's own. */
export interface BoughtBenchmark {
  imported: Programme['benchmarks'][number]
  /** Where one's own number comes from; `null` when it is not measured. */
  own: { touchpoint: string; named: NamedMetric } | null
  /** Own against theirs: `reached` is above. Other people, other sample, other mode: to be read with care. */
  status: TargetStatus
}

/** Beside others: as customers say, and as somebody has published. */
export interface Benchmarks {
  asked: AskedBenchmark[]
  imported: BoughtBenchmark[]
}

/** Comparison with the outside, from the relative questions and from the programme file. */
export function benchmarksOf(
  programme: Programme,
  aggregate: Aggregate,
  order: readonly string[],
  options: MetricOptions = {},
): Benchmarks {
  const customers = aggregate.cells.filter(({ key }) => key.audience === 'customer')
  const asked = order.flatMap((touchpoint) =>
    seriesOf(
      customers.filter(({ key }) => key.touchpoint === touchpoint && key.role === 'benchmark'),
    ).flatMap(({ key, cells }) => {
      const answers = tallyCells(cells)
      if (answers.scale.join() !== '1,5') return []
      const frame = /best/.test(`${key.wording} ${key.question}`) ? 'best' : 'sector'
      return [{ touchpoint, ...benchmark({ frame, answers }, options) }]
    }),
  )
  const momentary = seriesOf(customers.filter(({ key }) => isMomentary(key)))
  return {
    asked,
    imported: programme.benchmarks.map((imported) => {
      const own = largest(
        momentary
          .flatMap(({ cells }) => order.map((id) => cells.filter(({ key }) => key.touchpoint === id)))
          .flatMap((cells) => {
            const [cell] = cells
            const named = cell && headlineOf(cell.key, cells, options)[0]
            return named?.kpi === imported.metric
              ? [{ touchpoint: cell!.key.touchpoint, named, n: named.metric.n }]
              : []
          }),
      )
      return {
        imported,
        own: own ? { touchpoint: own.touchpoint, named: own.named } : null,
        status: own
          ? targetStatus(own.named.metric as Metric, { value: imported.value, direction: 'at-least' })
          : 'cannot-tell',
      }
    }),
  }
}
