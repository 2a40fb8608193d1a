import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inOrder } from '../../src/engine/inOrder.ts'
import type { Ledger } from '../../src/engine/ports.ts'
import { aSurvey } from '../support/aSurvey.ts'

const ids = (surveys: readonly { id: string }[]) => surveys.map(({ id }) => id)
const history = (shownAt: { [id: string]: number }): Ledger => ({
  id: 'visitor',
  surveys: Object.fromEntries(Object.entries(shownAt).map(([id, at]) => [id, { shows: 1, shownAt: at }])),
  shown: [],
})

describe('inOrder', () => {
  it('pain 15: puts priority first, then what was shown longest ago, then the id', () => {
    const surveys = [
      aSurvey('d'),
      aSurvey('c', { priority: 0 }),
      aSurvey('recent'),
      aSurvey('low', { priority: -1 }),
      aSurvey('old'),
      aSurvey('high', { priority: 5 }),
    ]
    const order = inOrder(surveys, history({ recent: 2000, old: 1000, high: 9000 }))
    expect(ids(order)).toEqual(['high', 'c', 'd', 'old', 'recent', 'low'])
  })

  it('pain 15: gives one order, however the file happens to list them, and sorts a copy', () => {
    const some = fc.uniqueArray(
      fc.record({
        id: fc.stringMatching(/^[a-z][a-z0-9-]{0,5}$/),
        priority: fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined }),
        shownAt: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
      }),
      { selector: ({ id }) => id, maxLength: 12 },
    )
    const shuffled = some.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    )
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        const shownAt: { [id: string]: number } = {}
        for (const { id, shownAt: at } of list) if (at) shownAt[id] = at
        const survey = ({ id, priority }: (typeof list)[number]) =>
          aSurvey(id, priority === undefined ? {} : { priority })
        const written = list.map(survey)
        const order = inOrder(written, history(shownAt))
        expect(ids(inOrder(other.map(survey), history(shownAt)))).toEqual(ids(order))
        expect(ids(written)).toEqual(ids(list))
        expect(ids(order).sort()).toEqual(ids(list).sort())
      }),
    )
  })
})
