import { describe } from 'vitest'
import { pearson } from '../../src/compare/correlation.ts'
import { verdictOf } from '../../src/compare/verdictOf.ts'
import * as insights from '../../src/index.ts'
import { bySize, draw } from '../support/draw.ts'
import { pinned } from '../support/pinned.ts'

const { tally } = insights
const series: insights.Series = {
  audience: 'customer',
  kind: 'transactional',
  wording: 'x@1',
  scale: [0, 10],
}
const scores = (n: number, mean: number, seed: number, more: Partial<insights.Series> = {}) =>
  tally(
    draw(n, 0, 10, mean, seed).map((value) => ({ value, series: { ...series, ...more } })),
    [0, 10],
  )
const columns = [31, 32].map((seed) => draw(60, 0, 10, 5, seed)) as [number[], number[]]
const [x, y] = [columns[0], columns[1].map((value, i) => value + columns[0][i]!)]
const people = (n: number) => {
  const score = draw(n, 0, 10, 6, 33)
  return score.map((value, i) => ({
    segment: i % 14 === 6 ? null : 'abc'[(i * 7) % 3]!,
    score: i % 17 === 8 ? null : value + (i % 3),
    category: i % 12 === 5 ? null : 'xyz'[(value + i) % 3]!,
  }))
}
const metric = (lower: number | null, upper: number | null, n = 30) =>
  ({ n, value: 0, lower, upper }) as unknown as insights.Metric

