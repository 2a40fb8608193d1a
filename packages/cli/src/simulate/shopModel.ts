/** The made-up shop: constants of the model that answers are drawn from, and that the truth is computed from. */
export const DAY_MS = 86_400_000
/** Correlation of two qualities of one person: how much of each is the person's own warmth. */
export const WARMTH = 0.3
export const RETURNING = 0.4
export const RETURNING_BONUS = 0.6
export const SUPPORT_DROP = 0.7
export const LABEL_GAIN = 0.6
export const DROP_AT = 0.75
export const LABEL_AT = 0.5
/** Half of the people answer most of what they are asked, the others little; whoever they are, they feel alike. */
export const PANEL = { share: 0.5, rate: 0.92, others: 0.3 }
export const REPEAT = { satisfied: 0.46, others: 0.24 }
export const COMMENTED = 0.12

export type Phase = 'before' | 'during' | 'after'

/** Mean quality at each touchpoint, when it is passed (days after the start), and who passes it. */
export const PLACES = {
  search: { phase: 'before', mean: 0.4, day: 0, reach: 1 },
  'product-page': { phase: 'before', mean: 0.6, day: 0.1, reach: 1 },
  checkout: { phase: 'during', mean: 0.35, day: 1, reach: 1 },
  payment: { phase: 'during', mean: 0.9, day: 1.01, reach: 1 },
  delivery: { phase: 'after', mean: 0.35, day: 4, reach: 1 },
  support: { phase: 'after', mean: 0.25, day: 9, reach: 0.7 },
  returns: { phase: 'after', mean: -0.3, day: 12, reach: 0.6 },
  'product-use': { phase: 'after', mean: 0.25, day: 21, reach: 1 },
} as const satisfies { [id: string]: { phase: Phase; mean: number; day: number; reach: number } }
export type Place = keyof typeof PLACES

/** What a recommendation is made of. */
export const WEIGHTS = { delivery: 0.5, support: 0.3, checkout: 0.15, 'product-page': 0.05 } as const
export const EXPECTED = { checkout: 0.3, delivery: 0.9 } as const
export const FOUND = { checkout: 0.4, delivery: 0.35 } as const
export const COUNTRIES = ['es', 'mx', 'us'] as const
export const SEARCH_SHIFT = { emotion: -0.2 }

/** What is felt lies a little beside what is rated, each in its own way. */
export function feltAt(place: Place): number {
  const { mean } = PLACES[place]
  return place === 'search' ? mean + SEARCH_SHIFT.emotion : place === 'product-use' ? mean + 0.5 : mean
}
