import { describe } from 'vitest'
import * as insights from '../../src/index.ts'
import { draw } from '../support/draw.ts'
import { pinned } from '../support/pinned.ts'

const units = draw(9, 4, 30, 15, 3).map((k, i) => ({ name: `u${i}`, k, n: 34 + 3 * i }))
const means = draw(9, 20, 60, 40, 4).map((mean, i) => ({
  name: `u${i}`,
  mean: mean / 10,
  standardError: 0.1 + i / 40,
  n: 20 + 5 * i,
}))

describe('shrinkage, pinned', () => {
  pinned(new URL('./pinned.json', import.meta.url), {
    betaPrior: () => [
      insights.betaPrior(units),
      insights.betaPrior(units, { sizes: 'ignored' }),
      insights.betaPrior(units, { sizes: 'unequal' }),
    ],
    'betaPrior of units without answers': () => insights.betaPrior([...units, { k: 0, n: 0 }]),
    'betaPrior of units that are alike': () =>
      insights.betaPrior(units.map((unit) => ({ ...unit, k: 17, n: 34 }))),
    'betaPrior of units that are as far apart as can be': () =>
      insights.betaPrior(units.map((unit, i) => ({ ...unit, k: i % 2 ? unit.n : 0 }))),
    'betaPrior of five': () => insights.betaPrior(units.slice(0, 5)),
    'betaPrior refuses four': () => insights.betaPrior(units.slice(0, 4)),
    'betaPrior refuses more than all': () => insights.betaPrior([...units, { k: 4, n: 3 }]),
    'betaPrior refuses less than none': () => insights.betaPrior([...units, { k: -1, n: 3 }]),
    shrinkRates: () => [
      insights.shrinkRates(units),
      insights.shrinkRates(units, { sizes: 'unequal', confidence: 0.9 }),
    ],
    'shrinkRates of small units': () =>
      insights.shrinkRates([...units, { name: 'small', k: 3, n: 4 }, { name: 'none', k: 0, n: 0 }]),
    'shrinkRates of units that are alike': () =>
      insights.shrinkRates(units.map((unit) => ({ ...unit, k: 17, n: 34 }))),
    'shrinkRates by a prior of before': () =>
      insights.shrinkRates(units.slice(0, 2), { prior: insights.betaPrior(units) }),
    shrinkMeans: () => [insights.shrinkMeans(means), insights.shrinkMeans(means, { confidence: 0.9 })],
    'shrinkMeans of small units': () =>
      insights.shrinkMeans([...means, { name: 'small', mean: 6, standardError: 0.9, n: 4 }]),
    'shrinkMeans of units that are alike': () =>
      insights.shrinkMeans(means.map((unit) => ({ ...unit, mean: 4 }))),
    'shrinkMeans refuses four': () => insights.shrinkMeans(means.slice(0, 4)),
    'shrinkMeans refuses no standard error': () =>
      insights.shrinkMeans([...means, { mean: 3, standardError: 0, n: 9 }]),
    'shrinkMeans refuses no mean': () =>
      insights.shrinkMeans([...means, { mean: Number.NaN, standardError: 1, n: 9 }]),
    consistency: () => [
      insights.consistency(means, { resamples: 60 }),
      insights.consistency(means, { resamples: 60, seed: 4, confidence: 0.9 }),
    ],
    'consistency of units that are alike': () =>
      insights.consistency(
        means.map((unit) => ({ ...unit, mean: 4 })),
        { resamples: 30 },
      ),
    'consistency refuses four': () => insights.consistency(means.slice(0, 4)),
  })
})
