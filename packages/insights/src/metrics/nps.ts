import { evidenceOf, settingsFor } from '../contract/evidenceOf.ts'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import type { Scale } from '../contract/Series.ts'
import { asTally, countBetween, type Scores, type Tally } from '../contract/Tally.ts'
import { toMetric } from '../contract/toMetric.ts'
import { InsightsError } from '../InsightsError.ts'
import { netInterval } from '../stats/netInterval.ts'
import { meanOf, type Rating } from './rating.ts'
import { shareBetween } from './shareBetween.ts'

/** Net Promoter Score on −100…100, and what it is made of. */
export interface Nps extends Metric {
  /** Shares, 0–1. */
  promoters: Metric
  passives: Metric
  detractors: Metric
  /** Mean of 0–10: it throws no information away, and its relative error is smaller. */
  mean: Rating
  /** In points, unadjusted, population form; `null` while suppressed. */
  standardError: number | null
  /** Centre of the interval, in points; the score shown is the unadjusted one. */
  adjusted: number | null
}

const SCALE: Scale = [0, 10]

/**
 * Net Promoter Score of customers: 100 × (share of 9–10 − share of 0–6), within the adjusted Wald interval.
 *
 * Plain Wald is not offered: with ten answers its 95 % interval holds the truth in 80 % of samples. About 235 answers
 * give ± 10 points, 938 give ± 5.
 *
 * @param answers - 0–10; a tally from another scale is refused.
 * @throws {@link InsightsError} `mixed_audiences` for employees' answers (see {@link enps}), `mixed_…` for answers that
 * must not be pooled.
 * @see Reichheld, HBR, December 2003; interval: https://measuringu.com/nps-confidence-intervals/.
 */
export function nps(answers: Scores, options: MetricOptions = {}): Nps {
  const scores = asTally(answers, SCALE)
  refuseAudience(scores, options, 'employee', 'Employees recommend a place to work: use `enps`.')
  return netPromoters(scores, options, 1)
}

/**
 * Employee Net Promoter Score: likelihood to recommend the company as a place to work. Same sum and interval as
 * {@link nps}, never mixed with it, and hidden below 10 answers.
 *
 * @param options - `employees`: how many were asked in all; the interval is then narrowed by √((N − n)/(N − 1)).
 * @throws {@link InsightsError} `mixed_audiences` for customers' answers; `invalid_option` when `employees` is less than
 * the answers.
 */
export function enps(answers: Scores, options: MetricOptions & { employees?: number } = {}): Nps {
  const scores = asTally(answers, SCALE)
  refuseAudience(scores, options, 'customer', 'Customers are scored by `nps`.')
  const { employees } = options
  if (employees !== undefined && !(employees >= scores.n))
    throw new InsightsError('invalid_option', `${scores.n} answers of ${employees} employees cannot be.`)
  const narrowing =
    employees === undefined || employees < 2 ? 1 : Math.sqrt((employees - scores.n) / (employees - 1))
  return netPromoters(scores, { ...options, audience: 'employee' }, narrowing)
}

function netPromoters(scores: Tally, options: MetricOptions, narrowing: number): Nps {
  const settings = settingsFor(scores, options)
  const own = { ...options, audience: settings.audience }
  const net = netInterval(
    countBetween(scores, 9, 10),
    countBetween(scores, 0, 6),
    scores.n,
    settings.confidence,
  )
  const narrow = (bound: number) => 100 * (net.adjusted + (bound - net.adjusted) * narrowing)
  const metric = toMetric(
    evidenceOf(scores, 'adjusted Wald interval', narrowing < 1 ? ['finite-population'] : []),
    settings,
    () => ({ value: 100 * net.value, lower: narrow(net.lower), upper: narrow(net.upper) }),
  )
  const shown = metric.value !== null
  return {
    ...metric,
    promoters: shareBetween(scores, 9, 10, own),
    passives: shareBetween(scores, 7, 8, own),
    detractors: shareBetween(scores, 0, 6, own),
    mean: meanOf(scores, own),
    standardError: shown ? 100 * net.standardError * narrowing : null,
    adjusted: shown ? 100 * net.adjusted : null,
  }
}

function refuseAudience(scores: Tally, options: MetricOptions, refused: string, instead: string) {
  if (scores.series?.audience === refused || options.audience === refused)
    throw new InsightsError('mixed_audiences', `NPS and eNPS are never mixed. ${instead}`)
}
