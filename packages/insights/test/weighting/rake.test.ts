import { describe, expect, it } from 'vitest'
import { rake } from '../../src/index.ts'
import { refused } from '../support/failure.ts'

const people = [
  ...Array(30).fill({ sex: 'f', age: 'young' }),
  ...Array(10).fill({ sex: 'f', age: 'old' }),
  ...Array(20).fill({ sex: 'm', age: 'young' }),
  ...Array(40).fill({ sex: 'm', age: 'old' }),
] as { sex: string; age: string }[]
const margins = { sex: { f: 60, m: 40 }, age: { young: 50, old: 50 } }

/** Weight of everybody who is this. */
const totalOf = (weights: readonly number[], is: Partial<(typeof people)[number]>) =>
  people.reduce(
    (sum, one, i) =>
      (is.sex ?? one.sex) === one.sex && (is.age ?? one.age) === one.age ? sum + weights[i]! : sum,
    0,
  )

describe('rake', () => {
  it('meets every margin, and keeps the odds ratio of the table as it was', () => {
    const { weights, discrepancy, iterations } = rake(people, margins)
    expect(totalOf(weights, { sex: 'f' })).toBeCloseTo(60, 6)
    expect(totalOf(weights, { sex: 'm' })).toBeCloseTo(40, 6)
    expect(totalOf(weights, { age: 'young' })).toBeCloseTo(50, 6)
    const cell = (sex: string, age: string) => totalOf(weights, { sex, age })
    expect((cell('f', 'young') * cell('m', 'old')) / (cell('f', 'old') * cell('m', 'young'))).toBeCloseTo(
      6,
      6,
    )
    expect(discrepancy).toBeLessThanOrEqual(1e-10)
    expect(iterations).toBeGreaterThan(2)
    expect(weights.every((weight) => weight > 0)).toBe(true)
  })

  it('of one margin is what each answer stands for, after one round', () => {
    const { weights, iterations, discrepancy } = rake(people, { sex: { f: 0.6, m: 0.4 } })
    expect(weights[0]).toBeCloseTo(0.6 / 40, 12)
    expect(weights[99]).toBeCloseTo(0.4 / 60, 12)
    expect(iterations).toBe(1)
    expect(discrepancy).toBeCloseTo(0, 12)
    expect(rake(people, {})).toMatchObject({ weights: people.map(() => 1) })
  })

  it('begins with the design weights, and keeps their odds ratio', () => {
    const base = people.map(({ sex, age }) => (sex === 'f' && age === 'old' ? 3 : 1))
    const { weights } = rake(people, margins, { base })
    const cell = (sex: string, age: string) => totalOf(weights, { sex, age })
    expect((cell('f', 'young') * cell('m', 'old')) / (cell('f', 'old') * cell('m', 'young'))).toBeCloseTo(
      2,
      6,
    )
    expect(base.every((weight) => [1, 3].includes(weight))).toBe(true)
    for (const wrong of [[1], base.map(() => 0), base.map(() => Number.NaN), base.map(() => -1)])
      expect(() => rake(people, margins, { base: wrong })).toThrow(
        refused('invalid_input', '`base` is one weight above 0 for each of 100 answers'),
      )
  })

  it('stops as soon as every margin is as near as asked, the worst of them counting', () => {
    const rough = rake(people, margins, { tolerance: 0.01 })
    const missed = [
      totalOf(rough.weights, { sex: 'f' }) / 60,
      totalOf(rough.weights, { sex: 'm' }) / 40,
      totalOf(rough.weights, { age: 'young' }) / 50,
      totalOf(rough.weights, { age: 'old' }) / 50,
    ].map((share) => Math.abs(share - 1))
    expect(rough.discrepancy).toBeCloseTo(Math.max(...missed), 12)
    expect(rough.discrepancy).toBeLessThanOrEqual(0.01)
    expect(rough.iterations).toBeLessThan(rake(people, margins).iterations)
    const one = rake(people, margins, { tolerance: 1 })
    expect(one.iterations).toBe(1)
    const round = rake(people, margins, { tolerance: rough.discrepancy })
    expect(round.iterations).toBe(rough.iterations)
  })

  it('lets nobody speak for a category that the population does not have', () => {
    const more = [...people, { sex: 'x', age: 'old' }]
    const { weights } = rake(more, { sex: { f: 60, m: 40, x: 0 }, age: { young: 50, old: 50 } })
    expect(weights.at(-1)).toBe(0)
    expect(weights.slice(0, -1)).toEqual(
      rake(people, margins).weights.map((weight) => expect.closeTo(weight, 6)),
    )
    expect(rake(people, { sex: { f: 60, m: 40, x: 0 } }).iterations).toBe(1)
  })

  it('refuses margins of unlike totals, unknown categories, and categories without an answer', () => {
    const told = (given: { [variable: string]: { [category: string]: number } }) => () => rake(people, given)
    expect(told({ sex: { f: 60, m: 40 }, age: { young: 10, old: 10 } })).toThrow(
      refused('invalid_input', 'add up to 100, 20', 'one population'),
    )
    expect(told({ sex: { f: 60, m: 40 }, age: { young: 50, old: 50.00009 } })).not.toThrow(
      refused('invalid_input'),
    )
    expect(told({ sex: { f: 60, m: Number.NaN } })).toThrow(refused('invalid_input', 'one population'))
    expect(told({ sex: { f: 100 } })).toThrow(refused('invalid_input', '"m" is no category of sex'))
    expect(told({ shoe: { a: 1 } })).toThrow(refused('invalid_input', '"undefined" is no category of shoe'))
    expect(() => rake([{ sex: 'toString' }], { sex: { f: 1 } })).toThrow(
      refused('invalid_input', '"toString" is no category'),
    )
    expect(told({ sex: { f: 50, m: 40, x: 10 } })).toThrow(
      refused('too_few', 'Nobody of sex "x"', 'merge it with another one'),
    )
    expect(() => rake([], margins)).toThrow(refused('too_few', 'Nobody of sex "f"'))
  })

  it('says so when margins contradict each other, or rounds are too few', () => {
    const diagonal = [...Array(5).fill({ a: 'x', b: 'x' }), ...Array(5).fill({ a: 'y', b: 'y' })]
    expect(() => rake(diagonal, { a: { x: 5, y: 5 }, b: { x: 9, y: 1 } }, { maxIterations: 30 })).toThrow(
      // after each round b is met, and a is off by 9 ÷ 5 − 1
      refused('no_solution', 'After 30 rounds', 'missed by 80.00 %', 'give fewer of them'),
    )
    expect(() => rake(people, margins, { maxIterations: 1 })).toThrow(
      refused('no_solution', 'After 1 rounds'),
    )
    const { iterations } = rake(people, margins)
    expect(rake(people, margins, { maxIterations: iterations }).iterations).toBe(iterations)
    expect(() => rake(people, margins, { maxIterations: iterations - 1 })).toThrow(refused('no_solution'))
  })
})
