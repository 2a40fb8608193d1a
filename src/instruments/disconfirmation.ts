import { asQuestion, WORSE_TO_BETTER } from './words.ts'

/**
 * How the experience compares with what was expected, in one question after it: the check on, or the substitute for,
 * `expectationPair`. Much worse to much better, 1–5.
 */
export const disconfirmation = <const Id extends string = 'disconfirmation'>({
  id = 'disconfirmation' as Id,
}: {
  id?: Id
} = {}) =>
  asQuestion({
    id: id as NoInfer<Id>,
    type: 'rating',
    points: 5,
    instrument: 'disconfirmation@1',
    role: 'disconfirmation',
    prompt: { en: 'Compared with what you expected …', es: 'En comparación con lo que esperaba …' },
    labels: WORSE_TO_BETTER,
  })
