import { luminance } from '../../ui/contrast.ts'
import { parseColor } from './parseColor.ts'

/** Scheme of the page: what it says by `color-scheme`, else what its background looks like. */
export function pageScheme(): 'light' | 'dark' {
  const { documentElement, body } = document
  const said =
    getComputedStyle(documentElement).colorScheme?.replace('normal', '') ||
    document.querySelector<HTMLMetaElement>('meta[name=color-scheme]')?.content
  if (said) {
    const dark = /dark/.test(said)
    return dark && (!/light/.test(said) || matchMedia('(prefers-color-scheme:dark)').matches)
      ? 'dark'
      : 'light'
  }
  for (const element of [body, documentElement]) {
    const [r, g, b, alpha = 1] = element ? parseColor(getComputedStyle(element).backgroundColor) : []
    if (b !== undefined && alpha > 0.5) return luminance([r!, g!, b]) < 0.18 ? 'dark' : 'light'
  }
  return 'light'
}
