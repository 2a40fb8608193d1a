import { describe, expect, it } from 'vitest'
import {
  benchmark,
  calibrateIntent,
  ces,
  csat,
  delight,
  disconfirmation,
  emotion,
  emotionGrid,
  enps,
  goalCompletion,
  kano,
  kanoCategory,
  netEmotionalValue,
  nps,
  repurchase,
  satisfactionByEmotion,
  satisfactionIndex,
  share,
  tallyFromCounts,
  willingnessToPay,
} from '../../src/index.ts'
import { codeOf } from '../support/failure.ts'

const of = (counts: { [value: number]: number }) =>
  Object.entries(counts).flatMap(([value, n]) => Array<number>(n).fill(Number(value)))

describe('nps', () => {
  it('000-15 counts 9–10 against 0–6, and 7–8 as neither', () => {
    const found = nps(of({ 0: 1, 6: 2, 7: 3, 8: 4, 9: 5, 10: 5 }))
    expect(found.value).toBeCloseTo(35, 12)
    expect([found.promoters.value, found.passives.value, found.detractors.value]).toEqual([0.5, 0.35, 0.15])
    expect(found.mean.value).toBeCloseTo((0 + 12 + 21 + 32 + 45 + 50) / 20, 12)
  })

  it('leaves a lone score of 100 outside of its own interval: one more reason to hide it', () => {
    const one = nps([10], { thresholds: { customers: 1 } })
    expect(one).toMatchObject({ value: 100 })
    expect(one.lower).toBeCloseTo(-48.5, 1)
    expect(one.upper).toBeCloseTo(98.5, 1)
  })

  it('keeps its bounds within ±100', () => {
    expect(nps(of({ 10: 1000 })).upper).toBeLessThanOrEqual(100)
    expect(nps(of({ 0: 1000 })).lower).toBeGreaterThanOrEqual(-100)
  })
})

describe('enps', () => {
  it('narrows the interval when most employees have answered, to nothing when all have', () => {
    const answers = of({ 3: 5, 8: 5, 10: 10 })
    const open = enps(answers)
    const known = enps(answers, { employees: 25 })
    const factor = Math.sqrt((25 - 20) / 24)
    expect(known.upper! - known.lower!).toBeCloseTo((open.upper! - open.lower!) * factor, 10)
    expect(known.flags).toContain('finite-population')
    const all = enps(answers, { employees: 20 })
    expect(all.upper! - all.lower!).toBeCloseTo(0, 12)
    expect(codeOf(() => enps(answers, { employees: 19 }))).toBe('invalid_option')
  })
})

describe('csat', () => {
  it('shows the unhappy tail beside the satisfied, and every step', () => {
    const found = csat(of({ 1: 10, 2: 5, 3: 5, 4: 20, 5: 60 }))
    expect(found.top.value).toBe(0.8)
    expect(found.bottom.value).toBe(0.15)
    expect(found.distribution.map(({ value, share }) => [value, share.value])).toEqual([
      [1, 0.1],
      [2, 0.05],
      [3, 0.05],
      [4, 0.2],
      [5, 0.6],
    ])
  })

  it('has bounds of exactly 0 and 1 when nobody or everybody is satisfied', () => {
    expect(csat(of({ 1: 20 })).top).toMatchObject({ value: 0, lower: 0 })
    expect(csat(of({ 5: 20 })).top).toMatchObject({ value: 1, upper: 1 })
  })

  it('takes other boxes, and none that overlap or lie off the scale', () => {
    expect(csat(of({ 9: 3, 10: 3, 5: 6 }), { scale: [1, 10] }).top.value).toBe(0.5)
    expect(csat(of({ 5: 5, 4: 5 }), { topBox: [5] }).top.value).toBe(0.5)
    expect(codeOf(() => csat([], { topBox: [6] }))).toBe('invalid_option')
    expect(codeOf(() => csat([], { topBox: [2, 3] }))).toBe('invalid_option')
  })

  it('001-1 gives satisfaction, gap and emotion as three outputs: there is no composite score', async () => {
    const names = Object.keys(await import('../../src/index.ts'))
    expect(names).toEqual(expect.arrayContaining(['csat', 'pairedGap', 'emotion']))
    expect(names.filter((name) => /composite|overallScore|cxScore|blend/i.test(name))).toEqual([])
  })
})

