import { InsightsError } from '../InsightsError.ts'

/** Known totals (people or shares) of each category, by variable. */
export interface Margins {
  readonly [variable: string]: { readonly [category: string]: number }
}

/** Weights that fit all margins. */
export interface Raking {
  /** One per answer, in the order given; they sum to the total of the first margin. */
  weights: number[]
  iterations: number
  /** Largest share by which a margin is still missed. */
  discrepancy: number
}

/**
 * Raking (iterative proportional fitting): weights whose totals agree with each margin, when only the margins are known
 * and not their crossing.
 *
 * @param answers - the category of each answer, by variable.
 * @param options - `base`: design weight per answer (default 1); `tolerance` of the margins, as a share (default 1e-10);
 * `maxIterations` (default 1000).
 * @throws {@link InsightsError} `too_few` for a category of the population without an answer; `invalid_input` for an
 * answer of no listed category, margins with unlike totals, or design weights that are not one above 0 for each answer;
 * `no_solution` when margins cannot all be met.
 * @see Deming and Stephan, Annals of Mathematical Statistics 11 (1940).
 */
export function rake(
  answers: readonly { readonly [variable: string]: string }[],
  margins: Margins,
  options: { base?: readonly number[]; tolerance?: number; maxIterations?: number } = {},
): Raking {
  const { base = answers.map(() => 1), tolerance = 1e-10, maxIterations = 1000 } = options
  if (base.length !== answers.length || base.some((weight) => !(weight > 0 && Number.isFinite(weight))))
    throw new InsightsError(
      'invalid_input',
      `\`base\` is one weight above 0 for each of ${answers.length} answers.`,
    )
  const variables = Object.keys(margins)
  const totals = variables.map((name) => Object.values(margins[name]!).reduce((sum, value) => sum + value, 0))
  if (totals.some((total) => !(Math.abs(total - totals[0]!) <= 1e-6 * totals[0]!)))
    throw new InsightsError(
      'invalid_input',
      `The margins add up to ${totals.join(', ')}: they describe one population.`,
    )
  for (const variable of variables) {
    const seen = new Set(answers.map((answer) => answer[variable]))
    const unknown = [...seen].filter((category) => !Object.hasOwn(margins[variable]!, String(category)))
    if (unknown.length > 0)
      throw new InsightsError(
        'invalid_input',
        `"${unknown[0]}" is no category of ${variable} in the margins.`,
      )
    const empty = Object.entries(margins[variable]!).find(
      ([category, total]) => total > 0 && !seen.has(category),
    )
    if (empty)
      throw new InsightsError(
        'too_few',
        `Nobody of ${variable} "${empty[0]}" answered: merge it with another one.`,
      )
  }
  const weights = [...base]
  const sumsOf = (variable: string) => {
    const sums = new Map<string, number>()
    answers.forEach((answer, i) => {
      const category = answer[variable]!
      sums.set(category, (sums.get(category) ?? 0) + weights[i]!)
    })
    return sums
  }
  let discrepancy = Infinity
  let iterations = 0
  for (; iterations < maxIterations && discrepancy > tolerance; iterations += 1) {
    for (const variable of variables) {
      const sums = sumsOf(variable)
      answers.forEach((answer, i) => {
        const category = answer[variable]!
        // nobody of a category that the population does not have speaks for anybody
        const total = margins[variable]![category]!
        weights[i]! *= total === 0 ? 0 : total / sums.get(category)!
      })
    }
    discrepancy = Math.max(
      ...variables.flatMap((variable) =>
        [...sumsOf(variable)].map(([category, sum]) => {
          const total = margins[variable]![category]!
          return total === 0 ? 0 : Math.abs(sum / total - 1)
        }),
      ),
    )
  }
  if (!(discrepancy <= tolerance))
    throw new InsightsError(
      'no_solution',
      `After ${iterations} rounds a margin is still missed by ${(100 * discrepancy).toFixed(2)} %. The margins may ` +
        'contradict each other: give fewer of them.',
    )
  return { weights, iterations, discrepancy }
}
