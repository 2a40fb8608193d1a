import { createRandom } from '@pulso/insights/algorithms'

/** Everything that is left to chance, from one seed. */
export interface Dice {
  /** Even, 0–1. */
  random: () => number
  /** Mean 0, variance 1. */
  normal: () => number
  /** 32 hexadecimal digits, as ids have them. */
  hex: () => string
  pick: <One>(list: readonly One[]) => One
}

export function createDice(seed: number): Dice {
  const random = createRandom(seed)
  const word = () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0')
  return {
    random,
    // Box and Muller
    normal: () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
    hex: () => Array.from({ length: 4 }, word).join(''),
    pick: (list) => list[Math.floor(random() * list.length)]!,
  }
}
