declare module '*/test/bench/summary.mjs' {
  export function quantile(sorted: readonly number[], q: number): number
  export function summary(values: readonly number[]): { median: number } | undefined
  export function seeded(seed: number): () => number
  export function shuffled<Item>(items: readonly Item[], random: () => number): Item[]
}
