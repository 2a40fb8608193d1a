/** Lightness, 0–255, of a computed background; undefined where one sees through it. */
function lightness(computed: string): number | undefined {
  const [a = 0, b = 0, c = 0, alpha = 1] = (computed.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number)
  if (alpha < 0.5) return
  if (/^ok/.test(computed)) return a * 255
  if (/^l/.test(computed)) return a * 2.55
  return (a * 0.3 + b * 0.59 + c * 0.11) * (/^c/.test(computed) ? 255 : 1) // `color(srgb …)` counts to 1
}

/** Colour scheme of the page: what it says by `color-scheme`, else what its background looks like. */
export function pageScheme(): 'light' | 'dark' {
  const { documentElement, body } = document
  const said =
    getComputedStyle(documentElement).colorScheme?.replace('normal', '') ||
    document.querySelector<HTMLMetaElement>('meta[name=color-scheme]')?.content
  const dark = said
    ? /dark/.test(said) && (!/light/.test(said) || matchMedia('(prefers-color-scheme:dark)').matches)
    : ([body, documentElement]
        .map((element) => element && lightness(getComputedStyle(element).backgroundColor))
        .find((light) => light !== undefined) ?? 255) < 110
  return dark ? 'dark' : 'light'
}
