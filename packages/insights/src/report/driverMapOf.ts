import { scaleOf } from '../aggregate/scaleOf.ts'
import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { importancePerformance, type Quadrant } from '../drivers/importancePerformance.ts'
import { type KeyDrivers, keyDrivers } from '../drivers/keyDrivers.ts'
import { type PenaltyReward, penaltyReward } from '../drivers/penaltyReward.ts'
import { statedImportance } from '../drivers/statedImportance.ts'
import { InsightsError } from '../InsightsError.ts'
import type { People, PersonAnswer } from './createPeople.ts'
import { isMomentary, largest } from './seriesOf.ts'

/** One rating and how it goes with the overall score. */
export interface DriverRow {
  touchpoint: string
  question: string
  type: string
  /** Mean on 0–100. */
  performance: Metric
  /** Share of what is explained, 0–1. */
  importance: Metric
  quadrant: Quadrant
  /** With the overall score: its sign is the direction. */
  correlation: number | null
  rank: number | null
  rankLower: number | null
  rankUpper: number | null
  /** What people say matters, 0–1; `null` where they were not asked. */
  stated: Metric | null
  /** Stated and derived importance lie apart. */
  disagree: boolean
  penaltyReward: PenaltyReward | null
}

/** What goes with loyalty, as far as persons answered both. */
export interface DriverMap {
  response: { touchpoint: string; question: string; type: string }
  rows: DriverRow[]
  r2: Metric
  method: KeyDrivers['method']
  rankStability: number | null
  performanceCut: number | null
  importanceCut: number | null
  n: number
  excluded: { readonly [reason: string]: number }
  /** Ratings for which too few persons answered everything, and persons who did. */
  left: { touchpoint: string; question: string; type: string; n: number }[]
}

/** One rating, per person. */
interface Item {
  touchpoint: string
  question: string
  type: string
  wording: string
  values: Map<string, number>
  n: number
}

/** Steps into which every scale of 2 to 11 points divides evenly: ratings of unlike scales share one axis, exactly. */
const STEPS = 2520
/** LMG looks at every subset of the ratings, in every resample: 8 are 256 subsets. */
const MOST = 8
/** Lower third and highest step of a scale: what counts as failing and as excelling. */
const LOW = STEPS / 3
const HIGH = STEPS * 0.85

/**
 * Importance and performance of what customers rated along the way, against what they say of recommending. Ratings are
 * taken in, those of most persons first, while enough persons answered all of them; the others are listed.
 *
 * @returns `null` while no overall score or no rating is there for enough persons.
 */
export function driverMapOf(
  people: People,
  order: readonly string[],
  options: MetricOptions & { resamples?: number } = {},
): DriverMap | null {
  const settings = settingsOf(options)
  const items = itemsOf(people, order)
  const response = largest(items.filter(({ type }) => type === 'nps')) ?? null
  if (!response) return null
  const candidates = items.filter((item) => item.type !== 'nps').sort((a, b) => b.n - a.n)
  let complete = new Set(response.values.keys())
  const taken: Item[] = []
  const left: DriverMap['left'] = []
  for (const item of candidates) {
    const both = new Set([...complete].filter((person) => item.values.has(person)))
    const { drivers, driversPerPredictor } = settings.thresholds
    const varies = new Set([...both].map((person) => item.values.get(person))).size > 1
    if (
      taken.length < MOST &&
      varies &&
      both.size >= Math.max(drivers, driversPerPredictor * (taken.length + 1))
    ) {
      taken.push(item)
      complete = both
    } else left.push({ touchpoint: item.touchpoint, question: item.question, type: item.type, n: both.size })
  }
  if (taken.length === 0) return null
  taken.sort((a, b) => order.indexOf(a.touchpoint) - order.indexOf(b.touchpoint))
  const persons = [...complete]
  const overall = persons.map((person) => response.values.get(person)! / (STEPS / 10))
  const predictors = taken.map((item) => ({
    name: nameOf(item),
    values: persons.map((person) => item.values.get(person)!),
  }))
  const resampling = { resamples: 300, ...options }
  const found = tryTo(() => {
    const drivers = keyDrivers(overall, predictors, resampling)
    const map = importancePerformance(overall, predictors, [0, STEPS], { ...resampling, derived: drivers })
    return { drivers, map }
  })
  if (!found) return null
  const contrasts = tryTo(() =>
    penaltyReward(
      overall,
      predictors.map((one) => ({ ...one, low: LOW, high: HIGH })),
      resampling,
    ),
  )
  const picks = picksOf(people, taken)
  const stated = picks.length > 0 ? statedImportance(picks, found.drivers, options) : []
  return {
    response: { touchpoint: response.touchpoint, question: response.question, type: response.type },
    rows: taken.map(({ touchpoint, question, type }, i) => {
      const { performance, importance, quadrant } = found.map.items[i]!
      const { correlation, rank, rankLower, rankUpper } = found.drivers.drivers[i]!
      return {
        ...{ touchpoint, question, type, performance, importance, quadrant },
        ...{ correlation, rank, rankLower, rankUpper },
        stated: stated[i]?.stated ?? null,
        disagree: stated[i]?.disagree ?? false,
        penaltyReward: contrasts?.[i] ?? null,
      }
    }),
    r2: found.drivers.r2,
    method: found.drivers.method,
    rankStability: found.drivers.rankStability,
    performanceCut: found.map.performanceCut,
    importanceCut: found.map.importanceCut,
    n: found.drivers.n,
    excluded: { ...people.excluded, 'a rating missing': response.n - persons.length },
    left,
  }
}

