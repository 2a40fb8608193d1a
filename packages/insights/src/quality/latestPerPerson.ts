import type { Answer } from '../contract/Tally.ts'

/** What remains, and how many answers gave way. */
export interface LatestAnswers<Kept> {
  answers: Kept[]
  /** For `excluded`. */
  excluded: { 'answered again': number; 'no person id': number }
}

/**
 * One answer per person, touchpoint and period: the latest. Someone who answers every week must not count twelve times in
 * a quarter; ignoring it makes intervals too narrow by √(1 + (m − 1) ρ).
 *
 * An answer without person id stands for itself: whether it repeats another is not known, so it is kept, and counted under
 * `no person id` for the reader to judge.
 *
 * @param periodOf - the period of a time, as a key. @defaultValue one period for all
 */
export function latestPerPerson<Kept extends Answer>(
  answers: Iterable<Kept>,
  periodOf: (at: number) => string = () => '',
): LatestAnswers<Kept> {
  const latest = new Map<string, Kept>()
  const anonymous: Kept[] = []
  let repeated = 0
  for (const answer of answers) {
    if (answer.person === undefined) {
      anonymous.push(answer)
      continue
    }
    const key = JSON.stringify([answer.person, answer.touchpoint ?? '', periodOf(answer.at ?? 0)])
    const known = latest.get(key)
    if (known) repeated += 1
    if (!known || (answer.at ?? 0) >= (known.at ?? 0)) latest.set(key, answer)
  }
  return {
    answers: [...latest.values(), ...anonymous],
    excluded: { 'answered again': repeated, 'no person id': anonymous.length },
  }
}
