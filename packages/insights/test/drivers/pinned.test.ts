import { Matrix } from 'ml-matrix'
import { describe } from 'vitest'
import { lmgOfCorrelations } from '../../src/drivers/lmg.ts'
import { relativeWeightsOfCorrelations } from '../../src/drivers/relativeWeights.ts'
import * as insights from '../../src/index.ts'
import { draw } from '../support/draw.ts'
import { pinned } from '../support/pinned.ts'

const N = 140
const columns = [1, 2, 3].map((seed) => draw(N, 1, 5, 3.4, 90 + seed))
const noise = draw(N, -2, 2, 0, 99)
const overall = columns[0]!.map((value, i) => 2 * value + columns[1]![i]! + noise[i]!)
const predictors = columns.map((values, j) => ({
  ...{ name: `x${j}`, values, facet: j < 2 ? 'first' : 'second' },
}))
const gappy = predictors.map((one, j) => ({
  ...one,
  values: one.values.map((value, i) => (i % 29 === j ? null : value)),
}))
const few = { resamples: 40, seed: 2 }
const attributes = predictors.map((one) => ({ ...one, low: 2, high: 5 }))
const eleven = Array.from({ length: 11 }, (_, j) => ({ name: `z${j}`, values: draw(260, 1, 5, 3, 200 + j) }))
const sums = eleven[0]!.values.map((_, i) =>
  eleven.reduce((sum, { values }, j) => sum + values[i]! * (j < 3 ? 3 : 0.5), 0),
)
const correlated = new Matrix([
  [1, 0.5, 0.4],
  [0.5, 1, 0.3],
  [0.4, 0.3, 1],
])

describe('drivers, pinned', () => {
  pinned(new URL('./pinned.json', import.meta.url), {
    keyDrivers: () => insights.keyDrivers(overall, predictors, few),
    'keyDrivers with gaps': () =>
      insights.keyDrivers(
        overall.map((value, i) => (i % 31 === 9 ? null : value)),
        gappy,
        few,
      ),
    'keyDrivers by relative weights': () =>
      insights.keyDrivers(overall, predictors, { ...few, decomposition: 'relative-weights' }),
    'keyDrivers of eleven': () => insights.keyDrivers(sums, eleven, { resamples: 12 }),
    'keyDrivers of too few persons': () =>
      [99, 100].map((n) =>
        insights.keyDrivers(
          overall.slice(0, n),
          predictors.map((one) => ({ ...one, values: one.values.slice(0, n) })),
          { resamples: 12 },
        ),
      ),
    'keyDrivers of one': () => insights.keyDrivers(overall, predictors.slice(0, 1), few),
    'keyDrivers of opposites': () =>
      insights.keyDrivers(
        overall.map((value) => -value),
        predictors,
        few,
      ),
    'keyDrivers refuses none': () => insights.keyDrivers(overall, []),
    'keyDrivers refuses unlike lengths': () => insights.keyDrivers(overall, [{ name: 'x', values: [1] }]),
    'keyDrivers refuses what stays': () =>
      insights.keyDrivers(overall, [{ name: 'x', values: overall.map(() => 3) }], few),
    'keyDrivers refuses the same twice': () =>
      insights.keyDrivers(overall, [predictors[0]!, predictors[0]!], few),
    importancePerformance: () => insights.importancePerformance(overall, predictors, [1, 5], few),
    'importancePerformance of what is derived': () =>
      insights.importancePerformance(overall, gappy, [1, 5], {
        ...few,
        derived: insights.keyDrivers(overall, gappy, few),
      }),
    'importancePerformance of too few': () =>
      insights.importancePerformance(
        overall.slice(0, 40),
        predictors.map((one) => ({ ...one, values: one.values.slice(0, 40) })),
        [1, 5],
        { resamples: 12 },
      ),
    penaltyReward: () => insights.penaltyReward(overall, attributes, few),
    'penaltyReward with gaps': () =>
      insights.penaltyReward(
        overall,
        gappy.map((one) => ({ ...one, low: 2, high: 4 })),
        few,
      ),
    'penaltyReward of few low ones': () =>
      insights.penaltyReward(
        overall,
        attributes.map((one) => ({ ...one, low: 0 })),
        few,
      ),
    'penaltyReward of what only fails': () =>
      insights.penaltyReward(
        columns[0]!.map((value, i) => (value <= 2 ? -6 : 0) + noise[i]!),
        attributes.slice(0, 1),
        few,
      ),
    'penaltyReward of what only excels': () =>
      insights.penaltyReward(
        columns[0]!.map((value, i) => (value >= 5 ? 6 : 0) + noise[i]!),
        attributes.slice(0, 1),
        few,
      ),
    'penaltyReward refuses bounds that cross': () =>
      insights.penaltyReward(overall, [{ ...attributes[0]!, low: 5, high: 2 }], few),
    'penaltyReward refuses bounds that meet': () =>
      insights.penaltyReward(overall, [{ ...attributes[0]!, low: 3, high: 3 }], few),
    statedImportance: () =>
      insights.statedImportance(
        draw(60, 0, 60, 30, 5).map((points, i) => ({ x0: points, x1: 100 - points - (i % 10), x2: i % 10 })),
        insights.keyDrivers(overall, predictors, few),
      ),
    'statedImportance leaves out what is not 100': () =>
      insights.statedImportance([{ x0: 50 }], insights.keyDrivers(overall, predictors, few)),
    'statedImportance refuses less than nothing': () =>
      insights.statedImportance([{ x0: 150, x1: -50 }], insights.keyDrivers(overall, predictors, few)),
    lmgOfCorrelations: () => lmgOfCorrelations(correlated),
    relativeWeightsOfCorrelations: () => relativeWeightsOfCorrelations(correlated),
  })
})
