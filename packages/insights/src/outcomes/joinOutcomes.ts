import { type ProportionDifference, proportionDifference } from '../compare/proportionDifference.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import { medianOf } from '../stats/quantileOf.ts'

/** A score of a known person at a known time. */
export interface ScoredPerson {
  person: string
  score: number
  /** Milliseconds since 1970. */
  at: number
}

/** What the person then did, or how much it was worth. */
export interface PersonOutcome {
  person: string
  /** 1 and 0 for happened or not, or an amount of money. */
  value: number
  at: number
}

/** Scores with what came after them. */
export interface Joined {
  rows: { person: string; score: number; outcome: number }[]
  /** People with a score for whom nothing is known. */
  withoutOutcome: number
  /** People with an outcome, but without a score. */
  withoutScore: number
  /** Outcomes before a person's first score, or with it: they cannot follow from it, and are left out. */
  outcomeFirst: number
  /** Share of good scores among the joined minus among those without outcome: far from 0, the join itself selects. */
  selection: ProportionDifference
}

/**
 * Joins scores with outcomes by anonymous person id; the score must come first. One row per person: the latest score
 * that has an outcome after it; outcomes within the horizon are added up.
 *
 * @param options - `horizonDays`: how long after the score an outcome counts (default 365); `goodFrom`: scores from here
 * count as good for the check on selection (default the median).
 */
export function joinOutcomes(
  scores: readonly ScoredPerson[],
  outcomes: readonly PersonOutcome[],
  options: MetricOptions & { horizonDays?: number; goodFrom?: number } = {},
): Joined {
  const { horizonDays = 365 } = options
  const byPerson = new Map<string, PersonOutcome[]>()
  for (const outcome of outcomes) {
    const list = byPerson.get(outcome.person)
    if (list) list.push(outcome)
    else byPerson.set(outcome.person, [outcome])
  }
  const latest = new Map<string, Joined['rows'][number]>()
  const lastScore = new Map<string, ScoredPerson>()
  const firstAt = new Map<string, number>()
  for (const scored of [...scores].sort((a, b) => a.at - b.at)) {
    lastScore.set(scored.person, scored)
    if (!firstAt.has(scored.person)) firstAt.set(scored.person, scored.at)
    const after = (byPerson.get(scored.person) ?? []).filter(
      ({ at }) => at > scored.at && at - scored.at <= horizonDays * 86_400_000,
    )
    if (after.length > 0)
      latest.set(scored.person, {
        person: scored.person,
        score: scored.score,
        outcome: after.reduce((sum, { value }) => sum + value, 0),
      })
  }
  const alone = [...lastScore.values()].filter(({ person }) => !latest.has(person))
  const { goodFrom = medianOf([...lastScore.values()].map(({ score }) => score)) } = options
  const good = (list: readonly { score: number }[]) => ({
    k: list.filter(({ score }) => score >= goodFrom).length,
    n: list.length,
  })
  const rows = [...latest.values()]
  return {
    rows,
    withoutOutcome: alone.length,
    withoutScore: [...byPerson.keys()].filter((person) => !lastScore.has(person)).length,
    outcomeFirst: outcomes.filter(({ person, at }) => at <= (firstAt.get(person) ?? -Infinity)).length,
    selection: proportionDifference(good(rows), good(alone), options),
  }
}
