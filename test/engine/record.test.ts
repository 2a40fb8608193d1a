import { describe, expect, it } from 'vitest'
import { answerOf, makeRecord } from '../../src/engine/record.ts'
import { PulsoRecord, type SurveyInput } from '../../src/schema/index.ts'

const survey: SurveyInput = {
  id: 'order',
  rev: 3,
  kind: 'transactional',
  touchpoint: { id: 'order-placed', phase: 'after', journey: 'buying' },
  questions: [
    { id: 'ease', type: 'rating', display: 'stars', points: 5, role: 'momentary', prompt: 'Ease?' },
  ],
}
const facts = {
  survey,
  mode: 'live' as const,
  sampleRate: 0.5,
  locale: 'pt-BR',
  run: 'a'.repeat(32),
  hash: '0abcdefghij',
}
const stamp = { id: 'b'.repeat(32), seq: 1, at: 1_800_000_000_000 }

describe('makeRecord', () => {
  it.each([
    { type: 'shown' as const },
    {
      type: 'answered' as const,
      tookMs: 900,
      ...answerOf(survey.questions[0]!, { value: 4, comment: 'fine' }),
    },
    { type: 'answered' as const, tookMs: 900, ...answerOf(survey.questions[0]!, { value: null }) },
    { type: 'completed' as const, tookMs: 1200 },
    { type: 'dismissed' as const, reason: 'escape' as const, step: 0, question: 'ease', tookMs: 40 },
  ])('makes a $type record that the collector accepts, as it travels', (happening) => {
    const record = JSON.parse(JSON.stringify(makeRecord(facts, happening, stamp)))
    expect(PulsoRecord.safeParse(record).error).toBeUndefined()
    expect(record).toMatchObject({
      ...stamp,
      survey: { id: 'order', rev: 3, audience: 'customer', hash: facts.hash },
      touchpoint: { channel: 'web', stage: 'front', journey: 'buying' },
    })
    expect('person' in record).toBe(false)
  })
})
