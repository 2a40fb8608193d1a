import { InsightsError } from '../InsightsError.ts'

/** What a CUSUM waits for. */
export interface CusumOptions {
  /** Mean while nothing has changed. */
  target: number
  /** Allowance: half of the shift that matters, in units of the values. */
  k: number
  /** Decision limit, about 5 standard deviations, in units of the values. */
  h: number
}

/** Cumulated deviations on both sides, and when the change began. */
export interface Cusum {
  upper: number[]
  lower: number[]
  /** First period, from 1, in which a sum passes `h`; `null` when none does. */
  firstSignal: number | null
  direction: 'up' | 'down' | null
  /** Period, from 1, after the last zero of that sum: when the change probably began. */
  estimatedStart: number | null
  /** All periods, from 1, with a sum above `h`. */
  flagged: number[]
}

/**
 * Tabular CUSUM: sums up what lies further from the target than the allowance, on each side, and dates the change at the
 * last zero before the alarm. A period without answers (`null`, or what is no number) adds nothing.
 *
 * @throws {@link InsightsError} `invalid_option` for `k` below 0 or `h` not above 0.
 * @see Montgomery, Introduction to Statistical Quality Control, ch. 9; Page, Biometrika 41 (1954).
 */
export function cusum(values: readonly (number | null)[], { target, k, h }: CusumOptions): Cusum {
  if (!(k >= 0 && h > 0 && Number.isFinite(target)))
    throw new InsightsError(
      'invalid_option',
      `A CUSUM needs a target, k from 0 and h above 0; k is ${k} and h ${h}.`,
    )
  const upper: number[] = []
  const lower: number[] = []
  let [up, down] = [0, 0]
  for (const value of values) {
    if (value !== null && Number.isFinite(value)) {
      up = Math.max(0, up + value - target - k)
      down = Math.max(0, down + target - k - value)
    }
    upper.push(up)
    lower.push(down)
  }
  const first = values.findIndex((_, i) => upper[i]! > h || lower[i]! > h)
  const direction = first === -1 ? null : upper[first]! > h ? 'up' : 'down'
  const side = direction === 'up' ? upper : lower
  let start = first
  while (start > 0 && side[start - 1]! > 0) start -= 1
  return {
    upper,
    lower,
    firstSignal: first === -1 ? null : first + 1,
    direction,
    estimatedStart: first === -1 ? null : start + 1,
    flagged: values.flatMap((_, i) => (upper[i]! > h || lower[i]! > h ? [i + 1] : [])),
  }
}
