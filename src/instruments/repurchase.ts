import { asQuestion, type Name, named } from './words.ts'

/**
 * Intention to buy again, 0–10. Stated intention overstates what people do: set it against real repeats (`outcome`)
 * before it says anything about revenue. It is no NPS and is never counted as one.
 *
 * @param options - `category` ("shoes") and `company`; left out, the host gives `{category}` and `{company}`.
 */
export const repurchase = <const Id extends string = 'repurchase'>({
  id = 'repurchase' as Id,
  category,
  company,
}: {
  id?: Id
  category?: Name
  company?: Name
} = {}) =>
  asQuestion({
    id: id as NoInfer<Id>,
    type: 'rating',
    points: 11,
    instrument: 'repurchase@1',
    role: 'momentary',
    prompt: named(
      {
        en: 'If you needed {category} again, how likely would you choose {company}?',
        es: 'Si volviera a necesitar {category}, ¿qué probabilidad hay de que eligiera {company}?',
      },
      { category, company },
    ),
    low: { en: 'Not at all likely', es: 'Nada probable' },
    high: { en: 'Extremely likely', es: 'Extremadamente probable' },
  })
