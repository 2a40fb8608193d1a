import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { meanInterval } from '../stats/meanInterval.ts'
import { momentsOf } from '../stats/moments.ts'
import { wilson } from '../stats/wilson.ts'

/** One person's satisfaction (1–5), emotion (−2…2) and, weeks later, memory (−2…2). */
export interface Felt {
  satisfaction: number | null
  emotion: number | null
  remembered?: number | null
}

/** One cell of the table. */
export interface FeltCell {
  satisfaction: 'satisfied' | 'neither' | 'dissatisfied'
  emotion: 'positive' | 'none' | 'negative'
  /** Share of all persons in the table, 0–1. */
  share: Metric
  /** Mean of the remembered score of those who were asked again. */
  remembered: Metric
}

/**
 * Satisfaction by emotion: nine cells that sum to n. Satisfied without emotion is the cell to look at: expectations were
 * met, and nothing stays in memory.
 *
 * Persons without both answers are left out and counted.
 */
export function satisfactionByEmotion(
  people: readonly Felt[],
  options: MetricOptions = {},
): { n: number; cells: FeltCell[]; satisfiedWithoutEmotion: Metric } {
  const settings = settingsOf(options)
  const both = people.filter((person) => person.satisfaction !== null && person.emotion !== null)
  const excluded = { 'one of the two passed over': people.length - both.length }
  const levelOf = ({ satisfaction }: Felt) =>
    satisfaction! >= 4 ? 'satisfied' : satisfaction! <= 2 ? 'dissatisfied' : 'neither'
  const feelingOf = ({ emotion }: Felt) => (emotion! > 0 ? 'positive' : emotion! < 0 ? 'negative' : 'none')
  const shareOf = (k: number) =>
    toMetric({ n: both.length, method: 'Wilson score interval', excluded }, settings, () =>
      wilson(k, both.length, settings.confidence),
    )
  const cells = (['satisfied', 'neither', 'dissatisfied'] as const).flatMap((satisfaction) =>
    (['positive', 'none', 'negative'] as const).map((emotion) => {
      const inside = both.filter((felt) => levelOf(felt) === satisfaction && feelingOf(felt) === emotion)
      const memories = inside.flatMap(({ remembered }) => (remembered == null ? [] : [remembered]))
      return {
        satisfaction,
        emotion,
        share: shareOf(inside.length),
        remembered: toMetric(
          {
            n: memories.length,
            method: 'Student t interval of the mean',
            excluded: { 'not asked again': inside.length - memories.length },
          },
          settings,
          () => meanInterval(momentsOf(memories), settings.confidence, [-2, 2]),
        ),
      }
    }),
  )
  const calm = both.filter((felt) => levelOf(felt) === 'satisfied' && feelingOf(felt) === 'none').length
  return { n: both.length, cells, satisfiedWithoutEmotion: shareOf(calm) }
}
