import type { Scalar } from '../schema/index.ts'

/** Words as a definition writes them: one string for all languages, or one for each. */
export type WrittenText = string | { readonly [tag: string]: string }

/** Replaces each `{name}` that has a value. The value is text: it is never read as markup, nor searched again. */
export function fill(text: string, values: { readonly [name: string]: Scalar }): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  )
}

/** The words to show, in the language that `pick` takes of those there are, with `{placeholders}` filled in. */
export function localize(
  text: WrittenText | undefined,
  pick: (tags: readonly string[]) => string,
  values: { readonly [name: string]: Scalar } = {},
): string {
  if (!text) return ''
  return fill(typeof text === 'string' ? text : (text[pick(Object.keys(text))] ?? ''), values)
}
