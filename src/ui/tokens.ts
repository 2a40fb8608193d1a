import { AA_TEXT, contrast, inkOn, mix, type Rgb, readable } from './contrast.ts'

/** Colours that the host gave, as the browser understood them. */
export interface Palette {
  accent?: Rgb | undefined
  surface?: Rgb | undefined
  ink?: Rgb | undefined
}

const SURFACE: { [scheme: string]: Rgb } = { light: [255, 255, 255], dark: [31, 31, 35] }
/** The ground of an option: the surface with a little ink, or the other way where the ink could no longer be read. */
function cellOn(surface: Rgb, pole: Rgb): Rgb {
  const cell = mix(pole, surface, 0.06)
  return contrast(pole, cell) < AA_TEXT
    ? mix([255 - pole[0], 255 - pole[1], 255 - pole[2]], surface, 0.06)
    : cell
}

/**
 * Values of the card's colour properties that differ from its own style sheet. Every pair of text and ground reaches
 * 4.5, whatever the host gave: `--edge` is the accent where it is text or outline, `--on` the ink upon it.
 */
export function tokens(palette: Palette, scheme: 'light' | 'dark'): { [property: string]: string } {
  const surface = palette.surface ?? SURFACE[scheme]!
  const pole = inkOn(surface)
  const cell = cellOn(surface, pole)
  const colors: { [name: string]: Rgb } = {}
  if (palette.surface || palette.ink) {
    const ink = readable(palette.ink ?? pole, surface, cell)
    const soft = readable(mix(ink, surface, 0.66), surface, cell)
    const field = readable(mix(ink, surface, 0.5), surface)
    Object.assign(colors, { surface, cell, ink, soft, field, line: mix(ink, surface, 0.14) })
  }
  if (palette.surface || palette.accent) {
    const edge = readable(palette.accent ?? pole, surface, cell)
    const accent = palette.accent ?? edge
    Object.assign(colors, { edge, accent, on: inkOn(accent) })
  }
  const css: { [property: string]: string } = {}
  for (const name in colors) css[`--${name}`] = `rgb(${colors[name]})`
  return css
}
