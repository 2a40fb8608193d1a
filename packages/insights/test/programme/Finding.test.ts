import { describe, expect, it } from 'vitest'
import { defineFinding, share } from '../../src/index.ts'
import { codeOf } from '../support/failure.ts'

const whole = {
  statement: 'Payment falls short.',
  metric: share(20, 100),
  test: 'Wilson',
  next: 'Fix the form.',
}

describe('defineFinding', () => {
  it.each(['statement', 'test', 'next'] as const)('refuses an opinion: no %s', (part) => {
    for (const nothing of ['', '  ']) {
      expect(codeOf(() => defineFinding({ ...whole, [part]: nothing }))).toBe('invalid_input')
      expect(() => defineFinding({ ...whole, [part]: nothing })).toThrow(
        'a statement, a test and a next step',
      )
    }
  })

  it.each([{ n: 0 }, { n: Number.NaN }, { value: null }, { lower: null }, { upper: null }])(
    '003-4 refuses a number with %j, and names the statement',
    (part) => {
      const found = () => defineFinding({ ...whole, metric: { ...whole.metric, ...part } })
      expect(codeOf(found)).toBe('invalid_input')
      expect(found).toThrow(/"Payment falls short\." has no number with n and interval/)
    },
  )

  it('takes one answer for a number, if it has an interval', () => {
    const metric = { ...whole.metric, n: 1 }
    expect(defineFinding({ ...whole, metric }).metric.n).toBe(1)
  })
})
