import type { Aggregate } from '../aggregate/Aggregate.ts'
import { tallyCells } from '../aggregate/tallyCells.ts'
import { meanDifference } from '../compare/meanDifference.ts'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import { type Memory, memoryBias } from '../memory/memoryBias.ts'
import { meanOf } from '../metrics/rating.ts'
import type { Programme } from '../programme/Programme.ts'
import type { People } from './createPeople.ts'
import { isMomentary, largest, seriesOf } from './seriesOf.ts'

/** What was felt at one touchpoint. */
export interface EmotionPoint {
  touchpoint: string
  name: string
  phase: 'before' | 'during' | 'after'
  /** Mean valence, −2…2. */
  metric: Metric
  /** Further from neutral than any other touchpoint. */
  isPeak: boolean
}

/** How a journey feels, and what is remembered of it. */
export interface EmotionCurve {
  journey: string
  /** In journey order; touchpoints where feelings were not asked are left out. */
  points: EmotionPoint[]
  /** The peak is further from neutral than the next one, by a test of its own; `false` says "cannot tell". */
  isPeakClear: boolean
  /** Moment and memory of the same persons; `null` without answers of persons. */
  memory: Memory | null
}

/**
 * What customers felt along each journey: touchpoints by mean valence, the peak, the end (last answered touchpoint of each
 * person), and what is remembered.
 */
export function emotionCurvesOf(
  programme: Programme,
  aggregate: Aggregate,
  people: People,
  options: MetricOptions & { resamples?: number } = {},
): EmotionCurve[] {
  const felt = aggregate.cells.filter(
    ({ key }) => key.type === 'emotion' && key.audience === 'customer' && isMomentary(key),
  )
  return programme.journeys.flatMap(({ name, touchpoints }) => {
    const found = touchpoints.flatMap((touchpoint) => {
      const series = largest(seriesOf(felt.filter(({ key }) => key.touchpoint === touchpoint.id)))
      if (!series) return []
      const tally = tallyCells(series.cells)
      const metric = meanOf(tally, options)
      return [{ touchpoint: touchpoint.id, name: touchpoint.name, phase: touchpoint.phase, metric, tally }]
    })
    if (found.length === 0) return []
    const height = ({ metric }: (typeof found)[number]) => Math.abs(metric.value ?? 0)
    const ranked = found.filter(({ metric }) => metric.value !== null).sort((a, b) => height(b) - height(a))
    const [peak, next] = ranked
    return [
      {
        journey: name,
        points: found.map((point) => {
          const { tally: _tally, ...rest } = point
          return { ...rest, isPeak: point === peak }
        }),
        isPeakClear:
          peak !== undefined &&
          next !== undefined &&
          isFurther(peak.tally, next.tally, peak.metric.value!, options),
        memory: memoryOf(
          people,
          touchpoints.map(({ id }) => id),
          options,
        ),
      },
    ]
  })
}

/** Whether |peak| is above |next|: a peak below neutral is compared with the mirror image of one above it. */
function isFurther(
  peak: Parameters<typeof meanDifference>[0],
  next: Parameters<typeof meanDifference>[0],
  value: number,
  options: MetricOptions,
): boolean {
  const side = (tally: typeof peak, up: boolean) =>
    up ? tally : { ...tally, counts: new Map([...tally.counts].map(([step, count]) => [-step, count])) }
  const nextMean = [...next.counts].reduce((sum, [step, count]) => sum + step * count, 0)
  return meanDifference(side(peak, value >= 0), side(next, nextMean >= 0), options).verdict === 'higher'
}

function memoryOf(
  people: People,
  ids: readonly string[],
  options: MetricOptions & { resamples?: number },
): Memory | null {
  const journeys = [...people.persons].flatMap(([person, answers]) => {
    const own = answers.filter(
      (answer) =>
        answer.type === 'emotion' &&
        answer.audience === 'customer' &&
        ids.includes(answer.touchpoint) &&
        typeof answer.value === 'number',
    )
    if (own.length === 0) return []
    const sorted = [...own].sort((a, b) => a.at - b.at)
    const told = sorted.filter(({ role }) => role === 'remembered').at(-1)
    return [
      {
        person,
        moments: sorted
          .filter(isMomentary)
          .map(({ touchpoint, value }) => ({ touchpoint, valence: value as number })),
        remembered: told ? (told.value as number) : null,
      },
    ]
  })
  return journeys.length === 0 ? null : memoryBias(journeys, { resamples: 300, ...options })
}
