import { describe } from 'vitest'
import * as insights from '../../src/index.ts'
import { bySize, draw } from '../support/draw.ts'
import { pinned } from '../support/pinned.ts'

const items = (n: number, k = 4) => {
  const person = draw(n, 1, 7, 4, 1)
  return Array.from({ length: k }, (_, j) =>
    draw(n, -2, 2, 0, 10 + j).map((noise, i) => ((i + j) % 17 === 9 ? null : person[i]! + noise)),
  )
}
const codes = (n: number) =>
  draw(n, 0, 4, 2, 5).map(
    (value, i) =>
      [
        i % 11 === 3 ? null : 'abc'[value % 3]!,
        i % 13 === 7 ? null : 'abc'[(value + (i % 4 ? 0 : 1)) % 3]!,
      ] as const,
  )
const series: insights.Series = { audience: 'customer', kind: 'relational', wording: 'x@1', scale: [0, 10] }

describe('quality, pinned', () => {
  pinned(new URL('./pinned.json', import.meta.url), {
    'cronbachAlpha by size': () => bySize((n) => insights.cronbachAlpha(items(n))),
    'cronbachAlpha of two': () => insights.cronbachAlpha(items(40, 2)),
    'cronbachAlpha of three': () => insights.cronbachAlpha(items(40, 3), { confidence: 0.9 }),
    'cronbachAlpha of what stays': () => insights.cronbachAlpha([Array(20).fill(3), Array(20).fill(4)]),
    'cronbachAlpha of opposites': () =>
      insights.cronbachAlpha([
        [1, 2, 3, 4, 5, 6],
        [6, 5, 4, 3, 2, 2],
      ]),
    'cronbachAlpha refuses one item': () => insights.cronbachAlpha([[1, 2, 3]]),
    'cronbachAlpha refuses unlike lengths': () =>
      insights.cronbachAlpha([
        [1, 2, 3],
        [1, 2],
      ]),
    'agreement by size': () => bySize((n) => insights.agreement(codes(n))),
    'agreement of all': () => insights.agreement(Array(40).fill(['a', 'a'])),
    'agreement of none': () => insights.agreement(Array(40).fill(['a', 'b'])),
    latestPerPerson: () =>
      insights.latestPerPerson(
        [
          { value: 1, person: 'a', at: 1, touchpoint: 'x' },
          { value: 2, person: 'a', at: 3, touchpoint: 'x' },
          { value: 3, person: 'a', at: 2, touchpoint: 'x' },
          { value: 4, person: 'a', at: 2, touchpoint: 'y' },
          { value: 5, at: 9 },
          { value: 6, person: 'b', at: 101, touchpoint: 'x' },
          { value: 7, person: 'b', at: 50, touchpoint: 'x' },
          { value: 8, person: 'b', at: 50, touchpoint: 'x' },
          { value: 9, person: 'c', series },
          { value: 10, person: 'c', series: { ...series, wording: 'y@1' } },
        ],
        (at) => (at > 100 ? 'late' : 'early'),
      ),
    'latestPerPerson without periods': () =>
      insights.latestPerPerson([
        { value: 1, person: 'a', at: 1 },
        { value: 2, person: 'a' },
        { value: 3, person: 'a', at: 1000 },
      ]),
    suppressSmallCells: () =>
      (['customer', 'employee'] as const).flatMap((audience) => [
        insights.suppressSmallCells({ a: 4, b: 30, c: 40 }, { audience }),
        insights.suppressSmallCells({ a: 4, b: 5, c: 40 }, { audience }),
        insights.suppressSmallCells({ a: 9, b: 10, c: 10 }, { audience }),
        insights.suppressSmallCells({ a: 3, b: 3, c: 0 }, { audience }),
        insights.suppressSmallCells({ a: 9 }, { audience }),
        insights.suppressSmallCells({ a: 50, b: 60 }, { audience }),
        insights.suppressSmallCells({}, { audience }),
      ]),
  })
})
