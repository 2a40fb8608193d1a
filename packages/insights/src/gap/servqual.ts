import { benjaminiHochberg } from '../compare/benjaminiHochberg.ts'
import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { InsightsError } from '../InsightsError.ts'
import { meanInterval } from '../stats/meanInterval.ts'
import { momentsOf } from '../stats/moments.ts'
import { twoSidedT } from '../stats/studentT.ts'

/** The five dimensions, in the order of the questionnaire. */
export const DIMENSIONS = ['tangibles', 'reliability', 'responsiveness', 'assurance', 'empathy'] as const
export type ServqualDimension = (typeof DIMENSIONS)[number]

/** Dimension of each of the 22 items of the long form. */
export const ITEMS_22: readonly ServqualDimension[] = [
  ...Array<ServqualDimension>(4).fill('tangibles'),
  ...Array<ServqualDimension>(5).fill('reliability'),
  ...Array<ServqualDimension>(4).fill('responsiveness'),
  ...Array<ServqualDimension>(4).fill('assurance'),
  ...Array<ServqualDimension>(5).fill('empathy'),
]

/** What one person expected and found, item by item, `null` where not answered. */
export interface ServqualPerson {
  /** Left out for SERVPERF. */
  expectations?: readonly (number | null)[]
  perceptions: readonly (number | null)[]
  /** How the person shares 100 points among the dimensions. */
  points?: { readonly [dimension in ServqualDimension]?: number } | null
}

/** Service quality, by dimension and over all. */
export interface Servqual {
  /** `gap`: perception − expectation. `performance`: perception alone (SERVPERF). */
  form: 'gap' | 'performance'
  /** Mean over persons of each person's mean within the dimension. `found`: clear of zero after false-discovery control. */
  dimensions: { [dimension in ServqualDimension]: Metric & { p: number | null; found: boolean } }
  /** Mean of a person's dimensions, then over persons. */
  unweighted: Metric
  /** Each person's dimensions weighted by that person's own points, then over persons. */
  weighted: Metric
  /** Lowest of the dimensions; `null` while none is shown. */
  worst: ServqualDimension | null
}

/** What a person's points must add up to. */
const POINTS = 100

/**
 * SERVQUAL: perception minus expectation of the same person, within the dimension over the items that person answered on
 * both sides, then over persons, with t intervals. Without expectations it is SERVPERF.
 *
 * A person enters a dimension with at least one complete item, and `unweighted` and `weighted` only with all five (and
 * with points that add up to 100); who does not is counted. Weighting mean gaps by mean points would be another number.
 *
 * @param options - `items`: the dimension of each item (default the 22 of the long form).
 * @throws {@link InsightsError} `invalid_input` when lists and items differ in length, or gap and SERVPERF forms are mixed.
 * @see Parasuraman, Zeithaml and Berry, Journal of Retailing 64 (1988); Cronin and Taylor, Journal of Marketing 56 (1992).
 */
export function servqual(
  people: readonly ServqualPerson[],
  options: MetricOptions & { items?: readonly ServqualDimension[] } = {},
): Servqual {
  const settings = settingsOf(options)
  const { items = ITEMS_22 } = options
  const form = people.some(({ expectations }) => expectations) ? 'gap' : 'performance'
  for (const { expectations, perceptions } of people) {
    if (perceptions.length !== items.length || (expectations && expectations.length !== items.length))
      throw new InsightsError(
        'invalid_input',
        `Each person has ${items.length} items; answers not given are null.`,
      )
    if (form === 'gap' && !expectations)
      throw new InsightsError(
        'invalid_input',
        'Some have expectations and some not: gaps and SERVPERF are not mixed.',
      )
  }

  const rows = people.map((person) => dimensionsOf(person, items))
  const mean = (values: readonly number[], excluded: { [reason: string]: number }) =>
    toMetric({ n: values.length, method: 'Student t interval over persons', excluded }, settings, () =>
      meanInterval(momentsOf(values), settings.confidence),
    )
  const used = DIMENSIONS.filter((dimension) => items.includes(dimension))
  const tested = used.map((dimension) => {
    const values = rows.flatMap((row) => (row[dimension] === undefined ? [] : [row[dimension]]))
    const metric = mean(values, { 'no complete item': rows.length - values.length })
    const { n, mean: centre, sd } = momentsOf(values)
    const p = metric.value === null || !(sd > 0) ? null : twoSidedT(centre / (sd / Math.sqrt(n)), n - 1)
    return { dimension, metric, p }
  })
  const { found } = benjaminiHochberg(tested.map(({ p }) => p ?? 1))
  const complete = rows.flatMap((row, i) =>
    used.every((dimension) => row[dimension] !== undefined) ? [{ row, points: people[i]!.points }] : [],
  )
  const pointed = complete.filter(({ points }) => points && Math.abs(sum(used, points) - POINTS) < 1e-9)
  const shown = tested.filter(({ metric }) => metric.value !== null)
  return {
    form,
    dimensions: Object.fromEntries(
      tested.map(({ dimension, metric, p }, i) => [
        dimension,
        { ...metric, p, found: form === 'gap' && found.includes(i) },
      ]),
    ) as Servqual['dimensions'],
    unweighted: mean(
      complete.map(({ row }) => sum(used, row) / used.length),
      { 'a dimension without complete item': rows.length - complete.length },
    ),
    weighted: mean(
      pointed.map(({ row, points }) =>
        used.reduce((total, dimension) => total + ((points?.[dimension] ?? 0) / POINTS) * row[dimension]!, 0),
      ),
      {
        'a dimension without complete item': rows.length - complete.length,
        'no points, or not 100 of them': complete.length - pointed.length,
      },
    ),
    worst:
      shown.reduce<(typeof shown)[number] | undefined>(
        (low, one) => (low === undefined || one.metric.value! < low.metric.value! ? one : low),
        undefined,
      )?.dimension ?? null,
  }
}

type Row = { [dimension in ServqualDimension]?: number }

const sum = (dimensions: readonly ServqualDimension[], row: Row) =>
  dimensions.reduce((total, dimension) => total + (row[dimension] ?? 0), 0)

function dimensionsOf(person: ServqualPerson, items: readonly ServqualDimension[]): Row {
  const sums = new Map<ServqualDimension, { sum: number; n: number }>()
  items.forEach((dimension, i) => {
    const perception = person.perceptions[i]
    const expectation = person.expectations ? person.expectations[i] : 0
    if (!Number.isFinite(perception) || !Number.isFinite(expectation)) return
    const entry = sums.get(dimension) ?? { sum: 0, n: 0 }
    sums.set(dimension, { sum: entry.sum + perception! - expectation!, n: entry.n + 1 })
  })
  return Object.fromEntries([...sums].map(([dimension, { sum: total, n }]) => [dimension, total / n]))
}
