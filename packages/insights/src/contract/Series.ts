import { InsightsError, type InsightsErrorCode } from '../InsightsError.ts'
import type { Audience } from './Metric.ts'

/** Lowest and highest step of a scale; low is bad. */
export type Scale = readonly [lowest: number, highest: number]

/**
 * What answers must share before they may be pooled. A question that was reworded, or moved to another scale, starts a
 * new series: its numbers do not continue the old ones.
 */
export interface Series {
  /** Of the survey: about one event, or about the relation. */
  kind: 'transactional' | 'relational'
  audience: Audience
  /** Instrument with its version (`nps@1`), or any id that changes when the wording does. */
  wording: string
  scale: Scale
  /** What the answer is about: the moment, the memory, what was expected, what was found. */
  role?: string
}

/**
 * Holds the walls between series.
 *
 * @returns the series that both are.
 * @throws {@link InsightsError} `mixed_kinds`, `mixed_audiences`, `mixed_wordings`, `mixed_scales` or `mixed_roles`, with
 * the two that were to be pooled.
 */
export function samePool(a: Series, b: Series): Series {
  refuse('mixed_audiences', a.audience, b.audience, 'Customers and employees answer about different things')
  refuse('mixed_kinds', a.kind, b.kind, 'Transactional and relational surveys have different levels')
  refuse('mixed_wordings', a.wording, b.wording, 'Another wording is another question')
  refuse(
    'mixed_scales',
    a.scale.join('–'),
    b.scale.join('–'),
    'Shares and means of unlike scales do not compare',
  )
  refuse(
    'mixed_roles',
    a.role ?? 'none',
    b.role ?? 'none',
    'Moment, memory, expectation and perception stay apart',
  )
  return a
}

function refuse(code: InsightsErrorCode, a: string, b: string, why: string) {
  if (a === b) return
  throw new InsightsError(
    code,
    `Answers of "${a}" and of "${b}" are not pooled. ${why}: compute each by itself and show them side by side.`,
  )
}
