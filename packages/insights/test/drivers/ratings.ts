import { createRandom } from '../../src/algorithms.ts'
import { normal } from '../support/simulate.ts'

/** Ratings that share a halo; the response goes with the first twice as strongly as with the second, not with the third. */
export function ratings(n: number, seed = 3) {
  const random = createRandom(seed)
  const rows = Array.from({ length: n }, () => {
    const halo = normal(random)
    const [a, b, c] = [0, 0, 0].map(() => 0.7 * halo + normal(random)) as [number, number, number]
    return { a, b, c, y: 2 * a + b + normal(random) }
  })
  const column = (name: 'a' | 'b' | 'c' | 'y') => rows.map((row) => row[name])
  return {
    y: column('y'),
    predictors: [
      { name: 'a', values: column('a'), facet: 'service' },
      { name: 'b', values: column('b'), facet: 'price' },
      { name: 'c', values: column('c'), facet: 'service' },
    ],
  }
}
