import { describe } from 'vitest'
import * as insights from '../../src/index.ts'
import { topBoxCount } from '../../src/metrics/csat.ts'
import { net } from '../../src/metrics/net.ts'
import { bySize, draw } from '../support/draw.ts'
import { pinned } from '../support/pinned.ts'

const { tally, tallyFromCounts } = insights
const of = (scale: insights.Scale, more: Partial<insights.Series> = {}): insights.Series => ({
  ...{ audience: 'customer', kind: 'transactional', wording: 'csat@1', scale },
  ...more,
})
const scores = (
  n: number,
  scale: insights.Scale,
  more: Partial<insights.Series> = {},
  mean = 0.7,
  seed = 5,
) =>
  tally(
    draw(n, ...scale, scale[0] + mean * (scale[1] - scale[0]), seed).map((value, i) => ({
      ...{ value, series: of(scale, more) },
      ...(n === 60 && { channel: i % 2 ? 'web' : 'app' }),
    })),
    scale,
  )
const staff = { audience: 'employee' } as const
const felt = (n: number) => {
  const remembered = draw(n, -2, 2, 0.4, 4)
  const emotion = draw(n, -2, 2, 0.3, 3)
  return draw(n, 1, 5, 3.4, 2).map((satisfaction, i) => ({
    satisfaction: i % 11 === 7 ? null : satisfaction,
    emotion: i % 13 === 8 ? null : emotion[i]!,
    ...(i % 3 > 0 && { remembered: remembered[i]! }),
  }))
}
const disconfirmed = (n: number) => {
  const emotion = draw(n, -2, 2, 1.2, 7)
  return draw(n, 1, 5, 3.8, 6).map((disconfirmation, i) => ({
    disconfirmation: i % 9 === 4 ? null : disconfirmation,
    emotion: i % 7 === 3 ? null : emotion[i]!,
  }))
}
const taps = (n: number) => {
  const negative = draw(n, 0, 4, 1, 9)
  return draw(n, -1, 4, 2.5, 8).map((positive, i) =>
    i % 12 === 5 ? null : { positive, negative: negative[i]! },
  )
}
const { positive, negative } = insights.EMOTIONS
const picks = (n: number) =>
  draw(n, 0, 5, 2.5, 10).map((many, i) =>
    i % 10 === 9
      ? null
      : [
          ...positive.slice(i % 3, (i % 3) + many),
          ...negative.slice(i % 4, (i % 4) + 5 - many),
          ...(i % 8 ? [] : ['odd']),
        ],
  )
const KANO = ['like', 'expect', 'neutral', 'live-with', 'dislike'] as const
const prices = [
  { price: 12, accepted: 20, asked: 60 },
  { price: 8, accepted: 41, asked: 60 },
  { price: 10, accepted: 43, asked: 60 },
  { price: 20, accepted: 2, asked: 60 },
  { price: 15, accepted: 1, asked: 4 },
]
const kinds = (M: number, O: number, A: number, I: number, R = 0, Q = 0) => ({ M, O, A, I, R, Q })

