/** A list cut into pieces of so many, the last of which may be shorter. */
export const inSteps = <Item>(all: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size))
