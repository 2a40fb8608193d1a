import { asQuestion, type Name, named } from './words.ts'

/**
 * Satisfaction with a touchpoint, 1–5, every point with its word. Reported as the share of 4 and 5.
 *
 * @param options - `touchpoint`: what is asked about ("the delivery"); left out, the host gives `{touchpoint}`.
 */
export const csat = <const Id extends string = 'csat'>({
  id = 'csat' as Id,
  touchpoint,
}: {
  id?: Id
  touchpoint?: Name
} = {}) =>
  asQuestion({
    id: id as NoInfer<Id>,
    type: 'csat',
    instrument: 'csat@1',
    role: 'momentary',
    prompt: named(
      {
        en: 'How satisfied were you with {touchpoint}?',
        es: '¿Cómo de satisfecho/a está con {touchpoint}?',
        'es-419': '¿Qué tan satisfecho/a está con {touchpoint}?',
      },
      { touchpoint },
    ),
    labels: [
      { en: 'Very dissatisfied', es: 'Muy insatisfecho/a' },
      { en: 'Dissatisfied', es: 'Insatisfecho/a' },
      { en: 'Neither', es: 'Ni satisfecho/a ni insatisfecho/a' },
      { en: 'Satisfied', es: 'Satisfecho/a' },
      { en: 'Very satisfied', es: 'Muy satisfecho/a' },
    ],
  })
