/** Value at the share `q` (0–1) of sorted numbers, interpolated between neighbours (Hyndman and Fan's type 7). */
export function quantile(sorted, q) {
  const at = (sorted.length - 1) * q
  const low = sorted[Math.floor(at)]
  return low + (sorted[Math.ceil(at)] - low) * (at % 1)
}

/** Median with the quartiles around it, and the extremes. Undefined values are left out; `n` says how many stayed. */
export function summary(values) {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b)
  if (sorted.length === 0) return
  const [min, q1, median, q3, max] = [0, 0.25, 0.5, 0.75, 1].map((q) => quantile(sorted, q))
  return { median, q1, q3, min, max, n: sorted.length }
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The same items in a drawn order (Fisher and Yates). */
export function shuffled(items, random) {
  const drawn = [...items]
  for (let n = drawn.length - 1; n > 0; n--) {
    const other = Math.floor(random() * (n + 1))
    ;[drawn[n], drawn[other]] = [drawn[other], drawn[n]]
  }
  return drawn
}
