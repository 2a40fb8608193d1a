import { describe, expect, it } from 'vitest'
import { draftAction, parseProgramme } from '../../src/index.ts'
import { at, employee, input } from '../support/programme.ts'
import { answered, outcome, shown } from '../support/records.ts'

const said = (value: unknown, more: object = {}) =>
  answered(value as never, {
    id: 'abcdef0123456789abcdef0123456789',
    person: 'p-7',
    ...employee,
    ...at('pay'),
    question: { id: 'proposal', type: 'text' },
    ...more,
  })

describe('draftAction', () => {
  it('002-31: what a frontline employee proposes becomes a draft of an action, which names what is still missing', () => {
    const draft = draftAction(said('  Let us open\n \tparcels at the counter, as Lucía does. '))!
    expect(draft).toEqual({
      id: 'proposal-abcdef01',
      what: 'Let us open parcels at the counter, as [name] does.',
      touchpoint: 'pay',
      finding: 'Proposed by an employee, asked "proposal"',
      missing: ['element', 'owner', 'due', 'expects'],
    })
    expect(JSON.stringify(draft)).not.toContain('p-7')
  })

  it('002-31: becomes an action of the programme with exactly what it says is missing', () => {
    const { missing: _missing, ...draft } = draftAction(said('Open parcels at the counter'))!
    const whole = { ...draft, element: 'process', owner: 'Ben', due: '2026-09-01', expects: 'csat' } as const
    expect(parseProgramme(input({ actions: [whole] })).actions).toHaveLength(1)
    for (const key of ['element', 'owner', 'due', 'expects'])
      expect(() => parseProgramme(input({ actions: [{ ...whole, [key]: undefined }] as never }))).toThrow(key)
  })

  it('shortens what is longer than an action may be, and says so by its end', () => {
    const words = 'more '.repeat(56).trim() // 279 letters
    expect(draftAction(said(`${words}!`))!.what).toBe(`${words}!`)
    expect(draftAction(said(`${words}!!`))!.what).toBe(`${words}…`)
  })

  it('makes nothing of what is no text of an employee', () => {
    for (const none of [
      said('A customer', { survey: { ...employee.survey, audience: 'customer' } }),
      said('A trial', { mode: 'test' }),
      said(4),
      said('price', { question: { id: 'why', type: 'choice' } }),
      said(4, { question: { id: 'nps', type: 'nps' } }),
      said(' \n'),
      shown(employee),
      outcome('repeat'),
    ])
      expect(draftAction(none)).toBeUndefined()
  })
})