const nameOf = ({ touchpoint, question }: Pick<Item, 'touchpoint' | 'question'>) =>
  `${touchpoint}/${question}`

const RATED = new Set(['csat', 'ces', 'emotion', 'rating', 'agreement', 'nps'])

/** The latest answer of each customer to each question, on the common scale. */
function itemsOf(people: People, order: readonly string[]): Item[] {
  const items = new Map<string, Item & { at: Map<string, number> }>()
  for (const [person, answers] of people.persons)
    for (const answer of answers) {
      if (!isRating(answer) || !order.includes(answer.touchpoint)) continue
      const { touchpoint, question, type, wording, points, at } = answer
      const scale = scaleOf({ type, points } as Parameters<typeof scaleOf>[0])
      if (!scale) continue
      const step = ((answer.value - scale[0]) * STEPS) / (scale[1] - scale[0])
      if (!Number.isInteger(step) || step < 0 || step > STEPS) continue
      const key = JSON.stringify([touchpoint, question, type, wording, answer.kind, scale])
      let item = items.get(key)
      if (!item) {
        item = { touchpoint, question, type, wording, values: new Map(), n: 0, at: new Map() }
        items.set(key, item)
      }
      if ((item.at.get(person) ?? -Infinity) > at) continue
      item.values.set(person, step)
      item.at.set(person, at)
      item.n = item.values.size
    }
  // one wording of a question: the one that most have answered
  const best = new Map<string, Item>()
  for (const item of items.values())
    if ((best.get(nameOf(item))?.n ?? 0) < item.n) best.set(nameOf(item), item)
  return [...best].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item)
}

const isRating = (answer: PersonAnswer): answer is PersonAnswer & { value: number } =>
  answer.audience === 'customer' &&
  typeof answer.value === 'number' &&
  RATED.has(answer.type) &&
  isMomentary(answer)

/** Choices with the role `importance` name touchpoints: 100 points, shared by what was picked. */
function picksOf(people: People, taken: readonly Item[]): { [item: string]: number }[] {
  return [...people.persons.values()].flatMap((answers) => {
    const pick = answers
      .filter(
        ({ role, audience, value }) =>
          role === 'importance' && audience === 'customer' && Array.isArray(value),
      )
      .sort((a, b) => a.at - b.at)
      .at(-1)
    if (!pick) return []
    const items = taken.filter(({ touchpoint }) => (pick.value as readonly string[]).includes(touchpoint))
    return [Object.fromEntries(items.map((item) => [nameOf(item), 100 / items.length]))]
  })
}

/** Ratings that always agree have no solution: then there is no map. */
function tryTo<Result>(compute: () => Result): Result | undefined {
  try {
    return compute()
  } catch (error) {
    if (error instanceof InsightsError && ['no_solution', 'too_few'].includes(error.code)) return undefined
    throw error
  }
}
