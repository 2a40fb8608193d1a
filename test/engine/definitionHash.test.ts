import { describe, expect, it } from 'vitest'
import { definitionHash } from '../../src/engine/definitionHash.ts'

describe('definitionHash', () => {
  const question = { id: 'nps', type: 'nps', prompt: { en: 'How likely?', es: '¿Qué probabilidad?' } }

  it('does not depend on the order in which keys were written', () => {
    const { id, type, prompt } = question
    expect(definitionHash([{ prompt: { es: prompt.es, en: prompt.en }, type, id }])).toBe(
      definitionHash([question]),
    )
  })

  it('changes with one letter of one translation, and with the order of questions (pain 10)', () => {
    const edited = { ...question, prompt: { ...question.prompt, es: '¿Que probabilidad?' } }
    expect(definitionHash([edited])).not.toBe(definitionHash([question]))
    const other = { ...question, id: 'other' }
    expect(definitionHash([question, other])).not.toBe(definitionHash([other, question]))
  })

  it('is eleven digits in base 36, as records want it, and stays the same for ever', () => {
    expect(definitionHash([question])).toMatch(/^[0-9a-z]{11}$/)
    expect(definitionHash([])).toBe(definitionHash([]))
    const seen = new Set(
      Array.from({ length: 5000 }, (_, i) => definitionHash([{ ...question, id: `q${i}` }])),
    )
    expect(seen.size).toBe(5000)
  })
})
