import { asQuestion } from './words.ts'

/** Value for money, after the purchase: agreement that it was worth what was paid, 1–7. */
export const value = <const Id extends string = 'value'>({ id = 'value' as Id }: { id?: Id } = {}) =>
  asQuestion({
    id: id as NoInfer<Id>,
    type: 'agreement',
    points: 7,
    instrument: 'value@1',
    role: 'momentary',
    facet: 'rational',
    prompt: { en: 'It was worth what I paid.', es: 'Valió lo que pagué.' },
    low: { en: 'Strongly disagree', es: 'Totalmente en desacuerdo' },
    high: { en: 'Strongly agree', es: 'Totalmente de acuerdo' },
  })
