import { asQuestion, type Name, named } from './words.ts'

/**
 * Customer Effort Score 2.0: agreement that it was made easy, 1–7, high is easy. Only after a task; people who gave
 * up are missing unless `goalCompletion` is asked too. CES 1.0 ran the other way and is not offered, so the versions
 * begin with 2.
 *
 * @param options - `company`: its name; left out, the host gives `{company}`.
 * @see The English wording as CustomerGauge, Nicereply and Zonka Feedback publish it.
 */
export const ces = <const Id extends string = 'ces'>({
  id = 'ces' as Id,
  company,
}: {
  id?: Id
  company?: Name
} = {}) =>
  asQuestion({
    id: id as NoInfer<Id>,
    type: 'ces',
    instrument: 'ces@2',
    role: 'momentary',
    prompt: named(
      {
        en: '{company} made it easy for me to handle my issue.',
        es: '{company} me facilitó resolver mi gestión.',
        'es-419': '{company} me hizo fácil resolver mi problema.',
      },
      { company },
    ),
    low: { en: 'Strongly disagree', es: 'Totalmente en desacuerdo' },
    high: { en: 'Strongly agree', es: 'Totalmente de acuerdo' },
  })
