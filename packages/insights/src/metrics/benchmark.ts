import { settingsFor } from '../contract/evidenceOf.ts'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import { asTally, type Scores } from '../contract/Tally.ts'
import { InsightsError } from '../InsightsError.ts'
import { type Net, net } from './net.ts'
import { shareBetween } from './shareBetween.ts'

/** With whom the company is compared: others of its trade, or the best of any kind. */
export type Frame = 'sector' | 'best'

/** Where the company stands in one frame. */
export interface Benchmark {
  frame: Frame
  /** 100 × (share better − share worse), −100…100. */
  net: Net
  /** Shares, 0–1. */
  better: Metric
  same: Metric
  worse: Metric
}

/** Answers that were asked in one frame. */
export interface Framed {
  frame: Frame
  answers: Scores
}

/**
 * Net relative score: "Compared with other companies of the trade / with the best company you deal with …", much worse
 * to much better, 1–5.
 *
 * "Other companies" differ from person to person: where it matters, ask which.
 *
 * @throws {@link InsightsError} `mixed_frames` when given answers of both frames: they are never pooled; `mixed_…` for
 * other answers that must not be.
 */
export function benchmark(framed: Framed | readonly Framed[], options: MetricOptions = {}): Benchmark {
  const list: readonly Framed[] = Array.isArray(framed) ? framed : [framed as Framed]
  const [first, ...others] = list
  if (!first) throw new InsightsError('invalid_input', 'A benchmark needs answers with their frame.')
  const other = others.find(({ frame }) => frame !== first.frame)
  if (other)
    throw new InsightsError(
      'mixed_frames',
      `Answers in the frame "${first.frame}" and in the frame "${other.frame}" are not pooled: the best company of ` +
        'any kind is harder to beat than the average of a trade. Compute each by itself.',
    )
  if (others.length > 0)
    throw new InsightsError('invalid_input', 'Merge the tallies of one frame first, with `mergeTallies`.')
  const scores = asTally(first.answers, [1, 5])
  const own = { ...options, audience: settingsFor(scores, options).audience }
  return {
    frame: first.frame,
    net: net(scores, [4, 5], [1, 2], own),
    better: shareBetween(scores, 4, 5, own),
    same: shareBetween(scores, 3, 3, own),
    worse: shareBetween(scores, 1, 2, own),
  }
}
