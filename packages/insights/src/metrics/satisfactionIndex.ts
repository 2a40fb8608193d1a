import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import type { Scale } from '../contract/Series.ts'
import { toMetric } from '../contract/toMetric.ts'
import { InsightsError } from '../InsightsError.ts'
import { meanInterval } from '../stats/meanInterval.ts'
import { momentsOf } from '../stats/moments.ts'

/** An index on 0–100 and the item means it is made of. */
export interface SatisfactionIndex extends Metric {
  /** Mean of each item on its own scale, complete cases only. */
  means: number[] | null
}

/**
 * ACSI-type index: Σ weight × (mean − lowest)/(highest − lowest) × 100 over satisfaction, expectations met and distance
 * to the ideal, with a t interval over persons. Persons who passed over an item are left out and counted.
 *
 * The weights of the published index are proprietary: with equal weights this is a look-alike and not that index.
 *
 * @param items - one list of answers per item; the same place is the same person.
 * @param options - `scale`, the same for all items (default 1–10); `weights`, equal by default, scaled to sum 1.
 * @throws {@link InsightsError} `invalid_input` for columns of unequal length or weights that do not fit.
 * @see https://www.verint.com: (satisfaction + expectancy + performance − 3)/27 × 100.
 */
export function satisfactionIndex(
  items: readonly (readonly (number | null)[])[],
  options: MetricOptions & { scale?: Scale; weights?: readonly number[] } = {},
): SatisfactionIndex {
  const settings = settingsOf(options)
  const [lowest, highest] = options.scale ?? [1, 10]
  const rows = items[0]?.length ?? 0
  const weights = options.weights ?? items.map(() => 1)
  if (items.some((column) => column.length !== rows))
    throw new InsightsError(
      'invalid_input',
      'The items have unequal numbers of answers: one row is one person.',
    )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (weights.length !== items.length || !(total > 0) || weights.some((weight) => !(weight >= 0)))
    throw new InsightsError(
      'invalid_input',
      `${items.length} items need as many weights from 0, not all of them 0.`,
    )

  const complete: number[][] = []
  let missing = 0
  let off = 0
  for (let row = 0; row < rows; row += 1) {
    const answers = items.map((column) => column[row] ?? null)
    if (answers.some((value) => value === null)) missing += 1
    else if (answers.some((value) => !(value! >= lowest && value! <= highest))) off += 1
    else complete.push(answers as number[])
  }
  const index = complete.map((answers) =>
    answers.reduce(
      (sum, value, i) => sum + ((weights[i]! / total) * (value - lowest)) / (highest - lowest),
      0,
    ),
  )
  const metric = toMetric(
    {
      n: complete.length,
      method: 'Student t interval over persons',
      excluded: { 'passed over an item': missing, 'off the scale': off },
    },
    settings,
    () => meanInterval(momentsOf(index.map((share) => 100 * share)), settings.confidence, [0, 100]),
  )
  return {
    ...metric,
    means: metric.value === null ? null : items.map((_, i) => momentsOf(complete.map((row) => row[i]!)).mean),
  }
}
