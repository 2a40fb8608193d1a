import type { Sent } from './Wire.ts'

export interface Tally {
  taps: number
  /** Taps that arrived, once or more often. */
  arrived: number
  /** Taps that arrived more than once. */
  twice: number
  /** Deliveries of taps beyond the first of each. */
  again: number
  /** Taps that arrived under more than one id: what the vendor's own server cannot drop. */
  renamed: number
  lost: number
}

/** The oracle of a row: each tap made, against everything that arrived. What is no tap of these does not count. */
export function tally(taps: readonly string[], arrived: readonly Sent[]): Tally {
  const ids = new Map<string, string[]>(taps.map((tap) => [tap, []]))
  for (const { tap, id } of arrived) if (tap !== undefined) ids.get(tap)?.push(id)
  const of = [...ids.values()]
  const came = of.filter((list) => list.length)
  return {
    taps: ids.size,
    arrived: came.length,
    twice: of.filter((list) => list.length > 1).length,
    again: came.reduce((sum, list) => sum + list.length - 1, 0),
    renamed: of.filter((list) => new Set(list).size > 1).length,
    lost: ids.size - came.length,
  }
}

/** Several tallies as one. */
export const sumOf = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (sum, each) => ({
      taps: sum.taps + each.taps,
      arrived: sum.arrived + each.arrived,
      twice: sum.twice + each.twice,
      again: sum.again + each.again,
      renamed: sum.renamed + each.renamed,
      lost: sum.lost + each.lost,
    }),
    { taps: 0, arrived: 0, twice: 0, again: 0, renamed: 0, lost: 0 },
  )
