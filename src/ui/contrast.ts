/** Red, green and blue of sRGB, 0–255. */
export type Rgb = readonly [number, number, number]

/** Text on its ground. Source: WCAG 2.2, 1.4.3. */
export const AA_TEXT = 4.5
const WHITE: Rgb = [255, 255, 255]
const BLACK: Rgb = [0, 0, 0]

/** Relative luminance, 0–1. Source: WCAG 2.2. */
export function luminance(color: Rgb): number {
  const [r, g, b] = color.map((part) =>
    part / 255 <= 0.04045 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

/** Contrast ratio, 1–21. Source: WCAG 2.2. */
export function contrast(a: Rgb, b: Rgb): number {
  const one = luminance(a) + 0.05
  const other = luminance(b) + 0.05
  return one > other ? one / other : other / one
}

/** `share` of the first colour, 0–1, the rest of the second; whole numbers, as they will be painted. */
export const mix = (a: Rgb, b: Rgb, share: number): Rgb =>
  a.map((part, i) => Math.round(part * share + b[i]! * (1 - share))) as unknown as Rgb

/** White, or black where white could not be read. One of the two always reaches 4.58. */
export const inkOn = (ground: Rgb): Rgb => (contrast(WHITE, ground) < AA_TEXT ? BLACK : WHITE)

/** The colour itself if it can be read on all these grounds, else the nearest step towards black or white that can. */
export function readable(color: Rgb, ...grounds: readonly [Rgb, ...Rgb[]]): Rgb {
  const pole = inkOn(grounds[0])
  for (let share = 1; share > 0; share -= 0.05) {
    const candidate = mix(color, pole, share)
    if (grounds.every((ground) => contrast(candidate, ground) >= AA_TEXT)) return candidate
  }
  return pole
}
