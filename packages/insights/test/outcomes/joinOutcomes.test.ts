import { describe, expect, it } from 'vitest'
import { joinOutcomes, proportionDifference } from '../../src/index.ts'

const DAY = 86_400_000
const scored = (person: string, score: number, day: number) => ({ person, score, at: day * DAY })
const came = (person: string, value: number, day: number) => ({ person, value, at: day * DAY })

describe('joinOutcomes', () => {
  it('002-37, 002-19 takes only what came after the score, and counts what the join loses', () => {
    const scores = [scored('a', 9, 10), scored('b', 3, 10), scored('c', 8, 10), scored('a', 7, 500)]
    const outcomes = [came('a', 20, 20), came('a', 5, 30), came('b', 1, 5), came('z', 1, 5)]
    const found = joinOutcomes(scores, outcomes)
    expect(found.rows).toEqual([{ person: 'a', score: 9, outcome: 25 }])
    expect(found).toMatchObject({ withoutOutcome: 2, withoutScore: 1, outcomeFirst: 1 })
    expect(joinOutcomes(scores, outcomes, { horizonDays: 15 }).rows[0]!.outcome).toBe(20)
  })

  it('takes the latest score that something followed, with what followed that one alone', () => {
    const outcomes = [came('a', 1, 15), came('a', 10, 25), came('a', 100, 26)]
    const scores = [scored('a', 4, 30), scored('a', 9, 10), scored('a', 7, 20)]
    expect(joinOutcomes(scores, outcomes).rows).toEqual([{ person: 'a', score: 7, outcome: 110 }])
    expect(joinOutcomes(scores, outcomes).withoutOutcome).toBe(0)
  })

  it('counts an outcome up to the last moment of the horizon, and none at the moment of the score', () => {
    const end = { person: 'a', value: 1, at: 40 * DAY }
    const rows = (at: number, horizonDays?: number) =>
      joinOutcomes([scored('a', 9, 10)], [{ ...end, at }], horizonDays === undefined ? {} : { horizonDays })
        .rows.length
    expect([40 * DAY, 40 * DAY + 1].map((at) => rows(at, 30))).toEqual([1, 0])
    expect([375 * DAY, 375 * DAY + 1].map((at) => rows(at))).toEqual([1, 0])
    expect([10 * DAY, 10 * DAY + 1].map((at) => rows(at))).toEqual([0, 1])
  })

  it('counts as come first what came before the first score of a person, or with it', () => {
    const scores = [scored('a', 9, 20), scored('a', 9, 10), scored('b', 9, 10)]
    const outcomes = [came('a', 1, 5), came('a', 1, 10), came('a', 1, 15), came('b', 1, 11), came('z', 1, 1)]
    expect(joinOutcomes(scores, outcomes)).toMatchObject({ outcomeFirst: 2, withoutScore: 1 })
  })

  it('counts a person once, however often something came of them', () => {
    const found = joinOutcomes([scored('c', 9, 10), scored('c', 3, 11)], [came('y', 1, 1), came('y', 1, 2)])
    expect(found).toMatchObject({ rows: [], withoutOutcome: 1, withoutScore: 1, outcomeFirst: 0 })
  })

  it('says whether those who were joined had better scores than those who were not', () => {
    const people = (name: string, scores: readonly number[]) =>
      scores.map((score, i) => scored(`${name}${i}`, score, 10))
    const joined = people('in', [...Array(32).fill(9), ...Array(8).fill(2)])
    const alone = people('out', [...Array(20).fill(9), ...Array(30).fill(2)])
    const outcomes = joined.map(({ person }) => came(person, 1, 12))
    const selection = (goodFrom: number, confidence = 0.95) =>
      joinOutcomes([...joined, ...alone], outcomes, { goodFrom, confidence }).selection
    expect(selection(9)).toEqual(proportionDifference({ k: 32, n: 40 }, { k: 20, n: 50 }))
    expect(selection(9)).toMatchObject({ verdict: 'higher', n: 40 })
    expect(selection(9.5).value).toBe(0)
    expect(selection(9, 0.9)).toEqual(
      proportionDifference({ k: 32, n: 40 }, { k: 20, n: 50 }, { confidence: 0.9 }),
    )
    // the median of the 90 is 9: 52 of them are good
    expect(joinOutcomes([...joined, ...alone], outcomes).selection).toEqual(selection(9))
  })

  it('takes the last score of who is not joined, and the middle of all last scores as good', () => {
    const scores = [scored('a', 1, 10), scored('b', 2, 10), scored('c', 8, 10), scored('d', 2, 12)]
    const before = [scored('d', 9, 9), scored('c', 1, 9)]
    const options = { thresholds: { customers: 1 } }
    const { selection } = joinOutcomes([...scores, ...before], [came('a', 1, 20), came('c', 1, 20)], options)
    // last scores 1, 2, 2, 8: good from 2; of those joined (1, 8) one is, of those alone (2, 2) both
    expect(selection.value).toBe(-0.5)
  })

  it('of nothing is nothing', () => {
    expect(joinOutcomes([], [])).toMatchObject({
      ...{ rows: [], withoutOutcome: 0, withoutScore: 0, outcomeFirst: 0 },
      selection: { n: 0, value: null },
    })
  })
})
