import { describe } from 'vitest'
import * as insights from '../../src/index.ts'
import { bySize, draw } from '../support/draw.ts'
import { pinned } from '../support/pinned.ts'

const DAY = 86_400_000
const pairs = (n: number, shift = 0, seed = 41) => {
  const after = draw(n, 1, 7, 5 + shift, seed + 1)
  return draw(n, 1, 7, 5, seed).map((before, i) => ({ person: `p${i}`, before, after: after[i]! }))
}
const series: insights.Series = {
  audience: 'customer',
  kind: 'transactional',
  wording: 'ease@1',
  scale: [1, 7],
}
const answer = (person: string, value: number | null, day: number, more = {}) => ({
  person,
  value,
  at: day * DAY,
  ...more,
})
const of = (more: Partial<insights.Series>) => ({ series: { ...series, ...more } })
const items = insights.ITEMS_22
const person = (seed: number, more: Partial<insights.ServqualPerson> = {}): insights.ServqualPerson => ({
  expectations: draw(22, 1, 7, 6, seed).map((value, i) => ((i + seed) % 19 === 3 ? null : value)),
  perceptions: draw(22, 1, 7, 5, seed + 100).map((value, i) => ((i + seed) % 23 === 7 ? null : value)),
  points: { tangibles: 10, reliability: 35, responsiveness: 25, assurance: 20, empathy: 10 },
  ...more,
})
const people = (n: number) => Array.from({ length: n }, (_, i) => person(i))
const few = ['tangibles', 'empathy'] as const

