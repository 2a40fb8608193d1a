import type { Scalar } from '../schema/index.ts'

/** Words as a definition writes them: one string for all languages, or one for each. */
export type WrittenText = string | { readonly [tag: string]: string }

/**
 * The language of `words` that serves `locale` best: the same tag, its shorter forms (`zh-Hans-CN`, `zh-Hans`, `zh`),
 * a sister (`pt-BR` for `pt`), the survey's fallback, English, the first that is there.
 */
export function pickTag(words: { readonly [tag: string]: string }, locale: string, fallback = 'en'): string {
  const tags = Object.keys(words)
  for (let tag = locale; tag; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-'))))
    if (tags.includes(tag)) return tag
  const [base] = locale.split('-')
  const find = (wanted: string) => tags.find((tag) => tag.split('-')[0] === wanted)
  return find(base!) ?? (tags.includes(fallback) ? fallback : (find('en') ?? tags[0] ?? fallback))
}

/** Replaces each `{name}` that has a value. The value is text: it is never read as markup, nor searched again. */
export function fill(text: string, values: { readonly [name: string]: Scalar }): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  )
}

/** The words to show, in the best language there is, with `{placeholders}` filled in. */
export function localize(
  text: WrittenText | undefined,
  locale: string,
  fallback?: string,
  values: { readonly [name: string]: Scalar } = {},
): string {
  if (!text) return ''
  return fill(typeof text === 'string' ? text : (text[pickTag(text, locale, fallback)] ?? ''), values)
}
