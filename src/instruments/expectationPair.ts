import { asQuestion, type Name, named } from './words.ts'

const scale = {
  type: 'rating',
  points: 7,
  low: { en: 'Very difficult', es: 'Muy difícil' },
  high: { en: 'Very easy', es: 'Muy fácil' },
} as const

/**
 * Ease expected before and found after a step: two questions with one stem and one scale, 1–7, high is easy. Put the
 * first into a survey before the step, the second into one after it, and name the first survey in the second's
 * `eligibility.pairOverride`. The gap is taken per person. Expectations are predictive ("will"), not ideal ("should").
 *
 * @param options - `step`: what is asked about ("checking out"); left out, the host gives `{step}`.
 * @returns Both questions; their ids are `id` with `-expected` and `-perceived`.
 */
export function expectationPair<const Id extends string = 'ease'>({
  id = 'ease' as Id,
  step,
}: {
  id?: Id
  step?: Name
} = {}) {
  return {
    expectation: asQuestion({
      ...scale,
      id: `${id}-expected` as `${NoInfer<Id>}-expected`,
      instrument: 'ease-expectation@1',
      role: 'expectation',
      prompt: named(
        { en: 'How easy do you expect {step} to be?', es: '¿Cómo de fácil espera que sea {step}?' },
        { step },
      ),
    }),
    perception: asQuestion({
      ...scale,
      id: `${id}-perceived` as `${NoInfer<Id>}-perceived`,
      instrument: 'ease-perception@1',
      role: 'perception',
      prompt: named({ en: 'How easy was {step}?', es: '¿Cómo de fácil ha sido {step}?' }, { step }),
    }),
  }
}
