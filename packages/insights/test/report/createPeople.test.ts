import { describe, expect, it } from 'vitest'
import { createPeople } from '../../src/index.ts'
import { AT, answered } from '../support/records.ts'

describe('createPeople', { timeout: 60_000 }, () => {
  it('keeps a bounded random sample of persons: all answers of one or none', () => {
    const people = createPeople({ maxPersons: 100 })
    for (let i = 0; i < 5000; i += 1)
      for (const id of ['a', 'b', 'c'])
        people.add(answered(i % 11, { person: `person-${i}`, question: { id, type: 'nps' } }))
    expect(people.persons.size).toBeLessThanOrEqual(100)
    expect(people.persons.size).toBeGreaterThan(20)
    expect([...people.persons.values()].every((answers) => answers.length === 3)).toBe(true)
    expect(people.persons.size / people.share).toBeGreaterThan(3000)
    expect(people.persons.size / people.share).toBeLessThan(7000)
  })

  it('keeps fewer persons where each has said much, and the answers of one still together', () => {
    const people = createPeople({ maxTotal: 600 })
    for (let round = 0; round < 20; round += 1)
      for (let i = 0; i < 100; i += 1) people.add(answered(5, { person: `person-${i}` }))
    const kept = [...people.persons.values()].map((answers) => answers.length)
    expect(kept.length).toBeGreaterThan(10)
    expect(kept.length).toBeLessThanOrEqual(30)
    expect(new Set(kept)).toEqual(new Set([20]))
    expect(people.share).toBeLessThan(0.5)
  })

  it('keeps the one person there is, however much was said', () => {
    const people = createPeople({ maxTotal: 2 })
    for (let i = 0; i < 5; i += 1) people.add(answered(5, { person: 'kiosk' }))
    expect(people.persons.get('kiosk')).toHaveLength(5)
  })

  it('takes the later answer of a run, whichever comes first', () => {
    const people = createPeople()
    const run = 'f'.repeat(32)
    people.add(answered(9, { run, seq: 3 }))
    people.add(answered(2, { run, seq: 1 }))
    expect([...people.persons.values()].flat().map(({ value }) => value)).toEqual([9])
  })

  it('counts what is too much of one person, as of a kiosk', () => {
    const people = createPeople({ maxAnswers: 2 })
    for (let i = 0; i < 5; i += 1) people.add(answered(5, { person: 'kiosk' }))
    expect(people.excluded).toEqual({ 'too many answers of one person': 3 })
  })

  it('keeps the latest comments of each touchpoint, and the contact name given beside one', () => {
    const people = createPeople({ maxComments: 2 })
    for (let i = 0; i < 9; i += 1) people.add(answered(5, { at: AT + i, comment: `c${i}` }))
    const run = 'e'.repeat(32)
    people.add(answered(5, { at: AT + 99, run, comment: 'mine' }))
    people.add(answered({ name: 'Zoe' }, { run, question: { id: 'who', type: 'contact' } }))
    expect(people.comments.map(({ text, name }) => [text, name])).toEqual([
      ['mine', 'Zoe'],
      ['c8', undefined],
    ])
    expect(people.commented).toBe(10)
  })

  it('leaves test records, passed-over questions and broken lines out', () => {
    const people = createPeople()
    people.add(answered(5, { mode: 'test', comment: 'x' }))
    people.add(answered(null))
    people.addLine('{"type":')
    expect([people.persons.size, people.comments.length]).toEqual([0, 0])
  })
})
