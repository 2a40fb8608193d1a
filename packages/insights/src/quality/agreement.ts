import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { zOf } from '../stats/normal.ts'
import { wilson } from '../stats/wilson.ts'

/**
 * How far two judgements of the same things agree: two coders of open text, what people say and what they did, the
 * asked and the computed gap.
 *
 * @param pairs - labels by the first and by the second judge; a pair with a `null` is left out and counted.
 * @returns `share`: agreeing pairs, 0–1, Wilson. `kappa`: Cohen's, which takes away the agreement by chance, with its
 * large-sample interval; `null` when one label is all there is.
 * @see Cohen, Educational and Psychological Measurement 20 (1960); error: Fleiss, Cohen and Everitt, Psychological
 * Bulletin 72 (1969).
 */
export function agreement(
  pairs: readonly (readonly [string | null, string | null])[],
  options: MetricOptions = {},
): { share: Metric; kappa: Metric } {
  const settings = settingsOf(options)
  const complete = pairs.filter(
    (pair): pair is readonly [string, string] => pair[0] !== null && pair[1] !== null,
  )
  const n = complete.length
  const excluded = { 'judged once': pairs.length - n }
  const agreeing = complete.filter(([a, b]) => a === b).length
  return {
    share: toMetric({ n, method: 'Wilson score interval', excluded }, settings, () =>
      wilson(agreeing, n, settings.confidence),
    ),
    kappa: toMetric({ n, method: 'large-sample interval of Cohen’s kappa', excluded }, settings, () => {
      const { kappa, standardError } = cohen(complete)
      const half = zOf(settings.confidence) * standardError
      return { value: kappa, lower: Math.max(-1, kappa - half), upper: Math.min(1, kappa + half) }
    }),
  }
}

function cohen(pairs: readonly (readonly [string, string])[]): { kappa: number; standardError: number } {
  const n = pairs.length
  const labels = [...new Set(pairs.flat())]
  const count = (test: (pair: readonly [string, string]) => boolean) => pairs.filter(test).length / n
  const row = new Map(labels.map((label) => [label, count(([a]) => a === label)]))
  const column = new Map(labels.map((label) => [label, count(([, b]) => b === label)]))
  const observed = count(([a, b]) => a === b)
  const chance = labels.reduce((sum, label) => sum + row.get(label)! * column.get(label)!, 0)
  if (chance === 1) return { kappa: NaN, standardError: NaN }
  const kappa = (observed - chance) / (1 - chance)
  let variance = -((kappa - chance * (1 - kappa)) ** 2)
  for (const a of labels)
    for (const b of labels) {
      const p = count(([x, y]) => x === a && y === b)
      variance +=
        a === b
          ? p * (1 - (row.get(a)! + column.get(a)!) * (1 - kappa)) ** 2
          : p * (1 - kappa) ** 2 * (column.get(a)! + row.get(b)!) ** 2
    }
  return { kappa, standardError: Math.sqrt(Math.max(0, variance) / n) / (1 - chance) }
}
