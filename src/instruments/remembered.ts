import { asQuestion, BAD_TO_GOOD, type Name, named } from './words.ts'

/**
 * How a purchase is remembered, 7 to 14 days later, −2 to +2. Reported beside what was felt in the moments, never
 * mixed with it.
 *
 * @param options - `purchase`: what is asked about ("your order"); left out, the host gives `{purchase}`.
 * @see Fredrickson and Kahneman, "Duration Neglect in Retrospective Evaluations of Affective Episodes", Journal of
 * Personality and Social Psychology 65 (1993); Redelmeier and Kahneman, Pain 66 (1996).
 */
export const remembered = <const Id extends string = 'remembered'>({
  id = 'remembered' as Id,
  purchase,
}: {
  id?: Id
  purchase?: Name
} = {}) =>
  asQuestion({
    id: id as NoInfer<Id>,
    type: 'emotion',
    instrument: 'remembered@1',
    role: 'remembered',
    prompt: named(
      {
        en: 'Thinking back on {purchase}, how was it as a whole?',
        es: 'Cuando recuerda {purchase}, ¿cómo fue en conjunto?',
      },
      { purchase },
    ),
    labels: BAD_TO_GOOD,
  })

/** Which moment stayed in mind, in the person's own words; to go with `remembered`. May be passed over. */
export const rememberedMoment = <const Id extends string = 'remembered-moment'>({
  id = 'remembered-moment' as Id,
}: {
  id?: Id
} = {}) =>
  asQuestion({
    id: id as NoInfer<Id>,
    type: 'text',
    required: false,
    instrument: 'remembered-moment@1',
    role: 'remembered',
    prompt: { en: 'Which moment do you remember most?', es: '¿Qué momento recuerda más?' },
  })
