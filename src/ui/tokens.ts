import { inkOn, mix, type Rgb, readable } from './contrast.ts'

/** Colours that the host gave, as the browser understood them. */
export interface Palette {
  accent?: Rgb | undefined
  surface?: Rgb | undefined
  ink?: Rgb | undefined
}

const SURFACE: { [scheme: string]: Rgb } = { light: [255, 255, 255], dark: [31, 31, 35] }
/** The ground of an option: the surface with this share of ink. */
const CELL_INK = 0.06

/**
 * Values of the card's colour properties that differ from its own style sheet. Every pair of text and ground reaches
 * 4.5, whatever the host gave: `--edge` is the accent where it is text or outline, `--on` the ink upon it.
 */
export function tokens(palette: Palette, scheme: 'light' | 'dark'): { [property: string]: string } {
  const { accent } = palette
  const surface = palette.surface ?? SURFACE[scheme]!
  const colors: { [property: string]: Rgb } = {}
  if (palette.surface || palette.ink) {
    const wish = palette.ink ?? inkOn(surface)
    const cell = mix(wish, surface, CELL_INK)
    const ink = readable(wish, cell)
    Object.assign(colors, { surface, cell, ink, soft: readable(mix(ink, surface, 0.66), cell) })
    colors.field = readable(mix(ink, surface, 0.5), surface)
    colors.line = mix(ink, surface, 0.14)
  }
  if (accent) Object.assign(colors, { accent, on: inkOn(accent) })
  if (accent || palette.surface) {
    const ground = mix(colors.ink ?? inkOn(surface), surface, CELL_INK)
    colors.edge = readable(accent ?? inkOn(surface), ground)
    if (!accent) Object.assign(colors, { accent: colors.edge, on: inkOn(colors.edge) })
  }
  const css: { [property: string]: string } = {}
  for (const name in colors) css[`--${name}`] = `rgb(${colors[name]})`
  return css
}
