import type { Random } from '../../src/algorithms.ts'

/** A standard normal value, by Box and Muller. */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** Place of one draw from these chances. */
export function pick(random: Random, chances: readonly number[]): number {
  let left = random()
  for (const [i, chance] of chances.entries()) {
    left -= chance
    if (left < 0) return i
  }
  return chances.length - 1
}
