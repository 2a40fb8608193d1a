import type { Flag, Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { InsightsError } from '../InsightsError.ts'
import { wilson } from '../stats/wilson.ts'

/** Attractive, one-dimensional, must-be, indifferent, reverse, questionable. */
export type KanoCategory = 'A' | 'O' | 'M' | 'I' | 'R' | 'Q'
/** Answers to "if it is there" or "if it is not": like, expect, neutral, live with, dislike. */
export type KanoAnswer = 'like' | 'expect' | 'neutral' | 'live-with' | 'dislike'

/** What a feature does for satisfaction. */
export interface Kano {
  /** The most frequent category; ties go M, O, A, I. `null` while suppressed. */
  category: KanoCategory | null
  /** (A + O)/(A + O + M + I): how far having it satisfies, 0…1. */
  better: Metric
  /** −(O + M)/(A + O + M + I): how far missing it dissatisfies, −1…0. */
  worse: Metric
  /** Share of each category. */
  shares: { [category in KanoCategory]: Metric }
}

/** Columns: without the feature; rows: with it. Source: Berger et al., Center for Quality Management Journal 2 (1993). */
const TABLE: { [functional in KanoAnswer]: { [dysfunctional in KanoAnswer]: KanoCategory } } = {
  like: { like: 'Q', expect: 'A', neutral: 'A', 'live-with': 'A', dislike: 'O' },
  expect: { like: 'R', expect: 'I', neutral: 'I', 'live-with': 'I', dislike: 'M' },
  neutral: { like: 'R', expect: 'I', neutral: 'I', 'live-with': 'I', dislike: 'M' },
  'live-with': { like: 'R', expect: 'I', neutral: 'I', 'live-with': 'I', dislike: 'M' },
  dislike: { like: 'R', expect: 'R', neutral: 'R', 'live-with': 'R', dislike: 'Q' },
}

/** The category of one pair of answers. */
export const kanoCategory = (present: KanoAnswer, absent: KanoAnswer): KanoCategory => TABLE[present][absent]

/** Above this share of contradictory pairs the wording is not understood. */
const QUESTIONABLE = 0.05

/**
 * Kano analysis of one feature, from counts by category.
 *
 * @throws {@link InsightsError} `invalid_input` for a count below 0.
 * @see Sauerwein, Bailom, Matzler and Hinterhuber (1996).
 */
export function kano(
  counts: { readonly [category in KanoCategory]?: number },
  options: MetricOptions = {},
): Kano {
  const settings = settingsOf(options)
  const of = (category: KanoCategory) => counts[category] ?? 0
  const all = [...'AOMIRQ'] as KanoCategory[]
  if (all.some((category) => !(of(category) >= 0)))
    throw new InsightsError('invalid_input', 'Counts of Kano categories are numbers from 0.')
  const total = all.reduce((sum, category) => sum + of(category), 0)
  const clear = of('A') + of('O') + of('M') + of('I')
  const kanoSettings = {
    ...settings,
    thresholds: { ...settings.thresholds, customers: settings.thresholds.kano },
  }
  const flags: Flag[] = of('Q') > QUESTIONABLE * total ? ['wording-unclear'] : []
  const excluded = { 'reverse or questionable': of('R') + of('Q') }
  const coefficient = (k: number, sign: 1 | -1) =>
    toMetric({ n: clear, method: 'Wilson score interval', excluded, flags }, kanoSettings, () => {
      const { value, lower, upper } = wilson(k, clear, settings.confidence)
      return sign === 1 ? { value, lower, upper } : { value: -value, lower: -upper, upper: -lower }
    })
  const ties: KanoCategory[] = ['M', 'O', 'A', 'I', 'R', 'Q']
  const better = coefficient(of('A') + of('O'), 1)
  return {
    category:
      better.value === null
        ? null
        : ties.reduce((best, category) => (of(category) > of(best) ? category : best)),
    better,
    worse: coefficient(of('O') + of('M'), -1),
    shares: Object.fromEntries(
      all.map((category) => [
        category,
        toMetric({ n: total, method: 'Wilson score interval', flags }, kanoSettings, () =>
          wilson(of(category), total, settings.confidence),
        ),
      ]),
    ) as Kano['shares'],
  }
}