describe('ces', () => {
  it('002-25, 004-14 shows three published scores under three names', () => {
    const found = ces(of({ 1: 10, 4: 10, 5: 10, 6: 10, 7: 10 }))
    expect(found.agree.value).toBe(0.6)
    expect(found.topTwo.value).toBe(0.4)
    expect(found.netEase.value).toBeCloseTo(20, 12)
    expect(found.mean.value).toBeCloseTo(4.6, 12)
  })
})

describe('emotion', () => {
  it('000-2, 004-3, 004-13 turns one tap into valence, and the middle into neither', () => {
    const found = emotion(of({ [-2]: 10, 0: 20, 1: 10, 2: 10 }))
    expect(found.positive.value).toBe(0.4)
    expect(found.negative.value).toBe(0.2)
    expect(found.net.value).toBeCloseTo(20, 12)
    expect(found.mean.value).toBeCloseTo(0.2, 12)
  })
})

describe('emotionGrid', () => {
  it('keeps mixed feelings apart from none: both have a net of zero', () => {
    const mixed = emotionGrid(Array(10).fill({ positive: 4, negative: 4 }))
    const none = emotionGrid(Array(10).fill({ positive: 0, negative: 0 }))
    expect([mixed.net.value, none.net.value]).toEqual([0, 0])
    expect([mixed.mixed.value, none.mixed.value]).toEqual([4, 0])
    expect([mixed.ambivalent.value, none.ambivalent.value]).toEqual([1, 0])
  })

  it('leaves taps off the grid out and counts them', () => {
    const taps = [
      null,
      { positive: 5, negative: 0 },
      { positive: 1.5, negative: 0 },
      { positive: 1, negative: -1 },
    ]
    expect(emotionGrid(taps).net).toMatchObject({ n: 0, excluded: { 'passed over': 1, 'off the scale': 3 } })
    const one = emotionGrid([{ positive: 3, negative: 1 }], { thresholds: { customers: 1 } })
    expect([one.positive.value, one.negative.value, one.net.value, one.mixed.value]).toEqual([3, 1, 2, 1])
  })
})

describe('netEmotionalValue', () => {
  it('002-39 is the mean share of positive chips less that of negative ones', () => {
    const picks = [
      ...Array(10).fill(['happy', 'safe']),
      ...Array(10).fill(['frustrated']),
      ...Array(10).fill([]),
    ]
    const found = netEmotionalValue(picks)
    expect(found.value).toBeCloseTo((10 * (2 / 8) - 10 * (1 / 8)) / 30, 12)
    expect(found.lower!).toBeLessThan(found.value!)
    expect(found.emotions.find(({ emotion }) => emotion === 'happy')!.share.value).toBeCloseTo(1 / 3, 12)
    expect(netEmotionalValue(picks)).toEqual(found)
  })

  it('004-22 knows the five negative emotions named by customers; a chip it does not know is counted out', () => {
    const found = netEmotionalValue([
      ['disappointed'],
      ['frustrated'],
      ['unsatisfied'],
      ['hurried'],
      ['neglected'],
      ['bored'],
      null,
    ])
    expect(found).toMatchObject({ n: 6, excluded: { 'unknown emotion': 1, 'passed over': 1 } })
    expect(found.value).toBeCloseTo(-5 / 8 / 6, 12)
  })

  it('counts a chip picked twice once', () => {
    const once = netEmotionalValue(Array(6).fill(['happy']))
    expect(netEmotionalValue(Array(6).fill(['happy', 'happy'])).value).toBe(once.value)
  })
})

describe('goalCompletion', () => {
  it('004-15 counts yes alone, and shows partly beside it', () => {
    const found = goalCompletion({ yes: 12, partly: 3, no: 5, missing: 2 })
    expect(found.value).toBe(0.6)
    expect(found.partly.value).toBe(0.15)
    expect(found.laplace).toBeCloseTo(13 / 22, 12)
    expect(found.excluded).toEqual({ 'passed over': 2 })
    expect(found.method).toBe('Wilson score interval')
    expect(codeOf(() => goalCompletion({ yes: 1.5, no: 0 }))).toBe('invalid_input')
  })
})

