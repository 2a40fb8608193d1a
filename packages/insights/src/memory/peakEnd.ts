import { InsightsError } from '../InsightsError.ts'

/** What one person felt at one touchpoint. */
export interface Moment {
  touchpoint: string
  /** −2…2; `null` when passed over. */
  valence: number | null
}

/** One person's journey as memory is said to keep it. A building block of {@link memoryBias}, not a metric by itself. */
export interface PeakEnd {
  /** Moments with an answer. */
  n: number
  mean: number
  /** Valence furthest from zero; the later one on ties. */
  peak: number
  peakAt: string
  /** Valence of the last *answered* moment. */
  end: number
  endAt: string
  /** (peak + end)/2: what the rule predicts to be remembered. */
  peakEnd: number
}

/**
 * Peak and end of one person's moments, in the order they happened. Never a stand-in for asking what is remembered:
 * shown beside it.
 *
 * @throws {@link InsightsError} `too_few` when no moment has an answer.
 * @see Redelmeier and Kahneman, Pain 66 (1996); Fredrickson and Kahneman, Journal of Personality and Social Psychology 65
 * (1993).
 */
export function peakEnd(moments: readonly Moment[]): PeakEnd {
  const felt = moments.filter((moment): moment is Moment & { valence: number } =>
    Number.isFinite(moment.valence),
  )
  const last = felt.at(-1)
  if (!last) throw new InsightsError('too_few', 'No moment has an answer, so there is neither peak nor end.')
  const peak = felt.reduce((top, one) => (Math.abs(one.valence) >= Math.abs(top.valence) ? one : top))
  return {
    n: felt.length,
    mean: felt.reduce((sum, { valence }) => sum + valence, 0) / felt.length,
    peak: peak.valence,
    peakAt: peak.touchpoint,
    end: last.valence,
    endAt: last.touchpoint,
    peakEnd: (peak.valence + last.valence) / 2,
  }
}
