import type { SurveyInput } from '@pulso/web/schema'

/** A survey that passes, as people write it. */
export const survey = (over: Partial<SurveyInput> = {}): SurveyInput => ({
  id: 'post-purchase',
  rev: 1,
  kind: 'transactional',
  touchpoint: { id: 'order-confirmation', phase: 'after' },
  trigger: [{ on: 'event', name: 'order_completed' }],
  questions: [
    { id: 'recommend', type: 'nps', prompt: 'How likely are you to recommend us?' },
    {
      id: 'why',
      type: 'choice',
      prompt: 'Why?',
      choices: [
        { id: 'price', label: 'Price' },
        { id: 'service', label: 'Service' },
        { id: 'speed', label: 'Speed' },
      ],
    },
    { id: 'stars', type: 'rating', prompt: 'And the delivery?', display: 'stars' },
  ],
  ...over,
})

/** The same with one question changed. */
export const withQuestion = (id: string, change: object, over: Partial<SurveyInput> = {}): SurveyInput => {
  const base = survey(over)
  return {
    ...base,
    questions: base.questions.map((question) =>
      question.id === id ? ({ ...question, ...change } as typeof question) : question,
    ),
  }
}
