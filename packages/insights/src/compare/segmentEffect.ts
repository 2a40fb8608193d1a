import chiSquareCdf from '@stdlib/stats-base-dists-chisquare-cdf'
import fCdf from '@stdlib/stats-base-dists-f-cdf'
import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { type BootstrapOptions, boundsOf, resample } from '../stats/bootstrap.ts'

/** How much a segmentation explains. */
export interface SegmentEffect extends Metric {
  /** Two-sided p of "the segments do not differ"; `null` while suppressed. */
  p: number | null
  segments: number
}

/** A person's score and segment. */
export interface Segmented {
  segment: string | null
  score: number | null
}

/**
 * Share of the spread of a score that a segmentation explains: ε² (eta squared less what chance alone would give), 0–1,
 * with a bootstrap interval over persons and the p of the F test. "This segmentation explains nothing" is a result.
 *
 * Persons without segment or score are left out and counted.
 *
 * @see Kelley, Proceedings of the National Academy of Sciences 21 (1935).
 */
export function segmentEffect(
  people: readonly Segmented[],
  options: MetricOptions & BootstrapOptions = {},
): SegmentEffect {
  const settings = settingsOf(options)
  const kept = people.filter((one) => one.segment !== null && Number.isFinite(one.score))
  const names = [...new Set(kept.map(({ segment }) => segment!))].sort()
  const codes = kept.map(({ segment }) => names.indexOf(segment!))
  const scores = kept.map(({ score }) => score!)
  const all = Int32Array.from(kept.keys())
  const found = variance(codes, scores, all, names.length)
  const n = kept.length
  const metric = toMetric(
    {
      n,
      method: 'percentile bootstrap over persons of epsilon squared',
      excluded: { 'no segment or no score': people.length - n },
      flags: ['association'],
    },
    settings,
    () => {
      const [draws] = resample(
        n,
        (indexes) => {
          const { explained } = variance(codes, scores, indexes, names.length)
          return Number.isFinite(explained) ? [explained] : undefined
        },
        options,
      )
      return { value: found.explained, ...boundsOf(draws, settings.confidence) }
    },
  )
  const p = 1 - fCdf(found.f, names.length - 1, n - names.length)
  return { ...metric, p: metric.value === null ? null : p, segments: names.length }
}

function variance(
  codes: readonly number[],
  scores: readonly number[],
  indexes: Int32Array,
  segments: number,
) {
  const counts = new Float64Array(segments)
  const sums = new Float64Array(segments)
  let total = 0
  for (const i of indexes) {
    counts[codes[i]!]! += 1
    sums[codes[i]!]! += scores[i]!
    total += scores[i]!
  }
  const n = indexes.length
  const mean = total / n
  let between = 0
  let seen = 0
  for (let k = 0; k < segments; k += 1)
    if (counts[k]! > 0) {
      between += counts[k]! * (sums[k]! / counts[k]! - mean) ** 2
      seen += 1
    }
  let all = 0
  for (const i of indexes) all += (scores[i]! - mean) ** 2
  const within = (all - between) / (n - seen)
  return {
    explained: Math.max(0, (between - (seen - 1) * within) / all),
    f: between / (seen - 1) / within,
  }
}

/**
 * How far a segmentation goes with a category (recommends, is neutral, does not): Cramér's V, 0–1, corrected for chance,
 * with a bootstrap interval over persons and the p of the χ² test.
 *
 * @see Bergsma, Journal of the Korean Statistical Society 42 (2013): the correction.
 */
export function segmentAssociation(
  people: readonly { segment: string | null; category: string | null }[],
  options: MetricOptions & BootstrapOptions = {},
): SegmentEffect {
  const settings = settingsOf(options)
  const kept = people.filter((one) => one.segment !== null && one.category !== null)
  const names = [...new Set(kept.map(({ segment }) => segment!))].sort()
  const kinds = [...new Set(kept.map(({ category }) => category!))].sort()
  const codes = kept.map(
    ({ segment, category }) => [names.indexOf(segment!), kinds.indexOf(category!)] as const,
  )
  const n = kept.length
  const of = (indexes: Int32Array) => cramer(codes, indexes, names.length, kinds.length)
  const found = of(Int32Array.from(kept.keys()))
  const metric = toMetric(
    {
      n,
      method: 'percentile bootstrap over persons of Cramér’s V',
      excluded: { 'no segment or no category': people.length - n },
      flags: ['association'],
    },
    settings,
    () => {
      const [draws] = resample(n, (indexes) => [of(indexes).v], options)
      return { value: found.v, ...boundsOf(draws, settings.confidence) }
    },
  )
  const df = (names.length - 1) * (kinds.length - 1)
  return {
    ...metric,
    p: metric.value === null || df < 1 ? null : 1 - chiSquareCdf(found.chiSquare, df),
    segments: names.length,
  }
}

function cramer(
  codes: readonly (readonly [number, number])[],
  indexes: Int32Array,
  rows: number,
  columns: number,
) {
  const table = new Float64Array(rows * columns)
  const row = new Float64Array(rows)
  const column = new Float64Array(columns)
  for (const i of indexes) {
    const [r, c] = codes[i]!
    table[r * columns + c]! += 1
    row[r]! += 1
    column[c]! += 1
  }
  const n = indexes.length
  let chiSquare = 0
  for (let r = 0; r < rows; r += 1)
    for (let c = 0; c < columns; c += 1) {
      const expected = (row[r]! * column[c]!) / n
      if (expected > 0) chiSquare += (table[r * columns + c]! - expected) ** 2 / expected
    }
  const seenRows = row.filter((count) => count > 0).length
  const seenColumns = column.filter((count) => count > 0).length
  const phi = Math.max(0, chiSquare / n - ((seenRows - 1) * (seenColumns - 1)) / (n - 1))
  const r = seenRows - (seenRows - 1) ** 2 / (n - 1)
  const c = seenColumns - (seenColumns - 1) ** 2 / (n - 1)
  const least = Math.min(r, c) - 1
  return { chiSquare, v: least > 0 ? Math.sqrt(phi / least) : 0 }
}
