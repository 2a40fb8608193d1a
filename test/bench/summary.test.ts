import { describe, expect, it } from 'vitest'

interface Summary {
  median: number
  q1: number
  q3: number
  min: number
  max: number
  n: number
}
const url = new URL('./summary.mjs', import.meta.url).href
const { summary, seeded, shuffled } = (await import(url)) as {
  summary(values: (number | undefined)[]): Summary | undefined
  seeded(seed: number): () => number
  shuffled<Item>(items: readonly Item[], random: () => number): Item[]
}

describe('summary', () => {
  it('gives the median and quartiles that R gives by default (type 7)', () => {
    expect(summary([4, 1, 3, 2])).toEqual({ median: 2.5, q1: 1.75, q3: 3.25, min: 1, max: 4, n: 4 })
  })

  it('leaves failed visits out and says how many numbers stayed', () => {
    expect(summary([undefined, 7])).toMatchObject({ median: 7, n: 1 })
    expect(summary([undefined])).toBeUndefined()
  })
})

describe('shuffled', () => {
  const items = Array.from({ length: 20 }, (_, n) => n)

  it('visits everything once, in the same order for the same seed', () => {
    const drawn = shuffled(items, seeded(7))
    expect(drawn).not.toEqual(items)
    expect([...drawn].sort((a, b) => a - b)).toEqual(items)
    expect(shuffled(items, seeded(7))).toEqual(drawn)
    expect(shuffled(items, seeded(8))).not.toEqual(drawn)
  })
})
