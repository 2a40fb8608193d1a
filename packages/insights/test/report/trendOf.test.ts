import { describe, expect, it } from 'vitest'
import { createAggregate } from '../../src/index.ts'
import { trendOf } from '../../src/report/trendOf.ts'
import { AT, answered, DAY } from '../support/records.ts'

type Kind = 'csat' | 'nps' | 'emotion'
const ANSWERS = { csat: [5, 2], nps: [10, 2], emotion: [2, -1] } as const

/** So many good ones of 40 answers a week. */
function weeksOf(type: Kind, good: readonly number[]) {
  const aggregate = createAggregate({ period: 'week' })
  good.forEach((many, week) => {
    for (let i = 0; i < 40; i += 1)
      aggregate.add(
        answered(ANSWERS[type][i < many ? 0 : 1], { at: AT + week * 7 * DAY, question: { id: 'q', type } }),
      )
  })
  return aggregate.cells
}
const BASE = [31, 33, 32, 30, 34, 31, 33, 32, 32, 31]
const LATER = [26, 24, 22, 20, 18, 16]
const frozen = new Date(AT + BASE.length * 7 * DAY).toISOString().slice(0, 10)

describe('trendOf', () => {
  for (const type of ['csat', 'nps', 'emotion'] as const) {
    it(`freezes the limits of ${type} on the day the programme names: later weeks do not move them`, () => {
      const alone = trendOf(weeksOf(type, BASE))
      const judged = trendOf(weeksOf(type, [...BASE, ...LATER]), { frozen })
      expect(judged.frozen).toEqual({ day: frozen, periods: BASE.length })
      expect(judged.flags).toContain('short-baseline')
      for (const [i, { lower, upper }] of alone.points.entries()) {
        expect(judged.points[i]!.lower).toBeCloseTo(lower!, 6)
        expect(judged.points[i]!.upper).toBeCloseTo(upper!, 6)
      }
      expect(judged.falling).toBe(true)
    })

    it(`lets the limits of ${type} move with every week where no baseline is named`, () => {
      const all = trendOf(weeksOf(type, [...BASE, ...LATER]))
      expect(all.frozen).toBeNull()
      expect(all.points[0]!.lower!).toBeLessThan(trendOf(weeksOf(type, BASE)).points[0]!.lower!)
    })
  }

  it('freezes nothing on fewer than eight weeks, and does not count the week that the day falls into', () => {
    const day = (week: number) => new Date(AT + (week * 7 + 3) * DAY).toISOString().slice(0, 10)
    const cells = weeksOf('csat', [...BASE, ...LATER])
    expect(trendOf(cells, { frozen: day(7) }).frozen).toBeNull()
    expect(trendOf(cells, { frozen: day(8) }).frozen).toMatchObject({ periods: 8 })
  })
})
