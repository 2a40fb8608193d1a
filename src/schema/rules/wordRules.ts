import type { Plain, PlainObject } from '../plainCopy.ts'
import type { Step } from '../problem.ts'
import { Survey } from '../survey.ts'
import { Text } from '../text.ts'
import { eachOf } from '../walk.ts'
import { objectOf, type Report, textOf } from './report.ts'

/** `{name}` in a text stands for a value that the host gives. */
const PLACEHOLDER = /\{(\w+)\}/g

/** The names of the placeholders of a text, in order, each once. */
export const placeholdersIn = (text: string): string[] => [
  ...new Set([...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '')),
]

/** Translations and placeholders. Returns the names of all placeholders that the host must give. */
export function wordRules(survey: PlainObject, report: Report): string[] {
  const texts: { value: Plain; steps: readonly Step[] }[] = []
  eachOf(Text, Survey, survey, (value, steps) => texts.push({ value, steps }))
  const fallback = textOf(objectOf(survey.locale).fallback) ?? 'en'
  const locales = [...new Set(texts.flatMap(({ value }) => Object.keys(objectOf(value))))]

  const names = texts.flatMap(({ value, steps }) => {
    if (typeof value !== 'string') return translated(objectOf(value), steps, locales, fallback, report)
    // One string serves every language; letters in a survey of several languages are a forgotten translation.
    const others = locales.filter((locale) => base(locale) !== base(fallback))
    if (others.length > 0 && /\p{L}/u.test(value.replace(PLACEHOLDER, ''))) {
      const message = `is one text for every language, while others are translated (${others.join(', ')}).`
      report.warn(steps, 'missing_translation', message)
    }
    return inText(value, steps, report)
  })
  return [...new Set(names)].sort()
}

const base = (locale: string): string => locale.split('-')[0] ?? locale

function translated(
  words: PlainObject,
  steps: readonly Step[],
  locales: readonly string[],
  fallback: string,
  report: Report,
): string[] {
  const own = Object.keys(words)
  const has = (locale: string) => own.some((each) => each === locale || each === base(locale))
  const missing = locales.filter((locale) => !has(locale))
  if (!has(fallback) && !missing.includes(fallback)) missing.push(fallback)
  if (own.length > 0 && missing.length > 0) {
    const message = `is not translated to ${missing.join(', ')}; visitors there read another language.`
    report.warn(steps, 'missing_translation', message)
  }
  const perLocale = own.map((locale) => inText(textOf(words[locale]) ?? '', [...steps, locale], report))
  const all = [...new Set(perLocale.flat())]
  own.forEach((locale, index) => {
    const lost = all.filter((name) => !perLocale[index]?.includes(name))
    if (lost.length > 0) {
      const message = `has no ${lost.map((name) => `{${name}}`).join(', ')}, which another language of this text has.`
      report.warn([...steps, locale], 'lost_placeholder', message)
    }
  })
  return all
}

function inText(text: string, steps: readonly Step[], report: Report): string[] {
  const wrong = (text.match(/\$?\{[^{}]*\}|\{\{[^{}]*\}\}|%\w+%/g) ?? []).find(
    (each) => !/^\{\w+\}$/.test(each),
  )
  if (wrong !== undefined) {
    const name = wrong.replace(/\W+/g, ' ').trim().replace(/ /g, '_')
    const message = `${JSON.stringify(wrong)} would be shown as it stands; a placeholder is a name in single braces.`
    report.warn(steps, 'bad_placeholder', message, name === '' ? undefined : `{${name}}`)
  }
  return placeholdersIn(text)
}
