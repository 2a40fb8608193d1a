import { asQuestion, BAD_TO_GOOD, type Name, named } from './words.ts'

/**
 * What a touchpoint made people feel: five drawn faces, −2 to +2, each with its word. Valence is not satisfaction;
 * the two are never blended.
 *
 * @param options - `touchpoint`: what is asked about ("our help"); left out, the host gives `{touchpoint}`.
 */
export const emotion = <const Id extends string = 'emotion'>({
  id = 'emotion' as Id,
  touchpoint,
}: {
  id?: Id
  touchpoint?: Name
} = {}) =>
  asQuestion({
    id: id as NoInfer<Id>,
    type: 'emotion',
    instrument: 'emotion@1',
    role: 'momentary',
    facet: 'emotional',
    prompt: named(
      {
        en: 'How did {touchpoint} make you feel?',
        es: '¿Cómo le ha hecho sentir {touchpoint}?',
      },
      { touchpoint },
    ),
    labels: BAD_TO_GOOD,
  })