describe('metrics, pinned', () => {
  pinned(new URL('./pinned.json', import.meta.url), {
    'nps by size': () => bySize((n) => insights.nps(scores(n, [0, 10]))),
    'nps of nothing but promoters': () => insights.nps(Array(40).fill(10)),
    'nps of half': () => insights.nps([...Array(20).fill(10), ...Array(20).fill(0)]),
    'nps with what is left out': () =>
      insights.nps([...draw(40, 0, 10, 8), null, undefined, 11, 2.5, Number.NaN]),
    'nps at 90 %': () => insights.nps(scores(60, [0, 10]), { confidence: 0.9 }),
    'nps refuses employees by option': () => insights.nps(draw(40, 0, 10, 8), { audience: 'employee' }),
    'nps refuses employees by series': () => insights.nps(scores(40, [0, 10], staff)),
    'enps by size': () => bySize((n) => insights.enps(scores(n, [0, 10], staff))),
    'enps of a plain list': () => insights.enps(draw(12, 0, 10, 7)),
    'enps of a known number': () =>
      [40, 31, 30].map((employees) => insights.enps(scores(30, [0, 10], staff), { employees })),
    'enps of one': () =>
      [0, 1, 2].map((employees) => insights.enps(scores(0, [0, 10], staff), { employees })),
    'enps refuses more answers than employees': () =>
      insights.enps(scores(30, [0, 10], staff), { employees: 29 }),
    'enps refuses customers by option': () => insights.enps(draw(40, 0, 10, 8), { audience: 'customer' }),
    'enps refuses customers by series': () => insights.enps(scores(40, [0, 10])),
    'csat by size': () => bySize((n) => insights.csat(scores(n, [1, 5]))),
    'csat of employees': () => bySize((n) => insights.csat(scores(n, [1, 5], staff))),
    'csat of seven': () => insights.csat(draw(50, 1, 7, 5), { scale: [1, 7] }),
    'csat of a tally of seven': () => insights.csat(scores(50, [1, 7])),
    'csat with own boxes': () => insights.csat(draw(50, 1, 5, 3), { topBox: [5], bottomBox: [1] }),
    'csat with a box at the edges': () => insights.csat(draw(50, 1, 5, 3), { topBox: [1], bottomBox: [5] }),
    'csat refuses a box above': () => insights.csat([3], { topBox: [6] }),
    'csat refuses a box below': () => insights.csat([3], { bottomBox: [0] }),
    'csat refuses boxes that share': () => insights.csat([3], { topBox: [3, 4, 5], bottomBox: [1, 2, 3] }),
    topBoxCount: () => [topBoxCount([1, 4, 5, 5, null]), topBoxCount([6, 7, 5], [1, 7])],
    'ces by size': () => bySize((n) => insights.ces(scores(n, [1, 7], { wording: 'ces@2' }))),
    'ces of employees': () => insights.ces(scores(9, [1, 7], { wording: 'ces@2', ...staff })),
    'ces of a wording that only sounds like the first': () =>
      ['my-ces@1', 'ces@10', 'ces@1x', 'ces-@1'].map(
        (wording) => insights.ces(scores(30, [1, 7], { wording })).agree.value,
      ),
    ...Object.fromEntries(
      ['ces@1', 'ces@1.en', 'ces-easy@1', 'ces-easy-short@1'].map((wording) => [
        `ces refuses ${wording}`,
        () => insights.ces(scores(30, [1, 7], { wording })),
      ]),
    ),
    'rating by size': () => bySize((n) => insights.rating(draw(n, 1, 5, 3.6), [1, 5])),
    'rating all equal': () => insights.rating(Array(20).fill(4), [1, 5]),
    'rating of one': () => insights.rating([4], [1, 5], { thresholds: { customers: 1 } }),
    'share by size': () => bySize((n) => insights.share(Math.floor(n / 3), n)),
    'share with reasons and flags': () =>
      insights.share(3, 9, { excluded: { x: 2, y: 0 }, flags: ['stated'] }),
    ...Object.fromEntries(
      [
        [-1, 5],
        [6, 5],
        [1.5, 5],
        [1, 5.5],
      ].map(([k, n]) => [`share refuses ${k} of ${n}`, () => insights.share(k!, n!)]),
    ),
    'emotion by size': () => bySize((n) => insights.emotion(scores(n, [-2, 2]))),
    'emotion of employees': () => insights.emotion(scores(9, [-2, 2], staff)),
    'disconfirmation by size': () => bySize((n) => insights.disconfirmation(scores(n, [1, 5]))),
    'disconfirmation of employees': () => insights.disconfirmation(scores(9, [1, 5], staff)),
    net: () => bySize((n) => net(scores(n, [1, 5]), [4, 5], [1, 2])),
    'emotionGrid by size': () => bySize((n) => insights.emotionGrid(taps(n))),
    'emotionGrid at the edges': () =>
      insights.emotionGrid([
        { positive: 0, negative: 0 },
        { positive: 4, negative: 4 },
        { positive: 1, negative: 1 },
        { positive: 1, negative: 0 },
        { positive: 0, negative: 1 },
        { positive: 2, negative: 5 },
        { positive: -1, negative: 2 },
        { positive: 1.5, negative: 2 },
        { positive: 2, negative: 0 },
        undefined,
      ]),
    'netEmotionalValue by size': () =>
      bySize((n) => insights.netEmotionalValue(picks(n), { seed: 3, resamples: 60 })),
    'netEmotionalValue of own words': () =>
      insights.netEmotionalValue([['a'], ['b'], ['a', 'b'], [], ['c']], {
        positive: ['a'],
        negative: ['b'],
        resamples: 20,
      }),
    'satisfactionByEmotion by size': () => bySize((n) => insights.satisfactionByEmotion(felt(n))),
    'delight by size': () => bySize((n) => insights.delight(disconfirmed(n))),
    'goalCompletion by size': () =>
      bySize((n) =>
        insights.goalCompletion({ yes: n - Math.floor(n / 4), partly: 1, no: Math.floor(n / 4), missing: 2 }),
      ),
    'goalCompletion of only yes': () => insights.goalCompletion({ yes: 12, no: 0 }),
    'goalCompletion, Agresti and Coull': () =>
      insights.goalCompletion({ yes: 9, partly: 1, no: 2 }, { interval: 'adjusted-wald' }),
    ...Object.fromEntries(
      [
        { yes: -1, no: 2 },
        { yes: 1, no: 2.5 },
        { yes: 1, no: 2, partly: -1 },
        { yes: 1, no: 2, missing: 0.5 },
      ].map((counts) => [
        `goalCompletion refuses ${JSON.stringify(counts)}`,
        () => insights.goalCompletion(counts),
      ]),
    ),
    'repurchase by size': () => bySize((n) => insights.repurchase(scores(n, [0, 10]))),
    'repurchase of employees': () => insights.repurchase(scores(9, [0, 10], staff)),
    calibrateIntent: () =>
      insights.calibrateIntent([
        ...draw(80, 0, 10, 7).map((stated, i) => ({
          stated,
          bought: i % 9 === 2 ? null : stated + (i % 5) > 8,
        })),
        { stated: null, bought: true },
      ]),
    'benchmark by size': () =>
      bySize((n) => insights.benchmark({ frame: 'sector', answers: scores(n, [1, 5]) })),
    'benchmark refuses two lists': () =>
      insights.benchmark([
        { frame: 'best', answers: draw(20, 1, 5, 3) },
        { frame: 'best', answers: draw(20, 1, 5, 4) },
      ]),
    'benchmark of employees': () =>
      insights.benchmark({ frame: 'sector', answers: scores(9, [1, 5], staff) }),
    'benchmark refuses two frames': () =>
      insights.benchmark([
        { frame: 'sector', answers: draw(20, 1, 5, 3) },
        { frame: 'sector', answers: draw(20, 1, 5, 3) },
        { frame: 'best', answers: draw(20, 1, 5, 4) },
      ]),
    'benchmark refuses two tallies': () =>
      insights.benchmark([
        { frame: 'sector', answers: scores(20, [1, 5]) },
        { frame: 'sector', answers: scores(20, [1, 5]) },
      ]),
    'benchmark refuses nothing': () => insights.benchmark([]),
    'kano by size': () => bySize((n) => insights.kano(kinds(n, Math.floor(n / 2), 3, 4, 1, 0))),
    'kano at the limit of contradiction': () =>
      [5, 6].map((Q) => insights.kano(kinds(40, 30, 15, 15 - Q, 0, Q))),
    'kano of ties': () =>
      [
        kinds(9, 9, 9, 9, 9, 9),
        kinds(0, 9, 9, 9, 9, 9),
        kinds(0, 0, 9, 9, 9, 9),
        kinds(0, 0, 0, 9, 9, 9),
        kinds(0, 0, 0, 0, 9, 9),
        kinds(0, 0, 0, 0, 0, 9),
      ].map((counts) => insights.kano(counts)),
    'kano of nothing': () => insights.kano({}),
    'kano refuses a negative count': () => insights.kano({ M: -1 }),
    'kano of a part': () => insights.kano({ A: 1.5 }),
    kanoCategory: () => KANO.map((present) => KANO.map((absent) => insights.kanoCategory(present, absent))),
    'satisfactionIndex by size': () =>
      bySize((n) =>
        insights.satisfactionIndex(
          [1, 2, 3].map((seed) => draw(n, 1, 10, 7, seed).map((value, i) => (i % 9 === seed ? null : value))),
        ),
      ),
    'satisfactionIndex weighted': () =>
      insights.satisfactionIndex([draw(40, 1, 10, 6), draw(40, 1, 10, 8, 2)], { weights: [0, 3] }),
    'satisfactionIndex of another scale': () =>
      insights.satisfactionIndex([[1, 2, 3, 4, 5, 0, 6]], { scale: [1, 5] }),
    'satisfactionIndex refuses nothing': () => insights.satisfactionIndex([]),
    'satisfactionIndex refuses columns of unlike length': () => insights.satisfactionIndex([[1, 2], [1]]),
    ...Object.fromEntries(
      [[1], [1, -1], [0, 0], [1, Number.NaN]].map((weights) => [
        `satisfactionIndex refuses the weights ${weights}`,
        () =>
          insights.satisfactionIndex(
            [
              [1, 2],
              [3, 4],
            ],
            { weights },
          ),
      ]),
    ),
    willingnessToPay: () => insights.willingnessToPay(prices),
    'willingnessToPay of one price': () => insights.willingnessToPay([{ price: 5, accepted: 5, asked: 5 }]),
    'willingnessToPay of equal incomes': () =>
      insights.willingnessToPay([
        { price: 5, accepted: 40, asked: 40 },
        { price: 10, accepted: 20, asked: 40 },
      ]),
    'willingnessToPay refuses nothing': () => insights.willingnessToPay([]),
    ...Object.fromEntries(
      [
        { price: 0, accepted: 1, asked: 5 },
        { price: -1, accepted: 1, asked: 5 },
        { price: Number.POSITIVE_INFINITY, accepted: 1, asked: 5 },
        { price: 5, accepted: -1, asked: 5 },
        { price: 5, accepted: 6, asked: 5 },
      ].map((point) => [
        `willingnessToPay refuses ${JSON.stringify(point)}`,
        () => insights.willingnessToPay([point]),
      ]),
    ),
    'willingnessToPay refuses a price twice': () =>
      insights.willingnessToPay([...prices, { price: 8, accepted: 0, asked: 0 }]),
    'nps refuses a confidence of 95': () => insights.nps([9], { confidence: 95 }),
    'thresholds of one\u2019s own': () => insights.nps(draw(6, 0, 10, 8), { thresholds: { customers: 7 } }),
    'counts instead of answers': () => insights.csat(tallyFromCounts([1, 2, 3, 4, 5], [1, 5])),
  })
})
