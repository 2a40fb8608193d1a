import { describe, expect, it } from 'vitest'

interface Target {
  name: string
  value: number
  limit: number
  met: boolean
  unit: string
}
interface Verdict {
  name: string
  measured: string
  limit: string
  verdict: string
}
type Figures = {
  [entry: string]: { [condition: string]: { [metric: string]: { median: number; max: number } } }
}

const load = (file: string) => import(new URL(file, import.meta.url).href)
const { targets } = (await load('./targets.mjs')) as { targets(figures: Figures): Target[] }
const { verdicts } = (await load('./report.mjs')) as { verdicts(list: Target[]): Verdict[] }

const always = (value: number) => ({ median: value, max: value })
const figures = (pulsoMs: number, preflights = 0): Figures => ({
  empty: { '1x': { heapBytes: always(600) } },
  preact: { '1x': { coldMs: always(100), heapBytes: always(800) } },
  pulso: { '1x': { coldMs: always(pulsoMs), preflights: always(preflights), heapBytes: always(900) } },
})
const named = (list: { name: string }[], part: string) => list.find(({ name }) => name.includes(part))

describe('targets', () => {
  it('divides the cold show by that of bare Preact in the same condition', () => {
    expect(named(targets(figures(125)), 'cold show ÷ bare Preact, 1x')).toMatchObject({
      value: 1.25,
      met: true,
    })
    expect(named(targets(figures(126)), 'cold show ÷ bare Preact, 1x')).toMatchObject({ met: false })
  })

  it('judges preflights by the worst visit, not by the median', () => {
    const list = figures(100)
    list.pulso!['1x']!.preflights = { median: 0, max: 1 }
    expect(named(targets(list), 'preflights')).toMatchObject({ value: 1, met: false })
  })

  it('says nothing about what was not measured', () => {
    expect(targets({}).every(({ value }) => Number.isFinite(value))).toBe(true)
    expect(named(targets(figures(100)), 'slow phone')).toBeUndefined()
  })

  it('says of a missed promise by how much', () => {
    expect(named(verdicts(targets(figures(150))), 'cold show')).toMatchObject({
      measured: '1.50',
      limit: '≤ 1.25',
      verdict: 'MISSED by 0.25 (20 %)',
    })
  })
})
