import { InsightsError } from '../InsightsError.ts'

/** What remains of many tests. */
export interface Discoveries {
  /** How many were tested; to be printed beside what was found. */
  tested: number
  /** Places, from 0, of what is found. */
  found: number[]
  /** p adjusted for the number of tests, in the order given. */
  adjusted: number[]
  /** How many would have been found without the correction. */
  uncorrected: number
  q: number
}

/**
 * Benjamini–Hochberg: of what is called found, at most the share `q` is expected to be chance. For touchpoints ×
 * segments × periods, of which some always look special.
 *
 * @param q - false-discovery rate. @defaultValue `0.1`
 * @throws {@link InsightsError} `invalid_input` for a p-value outside of 0…1, `invalid_option` for such a `q`.
 * @see Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995).
 */
export function benjaminiHochberg(p: readonly number[], q = 0.1): Discoveries {
  if (!(q > 0 && q < 1)) throw new InsightsError('invalid_option', `\`q\` is ${q}: it is between 0 and 1.`)
  const wrong = p.find((value) => !(value >= 0 && value <= 1))
  if (wrong !== undefined)
    throw new InsightsError('invalid_input', `${wrong} is no p-value: they are 0 to 1.`)
  const order = p.map((_, i) => i).sort((a, b) => p[a]! - p[b]!)
  const m = p.length
  let last = -1
  order.forEach((place, rank) => {
    if (p[place]! <= ((rank + 1) / m) * q) last = rank
  })
  const adjusted = new Array<number>(m)
  let least = 1
  for (let rank = m - 1; rank >= 0; rank -= 1) {
    const place = order[rank]!
    least = Math.min(least, (p[place]! * m) / (rank + 1))
    adjusted[place] = least
  }
  return {
    tested: m,
    found: order.slice(0, last + 1).sort((a, b) => a - b),
    adjusted,
    uncorrected: p.filter((value) => value <= q).length,
    q,
  }
}
