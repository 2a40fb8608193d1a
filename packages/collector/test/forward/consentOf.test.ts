import type { PulsoRecord } from '@pulso/web/schema'
import { describe, expect, it } from 'vitest'
import { consentOf } from '../../src/forward/consentOf.ts'
import { answered } from '../support/records.ts'

const NAMED = [{ survey: 'post-purchase', question: 'contact' }]
const served = (question: object, over: object = {}) => ({
  ...{ survey: 'post-purchase', rev: 1, hash: 'abc1234', first: 1, last: 1 },
  json: JSON.stringify({ questions: [{ id: 'contact', type: 'contact', ...question }] }),
  ...over,
})
const contact = (id = 'contact', value: unknown = { email: 'kim@example.com' }) =>
  answered({}, { value, question: { id, type: 'contact' } }) as unknown as PulsoRecord
const asked = (definitions: ReturnType<typeof served>[], record = contact(), named = NAMED) =>
  consentOf({ definitions: async () => definitions }, named, Date.now)(record, 'shop')

describe('consentOf', () => {
  it('takes the word of the operator for a survey that was served from elsewhere', async () => {
    expect(await asked([])).toBe(true)
    expect(await asked([served({}, { rev: 2 }), served({}, { hash: 'zzz9999' })])).toBe(true)
    expect(await asked([], contact('newsletter'))).toBe(false)
    expect(await asked([], contact(), [])).toBe(false)
    expect(await asked([], contact('contact', null))).toBe(false)
  })

  it('believes the wording that was served over the operator: without words that ask there is no consent', async () => {
    expect(await asked([served({ consent: 'We may call you about your answer.' })])).toBe(true)
    expect(await asked([served({})])).toBe(false)
  })

  it('asks the store again later when it cannot be read, and says nothing meanwhile', async () => {
    let isAway = true
    const consents = consentOf(
      {
        definitions: async () => {
          if (isAway) throw new Error('away')
          return [served({})]
        },
      },
      NAMED,
      Date.now,
    )
    await expect(consents(contact(), 'shop')).rejects.toThrow('away')
    isAway = false
    expect(await consents(contact(), 'shop')).toBe(false)
  })
})
