import { describe } from 'vitest'
import * as insights from '../../src/index.ts'
import { bySize, draw } from '../support/draw.ts'
import { pinned } from '../support/pinned.ts'

const score = draw(120, 0, 10, 6, 21)
const other = draw(120, 1, 5, 3, 22)
const chance = draw(120, 0, 10, 5, 23)
const bought = score.map((value, i) => (i % 17 === 3 ? null : value + chance[i]! > 11 ? 1 : 0))
const spent = score.map((value, i) => (i % 19 === 5 ? null : 20 + 3 * value + chance[i]!))
const predictors = [
  { name: 'score', values: score.map((value, i) => (i % 23 === 7 ? null : value)) },
  { name: 'other', values: other },
] as { name: string; values: number[] }[]
const DAY = 86_400_000
const scores = score
  .slice(0, 60)
  .map((value, i) => ({ person: `p${i % 50}`, score: value, at: (i + 1) * DAY }))
const outcomes = chance
  .slice(0, 70)
  .map((value, i) => ({ person: `p${(i * 7) % 60}`, value: value % 2, at: (i * 3 + 1) * DAY }))
const paths = (n: number) =>
  draw(n, 0, 5, 1.5, 24).map((many, i) => ({
    person: `p${i}`,
    bad: i % 13 === 4 ? [] : Array.from({ length: 5 }, (_, j) => j < many),
    outcome: i % 11 === 6 ? null : i % 3 !== 0,
  }))
const effect = insights.proportionDifference({ k: 60, n: 100 }, { k: 40, n: 100 })
const vague = insights.proportionDifference({ k: 45, n: 100 }, { k: 40, n: 100 })
const hidden = insights.proportionDifference({ k: 1, n: 2 }, { k: 1, n: 2 })

describe('outcomes, pinned', () => {
  pinned(new URL('./pinned.json', import.meta.url), {
    'lift by size': () =>
      bySize((n) => insights.lift({ events: Math.ceil(n / 2), n }, { events: Math.floor(n / 5), n: n + 3 })),
    'lift of an experiment': () =>
      insights.lift({ events: 30, n: 80 }, { events: 20, n: 90 }, { randomised: true }),
    'lift with an empty cell': () => [
      insights.lift({ events: 0, n: 40 }, { events: 9, n: 40 }),
      insights.lift({ events: 9, n: 40 }, { events: 0, n: 40 }),
      insights.lift({ events: 40, n: 40 }, { events: 9, n: 40 }),
      insights.lift({ events: 9, n: 40 }, { events: 40, n: 40 }),
    ],
    ...Object.fromEntries(
      [
        [-1, 5],
        [6, 5],
        [1.5, 5],
        [1, 5.5],
      ].flatMap(([events, n]) => [
        [
          `lift refuses ${events} of ${n}`,
          () => insights.lift({ events: events!, n: n! }, { events: 1, n: 5 }),
        ],
        [
          `lift refuses ${events} of ${n} in the reference`,
          () => insights.lift({ events: 1, n: 5 }, { events: events!, n: n! }),
        ],
      ]),
    ),
    linearOutcome: () => insights.linearOutcome(spent, predictors),
    'linearOutcome of few': () =>
      insights.linearOutcome(spent.slice(0, 4), [{ name: 'x', values: score.slice(0, 4) }]),
    'linearOutcome refuses unlike lengths': () =>
      insights.linearOutcome([1, 2], [{ name: 'x', values: [1] }]),
    logisticOutcome: () => insights.logisticOutcome(bought, predictors),
    'logisticOutcome of other people': () =>
      insights.logisticOutcome(bought, predictors, { holdOut: 0.5, seed: 9, groups: 3, confidence: 0.9 }),
    'logisticOutcome refuses no predictor': () => insights.logisticOutcome(bought, []),
    'logisticOutcome refuses unlike lengths': () =>
      insights.logisticOutcome([1, 0], [{ name: 'x', values: [1] }]),
    'logisticOutcome refuses few events': () => insights.logisticOutcome(bought.slice(0, 30), predictors),
    joinOutcomes: () => insights.joinOutcomes(scores, outcomes),
    'joinOutcomes within a month': () => insights.joinOutcomes(scores, outcomes, { horizonDays: 30 }),
    'joinOutcomes with a bar of one\u2019s own': () =>
      insights.joinOutcomes(scores, outcomes, { goodFrom: 9 }).selection,
    'joinOutcomes on the day and at the end': () =>
      insights.joinOutcomes(
        [
          { person: 'a', score: 9, at: 0 },
          { person: 'b', score: 8, at: 0 },
        ],
        [
          { person: 'a', value: 1, at: 0 },
          { person: 'a', value: 1, at: 1 },
          { person: 'b', value: 1, at: 10 * DAY },
          { person: 'b', value: 2, at: 10 * DAY + 1 },
        ],
        { horizonDays: 10 },
      ),
    'joinOutcomes of nothing': () => insights.joinOutcomes([], []),
    'revenueDifference by size': () =>
      bySize((n) => insights.revenueDifference(spent.slice(0, n), chance.slice(0, n), { resamples: 50 })),
    'revenueDifference of an experiment': () =>
      insights.revenueDifference(spent, chance, { randomised: true, resamples: 50, seed: 4 }),
    'badTouches by size': () => bySize((n) => insights.badTouches(paths(n))),
    'roi of a gain, a loss and neither': () => [
      insights.roi({ effect, base: 1000, margin: 20, cost: 500 }),
      insights.roi({ effect, base: 10, margin: 2, cost: 5000 }),
      insights.roi({ effect: vague, base: 1000, margin: 20, cost: 500 }),
      insights.roi({ effect: hidden, base: 1000, margin: 20, cost: 500 }),
    ],
    ...Object.fromEntries(
      [{ base: 0 }, { margin: 0 }, { cost: 0 }, { base: Number.POSITIVE_INFINITY }, { cost: Number.NaN }].map(
        (part) => [
          `roi refuses ${Object.entries(part)}`,
          () => insights.roi({ effect, base: 10, margin: 2, cost: 5, ...part }),
        ],
      ),
    ),
  })
})