describe('gaps, pinned', () => {
  pinned(new URL('./pinned.json', import.meta.url), {
    'pairedGap by size': () => bySize((n) => insights.pairedGap(pairs(n))),
    'pairedGap of what nobody paired': () => insights.pairedGap(pairs(20), { unmatched: 7 }),
    'pairedGap of counts': () =>
      insights.pairedGap(
        { ...insights.countDifferences(pairs(40, -1)), excluded: { 'no partner': 3 } },
        { unmatched: 2 },
      ),
    'pairedGap all alike': () => insights.pairedGap(Array(20).fill({ person: 'a', before: 4, after: 4 })),
    'pairedGap all alike and short': () =>
      insights.pairedGap(Array(20).fill({ person: 'a', before: 5, after: 4 })),
    'pairedGap of no number': () => insights.pairedGap({ differences: new Map([[Number.NaN, 4]]) }),
    countDifferences: () => insights.countDifferences(pairs(12)),
    'gapChange by size': () => bySize((n) => insights.gapChange(pairs(n), pairs(n + 4, 1, 51))),
    'gapChange of counts': () =>
      insights.gapChange(insights.countDifferences(pairs(40)), insights.countDifferences(pairs(40, -1, 61))),
    'unpairedGap by size': () =>
      bySize((n) => insights.unpairedGap(draw(n, 1, 7, 6, 1), draw(n + 2, 1, 7, 5, 2), [1, 7])),
    pairAnswers: () => [
      insights.pairAnswers(
        [
          answer('a', 5, 0),
          answer('a', 6, 3),
          answer('b', null, 0),
          answer('c', 4, 0),
          answer('d', 3, 9),
          answer('e', 2, 0, { touchpoint: 'x' }),
          answer('f', 6, 0),
          answer('a', 7, 5),
        ],
        [
          answer('a', 3, 4),
          answer('b', 5, 1),
          answer('c', 6, 60),
          answer('d', 5, 9),
          answer('e', 4, 2, { touchpoint: 'y' }),
          answer('g', 1, 1),
          answer('a', 1, 6),
          answer('f', null, 2),
        ],
      ),
      insights.pairAnswers(
        [answer('a', 5, 0), answer('b', 5, 0)],
        [answer('a', 4, 10), answer('b', 4, 10.01)],
        { windowDays: 10 },
      ),
      insights.pairAnswers([answer('a', 5, 0)], [answer('a', 4, -1)]),
      insights.pairAnswers([], [answer('a', 4, 1)]),
      insights.pairAnswers([answer('a', 4, 1, of({}))], [answer('a', 5, 2, of({ wording: 'ease-found@1' }))]),
    ],
    ...Object.fromEntries(
      ([{ scale: [1, 5] }, { audience: 'employee' }, { kind: 'relational' }] as const).flatMap((more) => [
        [
          `pairAnswers refuses ${JSON.stringify(more)} after`,
          () => insights.pairAnswers([answer('a', 4, 1, of({}))], [answer('a', 5, 2, of(more))]),
        ],
      ]),
    ),
    'pairAnswers refuses two wordings of one side': () =>
      insights.pairAnswers(
        [answer('a', 4, 1, of({})), answer('b', 4, 1, of({ wording: 'other@1' }))],
        [answer('a', 5, 2, of({}))],
      ),
    publishedGap: () => [
      insights.publishedGap({ n: 40, expectation: 6, perception: 5.2, pairedT: -4 }),
      insights.publishedGap({ n: 40, expectation: 5, perception: 5.2, pairedT: 1.2 }, { confidence: 0.9 }),
      insights.publishedGap({ n: 4, expectation: 6, perception: 5.2, pairedT: -4 }),
      insights.publishedGap({ n: 40, expectation: 5, perception: 5, pairedT: 0 }),
    ],
    combineGaps: () => [
      insights.combineGaps({
        tangibles: -0.2,
        reliability: -0.9,
        responsiveness: -0.5,
        assurance: 0.1,
        empathy: -0.3,
      }),
      insights.combineGaps(
        { tangibles: -0.2, reliability: -0.9, responsiveness: -0.5, assurance: 0.1, empathy: -0.3 },
        { tangibles: 10, reliability: 35, responsiveness: 25, assurance: 20, empathy: 10 },
      ),
      insights.combineGaps({ tangibles: -0.2, empathy: -0.3 }, { tangibles: 70, empathy: 30 }),
    ],
    'servqual by size': () => bySize((n) => insights.servqual(people(n))),
    servperf: () =>
      insights.servqual(
        people(40).map(({ perceptions, points }) => ({ perceptions, ...(points && { points }) })),
      ),
    'servqual without points': () => insights.servqual(people(40).map(({ points, ...one }) => one)),
    'servqual of points that are not 100': () =>
      insights.servqual([
        ...people(20),
        person(90, { points: { tangibles: 50 } }),
        person(91, { points: null }),
        person(92, { points: { reliability: 120, empathy: -20 } }),
      ]),
    'servqual of two items': () =>
      insights.servqual(
        [
          [5, 6],
          [4, null],
          [7, 7],
          [3, 2],
          [6, 6],
          [5, 4],
        ].map((perceptions, i) => ({ expectations: [6, i + 1], perceptions })),
        { items: few },
      ),
    'servqual refuses too few perceptions': () => insights.servqual([{ perceptions: [1, 2] }]),
    'servqual refuses too few expectations': () =>
      insights.servqual([{ perceptions: [1, 2], expectations: [1] }], { items: few }),
    'servqual refuses people of both forms': () =>
      insights.servqual([{ perceptions: [1, 2] }, { perceptions: [1, 2], expectations: [1, 2] }], {
        items: few,
      }),
    'servqual of nobody': () => insights.servqual([]),
    items: () => items,
    gapMatrix: () =>
      insights.gapMatrix(
        [
          { dimension: 'reliability', touchpoint: 'b', pairs: pairs(60, -1) },
          { dimension: 'empathy', touchpoint: 'a', pairs: pairs(40, -0.3, 71), unmatched: 4 },
          { dimension: 'reliability', touchpoint: 'a', pairs: pairs(3) },
          { dimension: 'assurance', touchpoint: 'b', pairs: pairs(50, 1, 81) },
        ],
        ['a', 'b', 'c'],
        { q: 0.05 },
      ),
    'gapMatrix refuses an unknown touchpoint': () =>
      insights.gapMatrix([{ dimension: 'empathy', touchpoint: 'z', pairs: [] }], ['a']),
    'gapMatrix refuses a cell twice': () =>
      insights.gapMatrix(
        [
          { dimension: 'empathy', touchpoint: 'a', pairs: [] },
          { dimension: 'empathy', touchpoint: 'a', pairs: [] },
        ],
        ['a'],
      ),
  })
})
