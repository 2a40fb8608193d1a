/** Reads a computed colour: `rgb(…)` or `color(srgb …)`. Red, green, blue 0–255, then alpha 0–1 if it is written. */
export function parseColor(computed: string): number[] {
  const parts = (computed.match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(Number)
  return computed.startsWith('color')
    ? parts.map((part, i) => (i < 3 ? Math.round(Math.min(1, Math.max(0, part)) * 255) : part))
    : parts
}