describe('share', () => {
  it('002-23 gives a broken promise, and 004-26 a repeated story, its share and Wilson interval', () => {
    const found = share(81, 263)
    expect([found.value, found.lower, found.upper].map((x) => x!.toFixed(4))).toEqual([
      '0.3080',
      '0.2553',
      '0.3662',
    ])
    expect(share(7, 7, { audience: 'employee' }).value).toBeNull()
  })

  it('refuses what is no share', () => {
    for (const [k, n] of [
      [3, 2],
      [-1, 2],
      [0.5, 2],
      [1, Number.NaN],
    ] as const)
      expect(codeOf(() => share(k, n))).toBe('invalid_input')
  })
})

describe('disconfirmation', () => {
  it('001-2 shows exceeded, met and short, and their net', () => {
    const found = disconfirmation(of({ 1: 2, 2: 3, 3: 5, 4: 6, 5: 4 }))
    expect([found.exceeded.value, found.met.value, found.short.value]).toEqual([0.5, 0.25, 0.25])
    expect(found.net.value).toBeCloseTo(25, 12)
  })
})

describe('delight', () => {
  it('002-44 needs exceeded expectations and the top face both', () => {
    const person = (disconfirmation: number | null, felt: number | null) => ({
      disconfirmation,
      emotion: felt,
    })
    const found = delight([
      person(5, 2),
      person(4, 2),
      person(5, 1),
      person(3, 2),
      person(1, -2),
      person(null, 2),
    ])
    expect(found).toMatchObject({ value: 0.4, n: 5, excluded: { 'one of the two passed over': 1 } })
  })
})

describe('benchmark', () => {
  it('000-16 nets better against worse', () => {
    const found = benchmark({ frame: 'best', answers: of({ 1: 10, 3: 10, 4: 10, 5: 20 }) })
    expect(found.net.value).toBeCloseTo(40, 12)
    expect([found.better.value, found.same.value, found.worse.value]).toEqual([0.6, 0.2, 0.2])
  })
})

describe('satisfactionIndex', () => {
  it('leaves out who skipped an item, and weights by what it is given', () => {
    const items = [
      [10, 10, 1, 1, 10, null],
      [1, 1, 10, 10, 1, 5],
    ]
    const found = satisfactionIndex(items, { weights: [3, 1] })
    expect(found).toMatchObject({ n: 5, means: [6.4, 4.6], excluded: { 'passed over an item': 1 } })
    expect(found.value).toBeCloseTo((3 * 75 + 2 * 25) / 5, 10)
    expect(codeOf(() => satisfactionIndex([[1], [1, 2]]))).toBe('invalid_input')
    expect(codeOf(() => satisfactionIndex([[1]], { weights: [0] }))).toBe('invalid_input')
    expect(satisfactionIndex([[11, 5, 5, 5, 5, 5]]).excluded).toEqual({ 'off the scale': 1 })
  })
})

describe('repurchase', () => {
  it('is marked as stated, and calibrated against what people did', () => {
    const found = repurchase(of({ 10: 20, 5: 20 }))
    expect(found.likely).toMatchObject({ value: 0.5, flags: ['stated'] })
    expect(found.mean.flags).toContain('stated')
    const people = Array.from({ length: 12 }, (_, i) => ({ stated: 10, bought: i === 11 ? null : i < 4 }))
    const row = calibrateIntent(people).find(({ stated }) => stated === 10)!
    expect(row.actual).toMatchObject({ n: 11, excluded: { 'outcome not known': 1 } })
    expect(row.actual.value).toBeCloseTo(4 / 11, 12)
  })
})

