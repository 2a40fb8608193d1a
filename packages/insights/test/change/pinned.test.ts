import { describe } from 'vitest'
import * as insights from '../../src/index.ts'
import { draw } from '../support/draw.ts'
import { pinned } from '../support/pinned.ts'

/** Weeks with some noise, and a step at one of them. */
const weeks = (count: number, { at = count, by = 0, of = 100, share = 0.6 } = {}): insights.Period[] =>
  draw(count, -9, 9, 0, 11).map((noise, i) => ({
    k: Math.max(0, Math.min(of, Math.round(share * of) + noise + (i >= at ? by : 0))),
    n: of,
  }))
const uneven = weeks(24, { at: 18, by: -25 }).map((week, i) =>
  i % 5 === 2
    ? { k: Math.round(week.k / 4), n: 25 }
    : i === 7
      ? { k: 0, n: 0 }
      : i === 9
        ? { ...week, k: 5, explained: true }
        : week,
)
const steady = (list: readonly number[]) => list.map((value) => value / 10)
const levels = [...steady(draw(16, -9, 9, 0, 3)), ...steady(draw(10, -2, 16, 12, 4))]
const falling = levels.map((value) => -value)
const gaps = levels.map((value, i) => (i % 6 === 4 ? null : value))
const flat = [0, 0, 0, 0]

