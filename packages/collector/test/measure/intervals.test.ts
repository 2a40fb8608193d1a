import { describe, expect, it } from 'vitest'
import { mean, netScore, wilson } from '../../src/measure/intervals.ts'

describe('wilson', () => {
  it('gives the intervals that Newcombe printed (1998, table I, method 3)', () => {
    expect(wilson(81, 263).lower).toBeCloseTo(0.2552885198782743, 9)
    expect(wilson(81, 263).upper).toBeCloseTo(0.3662095769828001, 9)
    expect(wilson(0, 20).upper).toBeCloseTo(0.1611251580528193, 9)
  })
  it('ends at exactly 0 and 1', () => {
    expect(wilson(0, 20).lower).toBe(0)
    expect(wilson(20, 20).upper).toBe(1)
  })
})

describe('netScore', () => {
  it('gives the score as it is within the adjusted Wald interval (250 real answers of a bank)', () => {
    const { value, lower, upper } = netScore(65, 86, 250)
    expect(value).toBeCloseTo(-8.4, 9)
    expect(lower).toBeCloseTo(-17.81227155351577, 8)
    expect(upper).toBeCloseTo(1.2114810396817748, 8)
  })
  it('stays within −100 and 100', () => {
    expect(netScore(5, 0, 5).upper).toBeLessThanOrEqual(100)
    expect(netScore(0, 5, 5).lower).toBeGreaterThanOrEqual(-100)
    expect(netScore(1000, 0, 1000)).toMatchObject({ value: 100, upper: 100 })
  })
})

describe('mean', () => {
  it("gives Student's interval", () => {
    const { value, lower, upper } = mean(
      new Map([
        ...([
          [1, 4],
          [2, 6],
          [3, 9],
          [4, 14],
          [5, 31],
          [6, 52],
          [7, 34],
        ] as const),
      ]),
      1,
      7,
    )
    expect(value).toBeCloseTo(5.36, 9)
    expect(lower).toBeCloseTo(5.117516427266728, 8)
    expect(upper).toBeCloseTo(5.602483572733273, 8)
  })
  it('takes values below zero', () => {
    const faces = new Map([
      [-2, 6],
      [-1, 11],
      [0, 23],
      [1, 48],
      [2, 32],
    ] as const)
    const { value, lower, upper } = mean(faces, -2, 2)
    expect(value).toBeCloseTo(0.7416666666666667, 9)
    expect(lower).toBeCloseTo(0.5421429555710815, 8)
    expect(upper).toBeCloseTo(0.9411903777622519, 8)
  })
  it('stays on the scale', () => {
    expect(
      mean(
        new Map([
          [5, 4],
          [4, 1],
        ]),
        1,
        5,
      ).upper,
    ).toBe(5)
  })
})
