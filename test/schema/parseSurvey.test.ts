import { describe, expect, it } from 'vitest'
import { PulsoError } from '../../src/errors.ts'
import { parseSurvey } from '../../src/schema/parseSurvey.ts'

const good = {
  id: 'checkout',
  rev: 2,
  kind: 'transactional',
  touchpoint: { id: 'checkout', phase: 'during' },
  questions: [{ id: 'ease', type: 'ces', prompt: 'How easy was it?' }],
}

describe('parseSurvey', () => {
  it('returns the survey with its defaults', () => {
    expect(parseSurvey(good)).toMatchObject({ id: 'checkout', priority: 0, trigger: [] })
  })

  it('throws one error with a line for each problem', () => {
    const parse = () =>
      parseSurvey({ ...good, kind: 'transactionl', questions: [{ id: 'ease', type: 'ces' }] })
    expect(parse).toThrowError(PulsoError)
    expect(parse).toThrowErrorMatchingInlineSnapshot(`
      [PulsoError: Survey "checkout" has 2 problems:
        kind: is the text "transactionl"; expected "transactional" or "relational". Did you mean "transactional"?
        questions[0].prompt: is missing: expected a text, or one per language such as { "en": "…", "es": "…" }.]
    `)
  })

  it('carries a code for programs', () => {
    try {
      parseSurvey(null)
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid_survey', name: 'PulsoError' })
    }
  })
})
