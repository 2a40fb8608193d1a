import type { SurveyInput } from '../../src/schema/index.ts'

/** A survey with one question; `more` says what a test is about. */
export const aSurvey = (id: string, more: Partial<SurveyInput> = {}): SurveyInput => ({
  id,
  rev: 1,
  kind: 'transactional',
  touchpoint: { id: 'order-confirmed', phase: 'after' },
  questions: [{ id: 'recommend', type: 'nps', prompt: 'How likely is it that you would recommend us?' }],
  ...more,
})
