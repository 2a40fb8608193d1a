import { describe, expect, it } from 'vitest'
import {
  FEELING,
  formatDifference,
  formatInterval,
  formatRange,
  formatTick,
  formatValue,
  INDEX,
  type Kind,
  POINTS,
  RATING,
  SHARE,
} from '../../src/report/render/format.ts'

const around = (value: number, half: number) => ({ lower: value - half, upper: value + half })
/** A value with its interval, as it is read everywhere. */
const read = (value: number, half: number, kind: Kind, locale: 'en' | 'es') => {
  const bounds = around(value, half)
  const text = `${formatValue(value, kind, locale, bounds)} (${formatInterval(bounds, kind, locale)})`
  return text.replaceAll('\u00a0', ' ')
}

describe('formatValue', () => {
  it.each<[string, string, string, Parameters<typeof read>[0], number, Kind]>([
    [
      'a feeling has its sign, and two decimals where it is sure',
      '+0.53 (+0.41 … +0.65)',
      '+0,53 (+0,41 … +0,65)',
      0.53,
      0.12,
      FEELING,
    ],
    [
      'of a few answers the second decimal says nothing',
      '+0.5 (+0.1 … +1.0)',
      '+0,5 (+0,1 … +1,0)',
      0.53,
      0.45,
      FEELING,
    ],
    [
      'a rating has no sign',
      '4.21 (4.11 … 4.31)',
      '4,21 (4,11 … 4,31)',
      4.21,
      0.1,
      { unit: 'mean', range: [1, 5] },
    ],
    ['a mean on 0–100 is whole', '72 (68 … 76)', '72 (68 … 76)', 72.4, 4, INDEX],
    ['a share is whole', '68 % (65 … 71 %)', '68 % (65 … 71 %)', 0.68, 0.03, SHARE],
    ['a share of very many is not', '68.4 % (68.2 … 68.6 %)', '68,4 % (68,2 … 68,6 %)', 0.684, 0.002, SHARE],
    ['points have their sign', '−12 (−18 … −6)', '−12 (−18 … −6)', -12.3, 6, POINTS],
  ])('%s', (_what, english, spanish, value, half, kind) => {
    const short = (text: string) => text.replace(/ % …/, ' …')
    expect(short(read(value, half, kind, 'en'))).toBe(english)
    expect(short(read(value, half, kind, 'es'))).toBe(spanish)
  })

  it('writes what stands beside a number with the digits of that number', () => {
    const bounds = around(0.53, 0.12)
    expect(formatValue(0.4, FEELING, 'en', bounds)).toBe('+0.40')
    expect(formatInterval({ lower: -0.1, upper: 0.9 }, FEELING, 'en', bounds)).toBe('−0.10 … +0.90')
  })

  it('has no sign at zero, and a dash for nothing', () => {
    expect(formatValue(-0.001, FEELING, 'en')).toBe('0.0')
    expect(formatValue(null, POINTS, 'en')).toBe('–')
    expect(formatInterval({ lower: null, upper: null }, SHARE, 'en')).toBe('–')
  })
})

describe('formatDifference', () => {
  it('has a sign on every scale, and shares in points', () => {
    expect(formatDifference(0.3, RATING, 'es', around(0.3, 0.1))).toBe('+0,30')
    expect(formatDifference(-0.12, SHARE, 'en')).toBe('−12\u00a0points')
    expect(formatRange(around(0.12, 0.02), SHARE, 'es')).toBe('+10 … +14\u00a0puntos')
  })
})

describe('formatTick', () => {
  it('has no digit more than the number, and the sign of the scale', () => {
    expect([-2, 0, 1.5].map((value) => formatTick(value, FEELING, 'es'))).toEqual(['−2', '0', '+1,5'])
    expect([1, 4.25].map((value) => formatTick(value, { unit: 'mean', range: [1, 5] }, 'en'))).toEqual([
      '1',
      '4.25',
    ])
    expect(formatTick(0.625, SHARE, 'en')).toBe('62.5\u00a0%')
  })
})