describe('charts, pinned', () => {
  pinned(new URL('./pinned.json', import.meta.url), {
    'pChart of uneven weeks': () => insights.pChart(uneven),
    'pChart within narrow limits': () => insights.pChart(uneven, { sigmas: 1 }),
    'pChart against an earlier baseline': () =>
      insights.pChart(uneven, { baseline: { center: 0.5, periods: 30 } }),
    'pChart against a short baseline': () =>
      insights.pChart(uneven, { baseline: { center: 0.5, periods: 19 } }),
    'pChart of enough and of too few weeks': () =>
      [19, 20, 21].map((count) => insights.pChart(weeks(count)).flags),
    'pChart of few events': () =>
      [4, 5, 6].map((of) =>
        insights.pChart(weeks(20, { of: of * 2, share: 0.5 }).map((week) => ({ ...week, k: of }))),
      ),
    'pChart of nearly all': () => insights.pChart(weeks(20, { share: 0.97 })),
    'pChart of one week': () => insights.pChart([{ k: 3, n: 9 }]),
    'pChart of all': () =>
      insights.pChart([
        { k: 9, n: 9 },
        { k: 9, n: 9 },
        { k: 0, n: 0 },
      ]),
    'pChart that is over-dispersed': () =>
      insights.pChart(weeks(22, { of: 2000 }).map(({ k }, i) => ({ k: k + (i % 2 ? 90 : -90), n: 2000 }))),
    'pChart refuses widths': () => insights.pChart(uneven, { sigmas: 0 }),
    'pChart refuses more than all': () => insights.pChart([{ k: 4, n: 3 }]),
    'pChart refuses less than none': () => insights.pChart([{ k: -1, n: 3 }]),
    'pChart refuses nothing': () => insights.pChart([]),
    'pChart refuses only what is explained': () => insights.pChart([{ k: 1, n: 3, explained: true }]),
    'pChart of no answers against a baseline': () =>
      insights.pChart([{ k: 0, n: 0 }], { baseline: { center: 0.4, periods: 20 } }),
    'laneyPPrime of uneven weeks': () => insights.laneyPPrime(uneven),
    'laneyPPrime against a baseline': () =>
      insights.laneyPPrime(uneven, { baseline: { center: 0.6, sigmaZ: 2, periods: 26 } }),
    'laneyPPrime of one week': () => insights.laneyPPrime([{ k: 3, n: 9 }]),
    'ewma that rises': () => insights.ewma(levels, { sigma: 0.5, target: 0 }),
    'ewma that falls': () => insights.ewma(falling, { sigma: 0.5, target: 0 }),
    'ewma of its own mean': () => insights.ewma(levels, { sigma: 0.5 }),
    'ewma with weeks missing': () =>
      insights.ewma(gaps, { sigma: levels.map((_, i) => 0.4 + i / 50), target: 0.1 }),
    'ewma with steady limits': () =>
      insights.ewma(gaps, { sigma: 0.5, target: 0, lambda: 0.4, sigmas: 2, limits: 'steady-state' }),
    'ewma with all of the newest': () => insights.ewma(levels, { sigma: 0.5, target: 0, lambda: 1 }),
    'ewma of enough and of too few weeks': () =>
      [19, 20].map((count) => insights.ewma(Array(count).fill(1), { sigma: 1 }).flags),
    'ewma that is out at once': () => insights.ewma([5, 5, 0], { sigma: 0.1, target: 0 }),
    'ewma that touches its limit': () => insights.ewma([2.7, -2.7], { sigma: 1, target: 0, lambda: 1 }),
    'ewma that began at the target': () => insights.ewma([0, 0, 3, 3], { sigma: 0.5, target: 0 }),
    'ewma refuses no weight': () => insights.ewma(levels, { sigma: 1, lambda: 0 }),
    'ewma refuses more weight than all': () => insights.ewma(levels, { sigma: 1, lambda: 1.01 }),
    'ewma refuses no spread': () => insights.ewma([null, 1], { sigma: 0 }),
    'ewma refuses a spread that is missing': () => insights.ewma([null, 1, 2], { sigma: [0, 1] }),
    'cusum that rises': () => insights.cusum(levels, { target: 0, k: 0.25, h: 2 }),
    'cusum that falls': () => insights.cusum(falling, { target: 0, k: 0.25, h: 2 }),
    'cusum with weeks missing': () => insights.cusum(gaps, { target: 0.1, k: 0, h: 1.5 }),
    'cusum of nothing': () => insights.cusum(flat, { target: 0, k: 0.5, h: 1 }),
    'cusum that touches its limit': () => insights.cusum([1, 1, 0.5], { target: 0, k: 0, h: 2 }),
    'cusum of one week': () => insights.cusum([9], { target: 0, k: 1, h: 2 }),
    'cusum refuses a negative allowance': () => insights.cusum(flat, { target: 0, k: -1, h: 1 }),
    'cusum refuses no limit': () => insights.cusum(flat, { target: 0, k: 1, h: 0 }),
    'cusum refuses no target': () => insights.cusum(flat, { target: Number.NaN, k: 1, h: 1 }),
    'beforeAfter that falls': () => insights.beforeAfter(weeks(24, { at: 12, by: -20 }), 12),
    'beforeAfter that rises': () => insights.beforeAfter(weeks(24, { at: 12, by: 20 }), 12),
    'beforeAfter that stays': () => insights.beforeAfter(weeks(24), 12),
    'beforeAfter beside another that stays': () =>
      insights.beforeAfter(weeks(24, { at: 12, by: 20 }), 12, { comparison: weeks(24, { share: 0.4 }) }),
    'beforeAfter beside another that rises more': () =>
      insights.beforeAfter(weeks(24, { at: 12, by: 3 }), 12, {
        comparison: weeks(24, { at: 12, by: 30, share: 0.4 }),
      }),
    'beforeAfter beside another that does the same': () =>
      insights.beforeAfter(weeks(24, { at: 12, by: 20 }), 12, { comparison: weeks(24, { at: 12, by: 20 }) }),
    'beforeAfter beside too few': () =>
      insights.beforeAfter(weeks(24, { at: 12, by: 20 }), 12, {
        comparison: [
          { k: 1, n: 2 },
          { k: 1, n: 2 },
        ],
      }),
    'beforeAfter of an unusual start': () =>
      [8, 9, 10, 11, 12].map(
        (k) =>
          insights.beforeAfter(
            [
              { k: 50, n: 100 },
              { k: 0, n: 0 },
              { k: 50, n: 100 },
              { k, n: 25 },
              { k: 60, n: 100 },
            ],
            4,
          ).regressionToMean,
      ),
    'beforeAfter of one week before': () =>
      insights.beforeAfter(
        [
          { k: 5, n: 10 },
          { k: 6, n: 10 },
        ],
        1,
      ),
    'beforeAfter that is over-dispersed': () =>
      insights.beforeAfter(
        weeks(24, { of: 2000 }).map(({ k }, i) => ({ k: k + (i % 2 ? 90 : -90), n: 2000 })),
        14,
      ),
    'beforeAfter of twenty-nine and of thirty': () =>
      [29, 30].map(
        (n) =>
          insights.beforeAfter(
            [
              { k: 2, n },
              { k: n - 1, n },
            ],
            1,
          ).verdict,
      ),
  })
})
