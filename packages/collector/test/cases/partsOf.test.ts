import type { PulsoRecord } from '@pulso/web/schema'
import { describe, expect, it } from 'vitest'
import { partsOf } from '../../src/cases/partsOf.ts'
import type { Condition, Rule } from '../../src/forward/forwardFile.ts'
import { answered } from '../support/records.ts'

const rule = (when: Partial<Condition>): Rule => ({
  id: 'rule',
  when: { audience: 'customer', mode: 'live', ...when },
  sinks: [],
  owner: 'ana',
  dueHours: 24,
})
const partOf = (when: Partial<Condition>, over = {}, answer: Parameters<typeof answered>[1] = {}) =>
  partsOf(answered(over, answer) as unknown as PulsoRecord, 'shop', [rule(when)])[0]?.part
const low = { scoreBelow: 7, types: ['nps'] }

describe('partsOf', () => {
  it('takes a score that is below, not one that is there, passed over, or of another scale', () => {
    const of = (value: unknown, question = {}) => partOf(low, {}, { value, question })
    expect([6, 0].map((value) => of(value))).toEqual(['opened', 'opened'])
    expect([7, 10, null, '3'].map((value) => of(value))).toEqual(Array(4).fill(undefined))
    expect(of(1, { type: 'csat' })).toBeUndefined()
  })

  it('looks at project, survey, touchpoint, question, instrument and role, where the rule names them', () => {
    const fits: Partial<Condition> = {
      projects: ['shop'],
      surveys: ['other', 'post-purchase'],
      touchpoints: ['order-confirmation'],
      questions: ['recommend'],
      instruments: ['nps@1'],
      roles: ['remembered'],
    }
    const answer = { value: 2, question: { role: 'remembered' } }
    expect(partOf({ ...low, ...fits }, {}, answer)).toBe('opened')
    for (const name of Object.keys(fits))
      expect(partOf({ ...low, ...fits, [name]: ['another'] }, {}, answer), name).toBeUndefined()
    expect(partOf({ ...low, roles: ['remembered'] }, {}, { value: 2 }), 'no role').toBeUndefined()
  })

  it('leaves out test records and employees unless the rule is about them', () => {
    const employee = { survey: { ...(answered().survey as object), audience: 'employee' } }
    const of = (when: Partial<Condition>, over: object) => partOf({ ...low, ...when }, over, { value: 2 })
    expect(of({}, { mode: 'test' })).toBeUndefined()
    expect(of({}, employee)).toBeUndefined()
    expect(of({ mode: 'test' }, { mode: 'test' })).toBe('opened')
    expect(of({ audience: 'employee' }, employee)).toBe('opened')
  })

  it('finds text in a comment, in another option, and in an answer to a question for text', () => {
    const text: Partial<Condition> = { textPresent: true }
    expect(partOf(text, { comment: 'Late' })).toBe('opened')
    expect(partOf(text, { other: 'Late' }, { value: ['other'], question: { type: 'choice' } })).toBe('opened')
    expect(partOf(text, {}, { value: 'Late', question: { type: 'text' } })).toBe('opened')
    expect(partOf(text, {}, { value: 'a', question: { type: 'choice' } })).toBeUndefined()
    expect(partOf(text, { comment: ' \n' })).toBeUndefined()
  })

  it('keeps text and contact of the run for a case, and passes other records by', () => {
    const wanting = { ...low, textPresent: true } as const
    const why = { value: 'Late', question: { type: 'text' } }
    expect(partOf(wanting, {}, why)).toBe('text')
    expect(partOf(low, {}, why)).toBeUndefined()
    const contact = { value: { email: 'kim@example.com' }, question: { type: 'contact' } }
    expect(partOf(low, {}, contact)).toBe('contact')
    expect(partOf(low, {}, { ...contact, value: null })).toBeUndefined()
    const shown = { ...answered(), type: 'shown' } as unknown as PulsoRecord
    expect(partsOf(shown, 'shop', [rule(low)])).toEqual([])
  })
})
