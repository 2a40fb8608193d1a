import type { KeyDrivers, Metric } from '../../src/index.ts'

/** A metric with these bounds. */
export const metric = (value: number | null, lower: number | null, upper: number | null): Metric => ({
  ...{ value, lower, upper, n: 200, confidence: 0.95, method: 'by hand', excluded: {}, flags: [] },
})

/** Key drivers whose shares are known: by name, the share and its bounds. */
export const derived = (shares: { readonly [name: string]: Metric }): KeyDrivers => ({
  ...{ method: 'lmg', r2: metric(0.5, 0.4, 0.6), rankStability: 1, facets: [], n: 200, excluded: {} },
  drivers: Object.entries(shares).map(([name, share], i) => ({
    ...{ name, share, contribution: share.value, correlation: 0.5 },
    ...{ rank: i + 1, rankLower: i + 1, rankUpper: i + 1 },
  })),
})
