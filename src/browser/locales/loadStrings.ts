import { pickLocale } from '../../engine/pickLocale.ts'
import type { Strings } from '../../engine/ports.ts'

/** One file each, fetched only by visitors who read that language. English is part of the widget. */
const LOADERS: { [tag: string]: () => Promise<{ strings: Strings }> } = {
  ar: () => import('./ar.ts'),
  de: () => import('./de.ts'),
  es: () => import('./es.ts'),
  fr: () => import('./fr.ts'),
  he: () => import('./he.ts'),
  hi: () => import('./hi.ts'),
  it: () => import('./it.ts'),
  ja: () => import('./ja.ts'),
  ko: () => import('./ko.ts'),
  nl: () => import('./nl.ts'),
  pl: () => import('./pl.ts'),
  pt: () => import('./pt.ts'),
  'pt-BR': () => import('./pt-BR.ts'),
  tr: () => import('./tr.ts'),
  'zh-Hans': () => import('./zh-Hans.ts'),
}

/** Languages that the card's own words are written in. */
export const LOCALES: readonly string[] = ['en', ...Object.keys(LOADERS)]

/**
 * The card's own words in the language nearest to the one wanted; `undefined` for English, and when they cannot be
 * fetched. Never rejects.
 */
export async function loadStrings(locale: string): Promise<Strings | undefined> {
  const { tag } = pickLocale(locale, LOCALES)
  try {
    return (await LOADERS[tag]?.())?.strings
  } catch {
    return
  }
}
