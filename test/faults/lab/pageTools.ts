import type { SurveyInput } from '../../../src/schema/index.ts'

/** What the lab's pages work with. Each is stringified into them, so that it holds all it needs. */
export interface PageTools {
  createPulso: typeof import('../../../src/index.ts').createPulso
  /** One question, one tap, thanks that stay. */
  recommendSurvey: (id: string) => SurveyInput
  /** Resolves when the card says thanks. */
  thanksOn: (card: ShadowRoot) => Promise<void>
}

const recommendSurvey: PageTools['recommendSurvey'] = (id) => ({
  id,
  rev: 1,
  kind: 'transactional',
  touchpoint: { id: 'order', phase: 'after', channel: 'web' },
  trigger: [{ on: 'manual' }],
  questions: [{ id: 'nps', type: 'nps', prompt: 'How likely is it that you would recommend us?' }],
  thanks: { closeAfterMs: 0 },
})

const thanksOn: PageTools['thanksOn'] = (card) =>
  new Promise((resolve) => {
    const look = () => card.querySelector('.thanks') && resolve()
    new MutationObserver(look).observe(card, { subtree: true, childList: true })
  })

/** The same as the source of an expression, for a page's module. */
export const PAGE_TOOLS = `{
  createPulso: (await import('/sdk/index.js')).createPulso,
  recommendSurvey: ${recommendSurvey},
  thanksOn: ${thanksOn},
}`
