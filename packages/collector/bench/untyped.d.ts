declare module '*/test/bench/summary.mjs' {
  export function summary(values: readonly number[]): { median: number } | undefined
  export function seeded(seed: number): () => number
  export function shuffled<Item>(items: readonly Item[], random: () => number): Item[]
}
