import { describe, expect, it } from 'vitest'
import type { WrittenQuestion } from '../../src/engine/flow.ts'
import { checkDraft } from '../../src/ui/checkDraft.ts'
import { strings } from '../../src/ui/strings.en.ts'

const check = (question: object, value?: unknown) =>
  checkDraft({ id: 'q', prompt: 'Q?', ...question } as WrittenQuestion, { value } as object, strings)

describe('checkDraft', () => {
  it('asks for an answer that is required, and for none that is not', () => {
    expect(check({ type: 'nps' })).toBe(strings.choose)
    expect(check({ type: 'nps' }, 0)).toBe('')
    expect(check({ type: 'nps', required: false })).toBe('')
    expect(check({ type: 'choice', multiple: true }, [])).toBe(strings.choose)
    expect(check({ type: 'text' }, '  ')).toBe(strings.write)
    expect(check({ type: 'text', required: false })).toBe('')
  })

  it('holds a text to its least length, unless it is passed over', () => {
    expect(check({ type: 'text', minLength: 5 }, 'four')).toBe(strings.write)
    expect(check({ type: 'text', minLength: 5, required: false }, 'four')).toBe(strings.write)
    expect(check({ type: 'text', minLength: 5, required: false }, '')).toBe('')
    expect(check({ type: 'text', minLength: 5 }, 'fives')).toBe('')
  })

  it('reads an e-mail address for what it could be, and wants every field that is required', () => {
    expect(check({ type: 'contact' }, { email: 'ana@example' })).toBe(strings.email)
    expect(check({ type: 'contact' }, { email: 'ana@example.com' })).toBe('')
    expect(check({ type: 'contact', fields: ['name', 'email'] }, { email: 'a@b.co' })).toBe(strings.write)
    expect(check({ type: 'contact', required: false })).toBe('')
  })
})
