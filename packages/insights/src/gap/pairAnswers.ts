import type { Series } from '../contract/Series.ts'
import { InsightsError } from '../InsightsError.ts'

/** An answer of a known person at a known time. */
export interface TimedAnswer {
  /** Anonymous person id. */
  person: string
  value: number | null
  /** Milliseconds since 1970. */
  at: number
  touchpoint?: string
  series?: Series
}

/** An expectation and the perception that followed it. */
export interface Pair {
  person: string
  before: number
  after: number
}

/** Pairs, and who had no partner. */
export interface Paired {
  pairs: Pair[]
  /** Persons with an expectation and no perception within the window, sorted. */
  unmatchedBefore: string[]
  /** Persons with a perception and no expectation within the window, sorted. */
  unmatchedAfter: string[]
}

const DAY_MS = 86_400_000

/**
 * Pairs what a person expected with what the same person then found at the same touchpoint: for each perception the
 * nearest earlier expectation within the window, each answer used once, one pair per person and touchpoint (the latest).
 *
 * Answers of `null` are as good as none. Who has no partner is listed, never mixed into the gap.
 *
 * @param options - `windowDays`: longest time between the two (default 60).
 * @throws {@link InsightsError} `mixed_scales`, `mixed_audiences` or `mixed_kinds` when before and after carry series that
 * do not belong together: a gap needs one scale.
 */
export function pairAnswers(
  before: readonly TimedAnswer[],
  after: readonly TimedAnswer[],
  { windowDays = 60 }: { windowDays?: number } = {},
): Paired {
  checkSeries(before, after)
  const keyOf = (answer: TimedAnswer) => `${answer.person}\n${answer.touchpoint ?? ''}`
  const answered = (list: readonly TimedAnswer[]) =>
    list
      .filter(({ value }) => typeof value === 'number' && Number.isFinite(value))
      .sort((a, b) => a.at - b.at)
  const waiting = new Map<string, TimedAnswer[]>()
  for (const answer of answered(before)) {
    const list = waiting.get(keyOf(answer))
    if (list) list.push(answer)
    else waiting.set(keyOf(answer), [answer])
  }
  const found = new Map<string, Pair>()
  const matched = { before: new Set<string>(), after: new Set<string>() }
  for (const answer of answered(after)) {
    const list = waiting.get(keyOf(answer)) ?? []
    let nearest = list.length - 1
    while (nearest >= 0 && list[nearest]!.at > answer.at) nearest -= 1
    if (nearest < 0 || answer.at - list[nearest]!.at > windowDays * DAY_MS) continue
    const [expected] = list.splice(nearest, 1)
    found.set(keyOf(answer), { person: answer.person, before: expected!.value!, after: answer.value! })
    matched.before.add(answer.person)
    matched.after.add(answer.person)
  }
  const without = (list: readonly TimedAnswer[], persons: ReadonlySet<string>) =>
    [...new Set(answered(list).map(({ person }) => person))].filter((person) => !persons.has(person)).sort()
  return {
    pairs: [...found.values()],
    unmatchedBefore: without(before, matched.before),
    unmatchedAfter: without(after, matched.after),
  }
}

function checkSeries(before: readonly TimedAnswer[], after: readonly TimedAnswer[]) {
  const series = [...before, ...after].flatMap((answer) => (answer.series ? [answer.series] : []))
  const [first] = series
  if (!first) return
  for (const other of series) {
    if (other.scale.join() !== first.scale.join())
      throw new InsightsError(
        'mixed_scales',
        `A gap needs one scale: answers on ${first.scale.join('–')} and on ${other.scale.join('–')} have none.`,
      )
    if (other.audience !== first.audience)
      throw new InsightsError(
        'mixed_audiences',
        'A gap is one person’s: customers and employees are not paired.',
      )
    if (other.kind !== first.kind)
      throw new InsightsError(
        'mixed_kinds',
        'A transactional expectation is not paired with a relational perception.',
      )
  }
  for (const list of [before, after]) {
    const wordings = new Set(list.flatMap((answer) => (answer.series ? [answer.series.wording] : [])))
    if (wordings.size > 1)
      throw new InsightsError(
        'mixed_wordings',
        `One side of the gap holds several wordings (${[...wordings].join(', ')}): each is a series of its own.`,
      )
  }
}
