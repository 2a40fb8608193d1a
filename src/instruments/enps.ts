import { asQuestion, type Name, named } from './words.ts'

/**
 * Employee Net Promoter Score, 0–10. Only in a survey with `audience: 'employee'`: the two are never pooled, and
 * their levels are not compared. Answers are anonymous; cells under ten are not shown.
 *
 * @param options - `company`: its name; left out, the host gives `{company}`.
 * @see `nps` for the scale and its source.
 */
export const enps = <const Id extends string = 'enps'>({
  id = 'enps' as Id,
  company,
}: {
  id?: Id
  company?: Name
} = {}) =>
  asQuestion({
    id: id as NoInfer<Id>,
    type: 'nps',
    instrument: 'enps@1',
    role: 'remembered',
    prompt: named(
      {
        en: 'How likely is it that you would recommend {company} as a place to work?',
        es: '¿Qué probabilidad hay de que recomiende {company} como lugar para trabajar?',
      },
      { company },
    ),
    low: { en: 'Not at all likely', es: 'Nada probable' },
    high: { en: 'Extremely likely', es: 'Extremadamente probable' },
  })
