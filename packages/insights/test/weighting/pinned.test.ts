import { describe } from 'vitest'
import * as insights from '../../src/index.ts'
import { bySize, draw } from '../support/draw.ts'
import { pinned } from '../support/pinned.ts'

const weights = draw(60, 1, 9, 3, 7)
const weighted = (n: number, low: number, high: number) =>
  draw(n, low, high, low + 0.6 * (high - low), 8).map((value, i) => ({
    ...{ value: i % 13 === 5 ? null : value, weight: weights[i]! },
  }))
const answers = weights.map((_, i) => ({ sex: i % 3 ? 'f' : 'm', age: 'abc'[(i + (i % 4)) % 3]! }))

describe('weights, pinned', () => {
  pinned(new URL('./pinned.json', import.meta.url), {
    'weightedShare by size': () => bySize((n) => insights.weightedShare(weighted(n, 1, 5), [4, 5])),
    'weightedNps by size': () => bySize((n) => insights.weightedNps(weighted(n, 0, 10))),
    'weightedMean by size': () => bySize((n) => insights.weightedMean(weighted(n, 1, 7))),
    'weightedShare of equal weights': () =>
      insights.weightedShare(
        weighted(40, 1, 5).map((one) => ({ ...one, weight: 2 })),
        [4, 5],
      ),
    'weightedMean of equal answers': () => insights.weightedMean(Array(40).fill({ value: 3, weight: 2 })),
    'weightedShare of none': () => insights.weightedShare([{ value: 5, weight: 0 }], [4, 5]),
    'weightedShare refuses a negative weight': () =>
      insights.weightedShare([{ value: 5, weight: -1 }], [4, 5]),
    effectiveN: () => [
      insights.effectiveN([1, 1, 1]),
      insights.effectiveN([0, 0, 2]),
      insights.effectiveN(weights),
    ],
    'effectiveN refuses a negative weight': () => insights.effectiveN([1, -1]),
    'effectiveN refuses no number': () => insights.effectiveN([Number.POSITIVE_INFINITY]),
    'effectiveN refuses nothing': () => insights.effectiveN([0]),
    postStratify: () =>
      insights.postStratify({ a: { n: 40, N: 4000 }, b: { n: 60, N: 1000 }, c: { n: 30, N: 0 } }),
    'postStratify of a small stratum': () =>
      [29, 30].map((n) => insights.postStratify({ a: { n, N: 10 }, b: { n: 60, N: 100 } })),
    'postStratify of a least of one\u2019s own': () => insights.postStratify({ a: { n: 4, N: 10 } }, 5),
    'postStratify refuses an empty stratum': () =>
      insights.postStratify({ a: { n: 0, N: 10 }, b: { n: 60, N: 100 } }),
    'postStratify refuses less than none': () => insights.postStratify({ a: { n: -1, N: 10 } }),
    'postStratify refuses fewer than none': () => insights.postStratify({ a: { n: 1, N: -10 } }),
    rake: () => insights.rake(answers, { sex: { f: 50, m: 50 }, age: { a: 30, b: 40, c: 30 } }),
    'rake of base weights': () =>
      insights.rake(
        answers,
        { sex: { f: 50, m: 50 }, age: { a: 30, b: 40, c: 30 } },
        { base: weights, tolerance: 1e-3 },
      ),
    'rake refuses to stop early': () =>
      insights.rake(
        answers,
        { sex: { f: 50, m: 50 }, age: { a: 30, b: 40, c: 30 } },
        { base: weights, maxIterations: 1 },
      ),
    'rake of one margin': () => insights.rake(answers, { sex: { f: 0.4, m: 0.6 } }, { tolerance: 0.1 }),
    'rake refuses margins of unlike sums': () =>
      insights.rake(answers, { sex: { f: 50, m: 50 }, age: { a: 30, b: 60 } }),
    'rake refuses an unknown step': () => insights.rake(answers, { sex: { f: 50, x: 50 } }),
    'rake refuses a margin nobody is in': () => insights.rake(answers, { sex: { f: 50, m: 40, x: 10 } }),
    trimWeights: () => [
      insights.trimWeights(weights),
      insights.trimWeights([1, 1, 1, 1, 50]),
      insights.trimWeights([1, 1, 1, 9], 2),
      insights.trimWeights([1, 5], 1),
    ],
    'trimWeights refuses a cap below the median': () => insights.trimWeights(weights, 0.9),
  })
})
