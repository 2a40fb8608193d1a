import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { InsightsError } from '../InsightsError.ts'
import { adjustedWald } from '../stats/adjustedWald.ts'
import { wilson } from '../stats/wilson.ts'

/** Answers to "Did you do what you came to do?" */
export interface GoalAnswers {
  yes: number
  partly?: number
  no: number
  /** Passed over. */
  missing?: number
}

/** Goal completion. */
export interface GoalCompletion extends Metric {
  /** Share of "partly", 0–1; never counted as yes. */
  partly: Metric
  /** Adjusted Wald point: the centre of its interval. */
  adjusted: number | null
  /** (yes + 1)/(n + 2): the better guess of the true rate below 20 answers. */
  laplace: number | null
}

/**
 * Share of visitors who did what they came to do, 0–1. Yes counts, partly is shown beside it.
 *
 * @param options - `interval`: `'wilson'` (default), or `'adjusted-wald'` (Agresti and Coull), which usability work quotes.
 * @throws {@link InsightsError} `invalid_input` for a count that is no whole number of at least 0.
 * @see Lewis and Sauro, Journal of Usability Studies 1 (2006); https://measuringux.com/adjustedwald.htm.
 */
export function goalCompletion(
  answers: GoalAnswers,
  options: MetricOptions & { interval?: 'wilson' | 'adjusted-wald' } = {},
): GoalCompletion {
  const { yes, partly = 0, no, missing = 0 } = answers
  if ([yes, partly, no, missing].some((count) => !Number.isInteger(count) || count < 0))
    throw new InsightsError(
      'invalid_input',
      'Counts of yes, partly, no and missing are whole numbers from 0.',
    )
  const settings = settingsOf(options)
  const n = yes + partly + no
  const excluded = { 'passed over': missing }
  const coull = adjustedWald(yes, n, settings.confidence)
  const metric =
    options.interval === 'adjusted-wald'
      ? toMetric({ n, method: 'adjusted Wald interval (Agresti–Coull)', excluded }, settings, () => coull)
      : toMetric({ n, method: 'Wilson score interval', excluded }, settings, () =>
          wilson(yes, n, settings.confidence),
        )
  const shown = metric.value !== null
  return {
    ...metric,
    partly: toMetric({ n, method: 'Wilson score interval' }, settings, () =>
      wilson(partly, n, settings.confidence),
    ),
    adjusted: shown ? coull.adjusted : null,
    laplace: shown ? (yes + 1) / (n + 2) : null,
  }
}
