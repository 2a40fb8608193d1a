import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { meanInterval } from '../stats/meanInterval.ts'
import { momentsOf } from '../stats/moments.ts'
import { wilson } from '../stats/wilson.ts'

/** One tap on the grid: how positive and how negative it felt, 0–4 each. */
export interface GridTap {
  positive: number
  negative: number
}

/** Feelings that two axes keep apart where one scale would cancel them out. */
export interface EmotionGrid {
  /** Mean of positive, 0–4. */
  positive: Metric
  /** Mean of negative, 0–4. */
  negative: Metric
  /** Mean of positive − negative, −4…4. */
  net: Metric
  /** Mean of min(positive, negative), 0–4: mixed feelings. */
  mixed: Metric
  /** Share that felt both, 0–1: both at least 1. */
  ambivalent: Metric
}

/**
 * Evaluative Space Grid: positivity and negativity in one tap. `net` hides what `mixed` shows: (4, 4) and (0, 0) have
 * the same net, and are opposites.
 *
 * @param taps - `null` when passed over. A tap off the grid is left out and counted.
 * @see Larsen, Norris, McGraw, Hawkley and Cacioppo, Cognition and Emotion 23 (2009) 453–480.
 */
export function emotionGrid(
  taps: Iterable<GridTap | null | undefined>,
  options: MetricOptions = {},
): EmotionGrid {
  const settings = settingsOf(options)
  const kept: GridTap[] = []
  let missing = 0
  let off = 0
  for (const tap of taps) {
    if (!tap) missing += 1
    else if (onGrid(tap.positive) && onGrid(tap.negative)) kept.push(tap)
    else off += 1
  }
  const excluded = { 'passed over': missing, 'off the scale': off }
  const mean = (of: (tap: GridTap) => number, lowest: number) =>
    toMetric({ n: kept.length, method: 'Student t interval of the mean', excluded }, settings, () =>
      meanInterval(momentsOf(kept.map(of)), settings.confidence, [lowest, 4]),
    )
  return {
    positive: mean((tap) => tap.positive, 0),
    negative: mean((tap) => tap.negative, 0),
    net: mean((tap) => tap.positive - tap.negative, -4),
    mixed: mean((tap) => Math.min(tap.positive, tap.negative), 0),
    ambivalent: toMetric({ n: kept.length, method: 'Wilson score interval', excluded }, settings, () =>
      wilson(
        kept.filter((tap) => tap.positive >= 1 && tap.negative >= 1).length,
        kept.length,
        settings.confidence,
      ),
    ),
  }
}

const onGrid = (value: number) => Number.isInteger(value) && value >= 0 && value <= 4
