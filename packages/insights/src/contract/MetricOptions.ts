import { InsightsError } from '../InsightsError.ts'
import type { Audience } from './Metric.ts'
import { THRESHOLDS, type Thresholds } from './thresholds.ts'

/** What every metric takes. */
export interface MetricOptions {
  /**
   * Of the interval, between 0 and 1.
   * @defaultValue `0.95`
   */
  confidence?: number
  /**
   * Whose answers these are; it sets the least n. Taken from the series when the answers carry one.
   * @defaultValue `'customer'`
   */
  audience?: Audience
  /** Least numbers of answers other than {@link THRESHOLDS}. */
  thresholds?: Partial<Thresholds>
}

/** Options with every default filled in. */
export interface Settings {
  confidence: number
  audience: Audience
  thresholds: Thresholds
}

/**
 * Fills in the defaults.
 *
 * @throws {@link InsightsError} `invalid_option` for a confidence that is not between 0 and 1.
 */
export function settingsOf({
  confidence = 0.95,
  audience = 'customer',
  thresholds,
}: MetricOptions): Settings {
  if (!(confidence > 0 && confidence < 1))
    throw new InsightsError(
      'invalid_option',
      `\`confidence\` is ${confidence}, but it is a share between 0 and 1: write 0.95 for 95 %.`,
    )
  return { confidence, audience, thresholds: { ...THRESHOLDS, ...thresholds } }
}
