import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { type BootstrapOptions, boundsOf, resample } from '../stats/bootstrap.ts'
import { wilson } from '../stats/wilson.ts'

/** Chips offered unless a survey has its own. */
export const EMOTIONS = {
  positive: ['happy', 'pleased', 'trusting', 'valued', 'cared-for', 'safe', 'interested', 'stimulated'],
  negative: [
    'irritated',
    'hurried',
    'neglected',
    'unhappy',
    'unsatisfied',
    'stressed',
    'disappointed',
    'frustrated',
  ],
} as const

/** Net emotional value and the share of each emotion. */
export interface NetEmotionalValue extends Metric {
  /** Share of persons who felt it, 0–1. */
  emotions: { emotion: string; sign: 'positive' | 'negative'; share: Metric }[]
}

/**
 * Net emotional value: mean share of the positive emotions minus mean share of the negative ones, −1…1, from chips of
 * which a person picks any number. Persons are resampled, since one person's emotions go together.
 *
 * @param picks - one list per person; an empty list is an answer (none felt), `null` is none. Unknown chips are left out
 * and counted.
 * @see Shaw, The DNA of Customer Experience (2007).
 */
export function netEmotionalValue(
  picks: Iterable<readonly string[] | null | undefined>,
  options: MetricOptions &
    BootstrapOptions & { positive?: readonly string[]; negative?: readonly string[] } = {},
): NetEmotionalValue {
  const settings = settingsOf(options)
  const { positive = EMOTIONS.positive, negative = EMOTIONS.negative } = options
  const weightOf = new Map<string, number>([
    ...positive.map((name) => [name, 1 / positive.length] as const),
    ...negative.map((name) => [name, -1 / negative.length] as const),
  ])
  const felt = new Map<string, number>()
  const scores: number[] = []
  let missing = 0
  let unknown = 0
  for (const list of picks) {
    if (!list) {
      missing += 1
      continue
    }
    let score = 0
    for (const name of new Set(list)) {
      const weight = weightOf.get(name)
      if (weight === undefined) unknown += 1
      else {
        score += weight
        felt.set(name, (felt.get(name) ?? 0) + 1)
      }
    }
    scores.push(score)
  }
  const n = scores.length
  const excluded = { 'passed over': missing, 'unknown emotion': unknown }
  const metric = toMetric({ n, method: 'percentile bootstrap over persons', excluded }, settings, () => {
    const mean = (indexes: ArrayLike<number>) => {
      let sum = 0
      for (let i = 0; i < indexes.length; i += 1) sum += scores[indexes[i]!]!
      return sum / indexes.length
    }
    const [draws] = resample(n, (indexes) => [mean(indexes)], options)
    return { value: mean(scores.map((_, i) => i)), ...boundsOf(draws, settings.confidence) }
  })
  const shareOf = (sign: 'positive' | 'negative') => (name: string) => ({
    emotion: name,
    sign,
    share: toMetric({ n, method: 'Wilson score interval' }, settings, () =>
      wilson(felt.get(name) ?? 0, n, settings.confidence),
    ),
  })
  return { ...metric, emotions: [...positive.map(shareOf('positive')), ...negative.map(shareOf('negative'))] }
}
