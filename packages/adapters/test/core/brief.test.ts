import { describe, expect, it } from 'vitest'
import { brief } from '../../src/core/brief.ts'
import { answered } from '../support/records.ts'

const said = (type: string, value: unknown) =>
  brief(answered({ question: { id: 'q', type }, value } as object), 100)

describe('brief', () => {
  it('leaves out what was written and who wrote it', () => {
    expect(JSON.stringify(said('text', 'my name is'))).not.toMatch(/my name|merci/)
    const contact = JSON.stringify(said('contact', { email: 'a@b.example', consent: true }))
    expect(contact).not.toMatch(/a@b|consent|a1b2c3d4/)
  })

  it.each(['nps', 'csat', 'ces', 'rating', 'emotion', 'agreement'])('keeps the number of %s', (type) => {
    expect(said(type, 4)).toMatchObject({ value: 4, question_type: type, survey_id: 'post-purchase' })
  })

  it('keeps choices, as text', () => {
    expect(said('choice', ['price', 'speed'])).toMatchObject({ value: 'price,speed' })
  })
})
