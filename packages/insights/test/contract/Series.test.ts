import { describe, expect, it } from 'vitest'
import {
  benchmark,
  ces,
  csat,
  enps,
  mergeTallies,
  nps,
  npsDifference,
  pairAnswers,
  type Series,
  samePool,
  tally,
  tallyFromCounts,
} from '../../src/index.ts'
import { codeOf } from '../support/failure.ts'

const series: Series = { kind: 'relational', audience: 'customer', wording: 'nps@1', scale: [0, 10] }
const answers = (more: Partial<Series>, n = 6) =>
  Array.from({ length: n }, (_, i) => ({ value: i % 6, series: { ...series, ...more } }))

describe('samePool', () => {
  it('lets the same series through', () => {
    expect(samePool(series, { ...series })).toEqual(series)
  })

  it.each([
    ['000-13 customers and employees', { audience: 'employee' }, 'mixed_audiences'],
    ['002-26 transactional and relational', { kind: 'transactional' }, 'mixed_kinds'],
    ['two wordings', { wording: 'nps@2' }, 'mixed_wordings'],
    ['moment and memory', { role: 'remembered' }, 'mixed_roles'],
    ['two scales', { scale: [1, 10] }, 'mixed_scales'],
  ] as const)('refuses %s, wherever answers come together', (_name, more, code) => {
    const other = { ...series, ...more } as Series
    expect(codeOf(() => samePool(series, other))).toBe(code)
    expect(codeOf(() => tally([...answers({}), ...answers(more as Partial<Series>)], [0, 10]))).toBe(code)
    expect(
      codeOf(() =>
        mergeTallies(
          tallyFromCounts([1], [0, 10], { series }),
          tallyFromCounts([1], [0, 10], { series: other }),
        ),
      ),
    ).toBe(code)
  })

  it('000-13 mixing audiences in one metric throws, and each has its own', () => {
    expect(codeOf(() => nps([...answers({}), ...answers({ audience: 'employee' })]))).toBe('mixed_audiences')
    expect(codeOf(() => nps(answers({ audience: 'employee' })))).toBe('mixed_audiences')
    expect(codeOf(() => enps(answers({})))).toBe('mixed_audiences')
    expect(codeOf(() => nps([1], { audience: 'employee' }))).toBe('mixed_audiences')
    expect(
      codeOf(() =>
        npsDifference(tally(answers({}), [0, 10]), tally(answers({ audience: 'employee' }), [0, 10])),
      ),
    ).toBe('mixed_audiences')
    expect(enps(answers({ audience: 'employee' }, 11)).value).not.toBeNull()
  })

  it('takes the audience of the series, so that nine employees stay hidden whatever the options say', () => {
    const nine = tally(answers({ audience: 'employee', wording: 'mood@1', scale: [1, 5] }, 9), [1, 5])
    expect(csat(nine, { audience: 'customer' }).top.value).toBeNull()
    expect(csat(tally(Array(9).fill(4), [1, 5])).top.value).toBe(1)
  })

  it('002-26 pooling a transactional with a relational survey throws', () => {
    expect(codeOf(() => nps([...answers({}), ...answers({ kind: 'transactional' })]))).toBe('mixed_kinds')
  })

  it('001-11, 004-7 never pools the two frames of a benchmark', () => {
    const one = { frame: 'sector', answers: [1, 2, 3, 4, 5] } as const
    expect(codeOf(() => benchmark([one, { ...one, frame: 'best' }]))).toBe('mixed_frames')
    expect(codeOf(() => benchmark([one, one]))).toBe('invalid_input')
    expect(codeOf(() => benchmark([]))).toBe('invalid_input')
    expect(benchmark([one]).frame).toBe('sector')
  })

  it('refuses a tally from another scale, CES 1.0, and a gap over two scales', () => {
    expect(codeOf(() => nps(tally([1, 2], [1, 10])))).toBe('mixed_scales')
    expect(codeOf(() => mergeTallies(tally([1], [1, 5]), tally([1], [1, 7])))).toBe('mixed_scales')
    const old: Series = { ...series, wording: 'ces@1', scale: [1, 7] }
    expect(codeOf(() => ces([{ value: 3, series: old }]))).toBe('mixed_wordings')
    const before = { person: 'a', value: 3, at: 0, series: { ...series, scale: [1, 5] as const } }
    expect(codeOf(() => pairAnswers([before], [{ ...before, at: 1, series }]))).toBe('mixed_scales')
  })

  it('refuses answers whose series names another scale than the metric has', () => {
    expect(codeOf(() => tally([{ value: 3, series: { ...series, scale: [1, 5] } }], [0, 10]))).toBe(
      'mixed_scales',
    )
  })
})