describe('willingnessToPay', () => {
  const point = (price: number, accepted: number, asked = 100) => ({ price, accepted, asked })

  it('001-6 pools neighbours where acceptance rises with the price, and says which', () => {
    const found = willingnessToPay([point(20, 10), point(5, 50), point(10, 60), point(15, 55)])
    expect(found.curve.map(({ price, smoothed }) => [price, smoothed])).toEqual([
      [5, 0.55],
      [10, 0.55],
      [15, 0.55],
      [20, 0.1],
    ])
    expect(found.pooled).toEqual([5, 10])
    expect(found.curve[0]!.share.value).toBe(0.5)
    expect(found.bestPrice).toBe(15)
    expect(found.flags).toEqual(['stated'])
  })

  it('hides the curve while a price has too few answers, and refuses what cannot be', () => {
    expect(willingnessToPay([point(5, 50), point(10, 1, 3)])).toMatchObject({
      turnbullMean: null,
      bestPrice: null,
    })
    expect(codeOf(() => willingnessToPay([]))).toBe('invalid_input')
    expect(codeOf(() => willingnessToPay([point(5, 5), point(5, 6)]))).toBe('invalid_input')
    expect(codeOf(() => willingnessToPay([point(5, 101)]))).toBe('invalid_input')
  })
})

describe('kano', () => {
  it('002-43 names the most frequent category, ties in the order M, O, A, I', () => {
    expect(kano({ A: 20, M: 20, I: 5 }).category).toBe('M')
    expect(kano({ A: 20, O: 20, I: 5 }).category).toBe('O')
    expect(kano({ I: 20, A: 20 }).category).toBe('A')
    expect(kano({ A: 29 })).toMatchObject({ category: null })
    expect(kano({ A: 30, Q: 3 }).better.flags).toContain('wording-unclear')
    expect(codeOf(() => kano({ A: -1 }))).toBe('invalid_input')
    const { worse } = kano({ O: 30, M: 10, I: 40 })
    expect(worse.value).toBe(-0.5)
    expect(worse.lower!).toBeLessThan(-0.5)
    expect(worse.upper!).toBeGreaterThan(-0.5)
  })

  it('reads a pair of answers as the published table does', () => {
    expect(kanoCategory('like', 'dislike')).toBe('O')
    expect(kanoCategory('like', 'neutral')).toBe('A')
    expect(kanoCategory('expect', 'dislike')).toBe('M')
    expect(kanoCategory('neutral', 'neutral')).toBe('I')
    expect(kanoCategory('dislike', 'like')).toBe('R')
    expect([kanoCategory('like', 'like'), kanoCategory('dislike', 'dislike')]).toEqual(['Q', 'Q'])
  })
})

describe('satisfactionByEmotion', () => {
  it('001-3 has nine cells that sum to n, each with what is remembered of it', () => {
    const people = [
      ...Array(10).fill({ satisfaction: 5, emotion: 0, remembered: 0 }),
      ...Array(6).fill({ satisfaction: 4, emotion: 2, remembered: 2 }),
      ...Array(4).fill({ satisfaction: 1, emotion: -2 }),
      { satisfaction: null, emotion: 1 },
    ]
    const found = satisfactionByEmotion(people)
    expect(found.cells).toHaveLength(9)
    expect(found.cells.reduce((sum, { share }) => sum + share.value! * share.n, 0)).toBeCloseTo(found.n, 10)
    expect(found.satisfiedWithoutEmotion).toMatchObject({
      value: 0.5,
      n: 20,
      excluded: { 'one of the two passed over': 1 },
    })
    const happy = found.cells.find(
      ({ satisfaction, emotion: felt }) => satisfaction === 'satisfied' && felt === 'positive',
    )!
    expect(happy.remembered).toMatchObject({ value: 2, n: 6 })
    const angry = found.cells.find(
      ({ satisfaction, emotion: felt }) => satisfaction === 'dissatisfied' && felt === 'negative',
    )!
    expect(angry.remembered).toMatchObject({ value: null, n: 0, excluded: { 'not asked again': 4 } })
  })
})

describe('tallyFromCounts', () => {
  it('reads histograms by value and lists from the lowest step, and refuses what counts nothing', () => {
    expect(tallyFromCounts([1, 2, 3], [0, 10])).toEqual(tallyFromCounts({ 0: 1, 1: 2, 2: 3 }, [0, 10]))
    expect(tallyFromCounts({ 12: 3 }, [0, 10]).excluded).toEqual({ 'off the scale': 3 })
    expect(codeOf(() => tallyFromCounts({ 1: -1 }, [0, 10]))).toBe('invalid_input')
    expect(codeOf(() => tallyFromCounts({ 1: 0.5 }, [0, 10]))).toBe('invalid_input')
  })
})
