import { THRESHOLDS } from '../contract/thresholds.ts'
import { InsightsError } from '../InsightsError.ts'

/** A stratum: answers in it, and people in the population. */
export interface Stratum {
  n: number
  N: number
}

/** Weight per answer of each stratum. */
export interface PostStratification<Name extends string> {
  weights: { [name in Name]: number }
  /** Strata under 10 answers: their few people speak for many. Merge them with a neighbour. */
  small: Name[]
}

/**
 * Post-stratification: each answer of a stratum stands for N ÷ n people.
 *
 * @throws {@link InsightsError} `too_few` for a stratum of the population without any answer: no weight can speak for
 * those who are not there; `invalid_input` for numbers below 0.
 * @see Lohr, Sampling: Design and Analysis, ch. 8.
 */
export function postStratify<Name extends string>(
  strata: { readonly [name in Name]: Stratum },
  least: number = THRESHOLDS.weightingCell,
): PostStratification<Name> {
  const names = Object.keys(strata) as Name[]
  for (const name of names) {
    const { n, N } = strata[name]
    if (!(n >= 0 && N >= 0))
      throw new InsightsError('invalid_input', `Stratum "${name}": n and N are numbers from 0.`)
    if (n === 0 && N > 0)
      throw new InsightsError('too_few', `Nobody of stratum "${name}" answered: merge it with another one.`)
  }
  const used = names.filter((name) => strata[name].n > 0)
  return {
    weights: Object.fromEntries(used.map((name) => [name, strata[name].N / strata[name].n])) as {
      [name in Name]: number
    },
    small: used.filter((name) => strata[name].n < least),
  }
}
