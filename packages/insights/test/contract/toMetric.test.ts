import { describe, expect, it } from 'vitest'
import { csat, emotion, enps, type Metric, nps, rating, share, tally } from '../../src/index.ts'
import { codeOf } from '../support/failure.ts'

const nines = (n: number) => Array<number>(n).fill(9)
const mixed = (n: number) => Array.from({ length: n }, (_, i) => i % 11)

describe('the output contract', () => {
  it('is kept by every number: value, n, bounds, confidence, method, what was left out, flags', () => {
    const found = nps([...mixed(40), null, 11])
    for (const metric of [found, found.promoters, found.mean] as Metric[]) {
      expect(metric).toMatchObject({
        n: 40,
        confidence: 0.95,
        excluded: { 'passed over': 1, 'off the scale': 1 },
        flags: [],
      })
      expect(metric.method).toMatch(/interval/)
      expect(metric.lower!).toBeLessThan(metric.value!)
      expect(metric.upper!).toBeGreaterThan(metric.value!)
    }
  })

  it('shows n alone under five answers, and nothing that tells them apart', () => {
    const found = nps([10, 10, 0, 5])
    expect(found).toMatchObject({
      value: null,
      lower: null,
      upper: null,
      n: 4,
      standardError: null,
      adjusted: null,
    })
    expect(found.flags).toContain('suppressed')
    expect([found.promoters, found.passives, found.detractors, found.mean].map(({ value }) => value)).toEqual(
      [...[null, null, null, null]],
    )
    expect(found.mean.sd).toBeNull()
  })

  it('says n = 0 of no answers, of one answer and of none that counts', () => {
    expect(nps([])).toMatchObject({ value: null, n: 0, flags: ['suppressed'] })
    expect(rating([3], [1, 5])).toMatchObject({ value: null, n: 1, flags: ['suppressed'] })
    expect(emotion([Number.NaN, Infinity, null, undefined]).mean).toMatchObject({
      n: 0,
      excluded: { 'not a number': 2, 'passed over': 2 },
    })
    expect(share(0, 0, { thresholds: { customers: 0 } })).toMatchObject({
      value: null,
      n: 0,
      flags: ['suppressed'],
    })
  })

  it('calls 5 to 29 answers indicative, and 30 no more', () => {
    expect(nps(mixed(5)).flags).toEqual(['indicative'])
    expect(nps(mixed(29)).flags).toEqual(['indicative'])
    expect(nps(mixed(30)).flags).toEqual([])
  })

  it('002-14 hides employees below ten, customers below five', () => {
    expect(enps(mixed(9)).value).toBeNull()
    expect(enps(mixed(10)).value).not.toBeNull()
    expect(nps(mixed(9)).value).not.toBeNull()
  })

  it('takes other least numbers, and a confidence between 0 and 1 only', () => {
    expect(nps([10], { thresholds: { customers: 1 } }).value).toBe(100)
    expect(codeOf(() => nps([], { confidence: 95 }))).toBe('invalid_option')
    expect(codeOf(() => nps([], { confidence: 1 }))).toBe('invalid_option')
    const wide = nps(mixed(40), { confidence: 0.99 })
    expect(wide.lower!).toBeLessThan(nps(mixed(40)).lower!)
    expect(wide.confidence).toBe(0.99)
  })

  it('gives equal answers an interval of the scale and says so: a spread of nothing proves nothing', () => {
    const same = rating(Array<number>(20).fill(5), [1, 5])
    expect(same).toMatchObject({ value: 5, upper: 5, sd: 0, flags: ['indicative', 'no-spread'] })
    expect(same.lower!).toBeGreaterThan(4)
    expect(same.lower!).toBeLessThan(4.5)
    const middle = rating(Array<number>(20).fill(3), [1, 5])
    expect(middle.lower!).toBeLessThan(2.5)
    expect(middle.upper!).toBeGreaterThan(3.5)
  })

  it('cuts a mean at the ends of its scale', () => {
    const found = rating([5, 5, 5, 5, 1], [1, 5])
    expect(found.upper).toBe(5)
    expect(found.lower!).toBeGreaterThan(1)
    expect(nps(nines(6)).upper).toBeLessThanOrEqual(100)
  })
})

describe('tally', () => {
  it('moves nothing onto the scale: 7.5, 11 and −1 are off it', () => {
    expect(tally([7.5, 11, -1, 10], [0, 10])).toMatchObject({ n: 1, excluded: { 'off the scale': 3 } })
  })

  it('says which channels it holds; two of them are flagged on every metric', () => {
    const answers = mixed(40).map((value, i) => ({ value, channel: i % 2 ? 'kiosk' : 'web' }))
    expect(tally(answers, [0, 10]).channels).toEqual(['kiosk', 'web'])
    expect(nps(answers).flags).toEqual(['mixed-channels'])
    expect(csat(answers.map(({ channel }) => ({ value: 4, channel }))).top.flags).toEqual(['mixed-channels'])
    expect(nps(answers.filter(({ channel }) => channel === 'web')).flags).toEqual(['indicative'])
  })
})
