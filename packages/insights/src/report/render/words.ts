import { en, type Words } from './words/en.ts'
import { es } from './words/es.ts'

export type { Words }

/** Languages a report can be written in. */
export type ReportLocale = 'en' | 'es'
export const WORDS: { readonly [locale in ReportLocale]: Words } = { en, es }