describe('comparisons, pinned', () => {
  pinned(new URL('./pinned.json', import.meta.url), {
    'proportionDifference by size': () =>
      bySize((n) =>
        insights.proportionDifference({ k: Math.ceil(n / 2), n }, { k: Math.floor(n / 5), n: n + 4 }),
      ),
    'proportionDifference at the edges': () => [
      insights.proportionDifference({ k: 0, n: 40 }, { k: 40, n: 40 }),
      insights.proportionDifference({ k: 40, n: 40 }, { k: 40, n: 40 }),
      insights.proportionDifference({ k: 0, n: 40 }, { k: 0, n: 40 }),
    ],
    'proportionDifference refuses more than all': () =>
      insights.proportionDifference({ k: 5, n: 4 }, { k: 1, n: 4 }),
    'proportionDifference refuses less than none': () =>
      insights.proportionDifference({ k: 1, n: 4 }, { k: -1, n: 4 }),
    'pairedProportionDifference by size': () =>
      bySize((n) =>
        insights.pairedProportionDifference({
          both: n,
          first: Math.floor(n / 4),
          second: Math.floor(n / 9),
          neither: 3,
        }),
      ),
    'pairedProportionDifference at the edges': () => [
      insights.pairedProportionDifference({ both: 0, first: 0, second: 0, neither: 40 }),
      insights.pairedProportionDifference({ both: 40, first: 0, second: 0, neither: 0 }),
      insights.pairedProportionDifference({ both: 0, first: 20, second: 20, neither: 0 }),
      insights.pairedProportionDifference({ both: 10, first: 20, second: 0, neither: 10 }),
      insights.pairedProportionDifference({ both: 10, first: 0, second: 20, neither: 10 }),
      insights.pairedProportionDifference({ both: 20, first: 3, second: 2, neither: 20 }),
      insights.pairedProportionDifference({ both: 2, first: 20, second: 20, neither: 2 }),
    ],
    ...Object.fromEntries(
      (['both', 'first', 'second', 'neither'] as const).map((cell) => [
        `pairedProportionDifference refuses ${cell} below 0`,
        () => insights.pairedProportionDifference({ both: 9, first: 9, second: 9, neither: 9, [cell]: -1 }),
      ]),
    ),
    'npsDifference by size': () =>
      bySize((n) => insights.npsDifference(scores(n, 8, 1), scores(n + 3, 6, 2))),
    'npsDifference of lists': () =>
      insights.npsDifference(draw(50, 0, 10, 7, 1), [...draw(40, 0, 10, 7, 2), null, 12]),
    'npsDifference of equals': () => insights.npsDifference(Array(40).fill(10), Array(40).fill(10)),
    'npsDifference refuses two wordings': () =>
      insights.npsDifference(scores(40, 7, 1), scores(40, 7, 2, { wording: 'y@1' })),
    'pairedNpsDifference by size': () =>
      bySize((n) => {
        const after = draw(n, 0, 10, 8, 5)
        return insights.pairedNpsDifference(
          draw(n, 0, 10, 6, 4).map((before, i) => ({ before, after: after[i]! })),
        )
      }),
    'pairedNpsDifference of all steps': () =>
      insights.pairedNpsDifference(
        Array.from({ length: 121 }, (_, i) => ({ before: i % 11, after: Math.floor(i / 11) })),
      ),
    'pairedNpsDifference of equals': () =>
      insights.pairedNpsDifference(Array(40).fill({ before: 9, after: 9 })),
    'meanDifference by size': () =>
      bySize((n) => insights.meanDifference(scores(n, 8, 1), scores(n + 5, 6, 2))),
    'meanDifference of employees': () =>
      insights.meanDifference(scores(9, 8, 1, { audience: 'employee' }), scores(9, 6, 2)),
    'meanDifference of equals': () =>
      insights.meanDifference(tally(Array(40).fill(5), [0, 10]), tally(Array(40).fill(5), [0, 10])),
    'meanDifference with what is left out': () =>
      insights.meanDifference(tally([...x, null, 99], [0, 10]), tally([...y, null], [0, 10])),
    'correlation by size': () => bySize((n) => insights.correlation(x.slice(0, n), y.slice(0, n))),
    'correlation with gaps': () =>
      insights.correlation(
        x.map((value, i) => (i % 7 ? value : null)),
        y.map((value, i) => (i % 9 ? value : null)),
      ),
    'correlation later': () => [0, 1, 5].map((lag) => insights.correlation(x, y, { lag })),
    'correlation of the same': () => insights.correlation(x, x),
    'correlation of opposites': () =>
      insights.correlation(
        x,
        x.map((value) => -value),
      ),
    'correlation of what stays': () =>
      insights.correlation(
        x,
        x.map(() => 3),
      ),
    'correlation refuses unlike lengths': () => insights.correlation([1, 2], [1]),
    'correlation refuses half a period': () => insights.correlation([1, 2], [1, 2], { lag: 0.5 }),
    'correlation refuses an earlier period': () => insights.correlation([1, 2], [1, 2], { lag: -1 }),
    pearson: () => [
      pearson([]),
      pearson([[1, 2]]),
      pearson([
        [1, 2],
        [2, 4],
        [3, 5],
      ]),
    ],
    'segmentEffect by size': () => bySize((n) => insights.segmentEffect(people(n), { resamples: 40 })),
    'segmentEffect of one segment': () =>
      insights.segmentEffect(
        people(40).map((one) => ({ ...one, segment: 'a' })),
        { resamples: 20 },
      ),
    'segmentEffect of one score': () =>
      insights.segmentEffect(
        people(40).map((one) => ({ ...one, score: 5 })),
        { resamples: 20 },
      ),
    'segmentEffect of nothing but the segment': () =>
      insights.segmentEffect(
        people(40).map((one) => ({ ...one, score: one.segment === 'a' ? 1 : 9 })),
        { resamples: 20, seed: 8 },
      ),
    'segmentAssociation by size': () =>
      bySize((n) => insights.segmentAssociation(people(n), { resamples: 40 })),
    'segmentAssociation of one category': () =>
      insights.segmentAssociation(
        people(40).map((one) => ({ ...one, category: 'x' })),
        { resamples: 20 },
      ),
    'segmentAssociation of the segment itself': () =>
      insights.segmentAssociation(
        people(40).map((one) => ({ ...one, category: one.segment })),
        { resamples: 20, seed: 8 },
      ),
    benjaminiHochberg: () => [
      insights.benjaminiHochberg([]),
      insights.benjaminiHochberg([0.05, 0.01, 0.1, 0.9, 0.02]),
      insights.benjaminiHochberg([0.05, 0.01, 0.1, 0.9, 0.02], 0.02),
      insights.benjaminiHochberg([0, 1, 0.5, 0.5]),
      insights.benjaminiHochberg([0.1, 0.1, 0.1]),
      insights.benjaminiHochberg([0.09, 0.06, 0.03], 0.09),
    ],
    'benjaminiHochberg refuses all': () => insights.benjaminiHochberg([0.1], 1),
    'benjaminiHochberg refuses none': () => insights.benjaminiHochberg([0.1], 0),
    'benjaminiHochberg refuses what is no p': () => insights.benjaminiHochberg([0.1, 1.1]),
    'benjaminiHochberg refuses a negative p': () => insights.benjaminiHochberg([-0.1]),
    verdictOf: () => [
      verdictOf(metric(0.1, 0.2), 30),
      verdictOf(metric(0.1, 0.2), 31),
      verdictOf(metric(0, 0.2), 30),
      verdictOf(metric(-0.2, 0), 30),
      verdictOf(metric(-0.2, -0.1), 30),
      verdictOf(metric(null, -0.1), 30),
      verdictOf(metric(0.1, null), 30),
      verdictOf(metric(0.1, 0.2), 30, 0.15),
      verdictOf(metric(0.2, 0.3), 30, 0.15),
      verdictOf(metric(0, 0.1), 30, 0.15),
    ],
  })
})
