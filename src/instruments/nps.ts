import { asQuestion, type Name, named } from './words.ts'

/**
 * Net Promoter Score: likelihood to recommend, 0–10.
 *
 * Ask it about the relation, or weeks after; it says little about one touchpoint, and nothing about causes. In a
 * relational survey write `{ ...nps(), role: 'remembered' }`.
 *
 * @param options - `company`: its name; left out, the host gives `{company}`.
 * @see Reichheld, HBR, December 2003; wording and interval: https://measuringu.com/nps-confidence-intervals/
 */
export const nps = <const Id extends string = 'nps'>({
  id = 'nps' as Id,
  company,
}: {
  id?: Id
  company?: Name
} = {}) =>
  asQuestion({
    id: id as NoInfer<Id>,
    type: 'nps',
    instrument: 'nps@1',
    role: 'momentary',
    prompt: named(
      {
        en: 'How likely is it that you would recommend {company} to a friend or colleague?',
        es: '¿Qué probabilidad hay de que recomiende {company} a un amigo, familiar o compañero?',
        'es-419': '¿Qué tan probable es que recomiende {company} a un amigo, familiar o compañero?',
      },
      { company },
    ),
    low: { en: 'Not at all likely', es: 'Nada probable' },
    high: { en: 'Extremely likely', es: 'Extremadamente probable' },
  })
