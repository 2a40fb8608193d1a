import { describe, expect, it } from 'vitest'
import { agreement, cronbachAlpha, latestPerPerson, suppressSmallCells } from '../../src/index.ts'
import { codeOf } from '../support/failure.ts'

describe('cronbachAlpha', () => {
  it('is 1 for items that agree, and has Feldt’s interval', () => {
    const item = Array.from({ length: 40 }, (_, i) => i % 7)
    expect(cronbachAlpha([item, item]).value).toBeCloseTo(1, 12)
    const noisy = item.map((value, i) => value + (i % 3))
    const found = cronbachAlpha([item, noisy, item.map((value, i) => value - (i % 2))])
    expect(found.lower!).toBeLessThan(found.value!)
    expect(found.upper!).toBeGreaterThan(found.value!)
    expect(found.upper!).toBeLessThan(1)
  })

  it('gives two items Spearman–Brown, and counts who skipped one', () => {
    const a = [1, 2, 3, 4, 5, 6, 7, null]
    const b = [1, 3, 2, 5, 4, 7, 6, 1]
    const found = cronbachAlpha([a, b])
    expect(found).toMatchObject({ n: 7, excluded: { 'an item passed over': 1 } })
    expect(found.spearmanBrown).toBeCloseTo(found.standardized!, 12)
    expect(cronbachAlpha([a, b, b]).spearmanBrown).toBeNull()
    expect(codeOf(() => cronbachAlpha([a]))).toBe('invalid_input')
    expect(codeOf(() => cronbachAlpha([a, [1]]))).toBe('invalid_input')
  })
})

describe('agreement', () => {
  it('002-35 takes chance away from the agreement of two coders', () => {
    // Cohen's kappa of a 2 × 2 table 20, 5, 10, 15: observed .70, chance .50, kappa .40
    const pairs = (n: number, a: string, b: string) => Array.from({ length: n }, () => [a, b] as const)
    const found = agreement([
      ...pairs(20, 'y', 'y'),
      ...pairs(5, 'y', 'n'),
      ...pairs(10, 'n', 'y'),
      ...pairs(15, 'n', 'n'),
      ['y', null],
    ])
    expect(found.share.value).toBeCloseTo(0.7, 12)
    expect(found.kappa.value).toBeCloseTo(0.4, 12)
    expect(found.kappa.lower!).toBeGreaterThan(0.1)
    expect(found.kappa.upper!).toBeLessThan(0.7)
    expect(found.kappa.excluded).toEqual({ 'judged once': 1 })
    expect(agreement(pairs(10, 'y', 'y')).kappa.value).toBeNull()
  })
})

describe('latestPerPerson', () => {
  it('keeps the latest answer of a person at a touchpoint in a period, and counts what gave way', () => {
    const one = (person: string | undefined, value: number, at: number, touchpoint = 'pay') => ({
      ...{ value, at, touchpoint },
      ...(person !== undefined && { person }),
    })
    const answers = [
      one('a', 1, 5),
      one('a', 2, 9),
      one('a', 3, 7),
      one('a', 4, 6, 'search'),
      one('b', 5, 1),
      one(undefined, 6, 1),
    ]
    const found = latestPerPerson(answers)
    expect(found.answers.map(({ value }) => value).sort()).toEqual([2, 4, 5, 6])
    expect(found.excluded).toEqual({ 'answered again': 2, 'no person id': 1 })
    const byTime = latestPerPerson(answers, (at) => String(at))
    expect(byTime.excluded['answered again']).toBe(0)
  })
})

describe('suppressSmallCells', () => {
  it('002-14 suppresses a cell of nine, and the next smallest when the total would give it away', () => {
    expect(suppressSmallCells({ shop: 40, office: 9, van: 12 }, { audience: 'employee' })).toEqual({
      office: 'small',
      van: 'complement',
    })
    expect(suppressSmallCells({ a: 9, b: 9, c: 40 }, { audience: 'employee' })).toEqual({
      a: 'small',
      b: 'small',
    })
    expect(suppressSmallCells({ a: 10, b: 40 }, { audience: 'employee' })).toEqual({})
    expect(suppressSmallCells({ a: 4, b: 40 }, { audience: 'customer' })).toEqual({
      a: 'small',
      b: 'complement',
    })
    expect(suppressSmallCells({ a: 0, b: 40 }, { audience: 'employee' })).toEqual({})
  })
})
