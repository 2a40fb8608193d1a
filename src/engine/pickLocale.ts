/** Languages written from right to left, by their primary tag (`iw` is the old name of Hebrew). */
const RTL = /^(ar|ckb|dv|fa|he|iw|ps|sd|ug|ur|yi)(-|$)/i

/** The direction that a language is written in. */
export const directionOf = (tag: string): 'ltr' | 'rtl' => (RTL.test(tag) ? 'rtl' : 'ltr')

/** Tags under which a language may be found too, where cutting the tag short does not lead there. */
const ALSO: readonly (readonly [RegExp, string])[] = [
  [/^iw(-|$)/, 'he'],
  [/^zh(-(cn|sg|my))?$/, 'zh-hans'],
  [/^zh-(tw|hk|mo)$/, 'zh-hant'],
  [/^es-(?!es$|gq$|ph$)/, 'es-419'], // Spanish of the Americas
]

/**
 * The language, of those there are, that serves a visitor best: the same tag, whatever its case; a group it belongs to
 * (`es-MX` → `es-419`, `zh-CN` → `zh-Hans`); its shorter forms (`pt-BR` → `pt`); a sister (`pt` → `pt-BR`); the
 * fallback; English; the first.
 */
export function pickLocale(
  wanted: string,
  available: readonly string[],
  fallback = 'en',
): { tag: string; dir: 'ltr' | 'rtl' } {
  const tag = of(wanted, available) ?? of(fallback, available) ?? of('en', available) ?? available[0] ?? 'en'
  return { tag, dir: directionOf(tag) }
}

function of(wanted: string, available: readonly string[]): string | undefined {
  const tag = wanted.toLowerCase().replace(/_/g, '-')
  const chain = [tag]
  for (const [pattern, also] of ALSO) if (pattern.test(tag)) chain.push(also)
  for (let end = tag.length; (end = tag.lastIndexOf('-', end - 1)) > 0; ) chain.push(tag.slice(0, end))
  for (const each of chain) for (const own of available) if (own.toLowerCase() === each) return own
  const base = chain[chain.length - 1]
  return available.find((own) => own.toLowerCase().split('-')[0] === base)
}
