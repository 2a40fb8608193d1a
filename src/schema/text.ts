import * as z from 'zod/mini'

/** BCP 47 language tag as the definition writes it: `en`, `es`, `pt-BR`, `zh-Hans`. */
export const LocaleTag = z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/))

const plain = z.string().check(z.minLength(1), z.maxLength(1000)) // UTF-16 code units

/**
 * Words for people: one string for every language, or one per locale (`{ en: …, es: … }`).
 * `pt-BR` falls back to `pt`, then to the survey's `locale.fallback`. `{placeholders}` come from the host, as text.
 */
export const Text = z.union([plain, z.record(LocaleTag, plain)])
export type Text = z.infer<typeof Text>
