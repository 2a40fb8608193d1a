import { describe, expect, it } from 'vitest'
import { definitionHash as pageHash } from '../../../../src/engine/definitionHash.ts'
import { definitionHash } from '../../src/surveys/definitionHash.ts'
import { survey, withQuestion } from '../support/surveys.ts'

describe('definitionHash', () => {
  it('gives what answers of the page carry, whatever the questions hold', () => {
    const all = [
      survey(),
      withQuestion('recommend', { prompt: { en: 'Ready?', es: '¿Listo? 🙂', ar: 'سريع' } }),
      withQuestion('why', { other: true, max: 2, multiple: true }),
      survey({ questions: [] }),
    ].map(({ questions }) => questions)
    for (const questions of all) expect(definitionHash(questions)).toBe(pageHash(questions))
    expect(new Set(all.map(definitionHash)).size).toBe(all.length)
  })

  it('does not look at the order of keys, nor at how the file was typed', () => {
    const [first] = survey().questions
    const { id, type, prompt } = first!
    expect(definitionHash([{ prompt, type, id, hint: undefined }])).toBe(definitionHash([first]))
  })
})
