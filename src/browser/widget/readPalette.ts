import type { Theme } from '../../engine/ports.ts'
import type { Rgb } from '../../ui/contrast.ts'
import type { Palette } from '../../ui/tokens.ts'

/** Red, green and blue of a computed `color(srgb …)`, or of `rgb(…)`. */
function parse(computed: string): Rgb {
  const scale = computed.startsWith('color') ? 255 : 1
  const parts = (computed.match(/-?[\d.]+(e-?\d+)?/g) ?? []).slice(0, 3)
  return parts.map((part) => Math.round(Math.min(255, Math.max(0, +part * scale)))) as unknown as Rgb
}

/** The colours of a theme as the browser understands them; one that it does not understand is left out. */
export function readPalette(
  theme: Theme,
  card: Element,
  style: CSSStyleDeclaration,
  apply: () => void,
): Palette {
  const palette: { accent?: Rgb; surface?: Rgb; ink?: Rgb } = {}
  for (const name of ['accent', 'surface', 'ink'] as const) {
    style.color = '' // a value that is no colour leaves it so: nothing else can be written through this property
    style.color = `color-mix(in srgb,${theme[name]},${theme[name]})`
    apply()
    if (style.color) palette[name] = parse(getComputedStyle(card).color)
  }
  style.color = ''
  return palette
}
