import type { QuestionInput } from '../schema/defineSurvey.ts'

/**
 * Words in the languages an instrument is published in: `es` is Spanish of Spain (usted); `es-419`, of the Americas,
 * is there where its wording differs.
 */
export type Words = { en: string; es: string; [locale: string]: string }

/** A name given by the host: one for every language, or one for each. Left out, it stays a `{placeholder}`. */
export type Name = string | { [locale: string]: string }

/** Puts names into a wording, in each of its languages. */
export function named(words: Words, names: { [placeholder: string]: Name | undefined }): Words {
  const filled = { ...words }
  for (const [locale, text] of Object.entries(words))
    filled[locale] = text.replace(/\{(\w+)\}/g, (placeholder, key: string) => {
      const name = names[key]
      if (typeof name === 'string') return name
      return name?.[locale] ?? name?.[locale.slice(0, 2)] ?? name?.en ?? placeholder
    })
  return filled
}

/**
 * Keeps the type and the id of a question literal, so that `Answers` knows them. Each id is a `NoInfer`: else the
 * survey around it, which takes any text for an id, would widen it.
 */
export const asQuestion = <const Q extends QuestionInput>(question: Q): Q => question

/** Five words of comparison, low is bad. Shared by what is measured against something else. */
export const WORSE_TO_BETTER: Words[] = [
  { en: 'Much worse', es: 'Mucho peor' },
  { en: 'Worse', es: 'Peor' },
  { en: 'About the same', es: 'Más o menos igual' },
  { en: 'Better', es: 'Mejor' },
  { en: 'Much better', es: 'Mucho mejor' },
]

/** Five words of feeling, −2 to +2. */
export const BAD_TO_GOOD: Words[] = [
  { en: 'Very bad', es: 'Muy mal' },
  { en: 'Bad', es: 'Mal' },
  { en: 'Neutral', es: 'Neutral' },
  { en: 'Good', es: 'Bien' },
  { en: 'Very good', es: 'Muy bien' },
]
