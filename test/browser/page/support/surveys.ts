import type { SurveyInput } from '../../../../src/schema/index.ts'

type Written = Partial<SurveyInput> & Pick<SurveyInput, 'questions'>

/** A survey that is due once the page tells of an order, with what a test cares about. */
export const survey = (written: Written): SurveyInput => ({
  id: 'recommend',
  rev: 1,
  kind: 'transactional',
  touchpoint: { id: 'order', phase: 'after', channel: 'web' },
  trigger: [{ on: 'event', name: 'order_completed' }],
  ...written,
})

/** One tap. The thanks stay open, so that no test races them. */
export const nps = survey({
  questions: [
    { id: 'nps', type: 'nps', prompt: 'How likely is it that you would recommend us to a friend?' },
  ],
  thanks: { closeAfterMs: 0 },
})

/** Two taps and a text: partial answers, progress, and the second chunk. */
export const long = survey({
  id: 'long',
  questions: [
    { id: 'ease', type: 'ces', prompt: 'How easy was it to order?' },
    { id: 'feel', type: 'emotion', prompt: 'How did it feel?' },
    { id: 'why', type: 'text', prompt: 'What was missing?', required: false },
  ],
  thanks: { closeAfterMs: 0 },
})
