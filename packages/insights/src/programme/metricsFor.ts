import type { MetricId } from './Programme.ts'

/** A metric for a moment, and what it cannot do. */
export interface Recommendation {
  metric: MetricId
  why: string
  limits: string
}

/** Moments at which something can be asked. */
export type Moment = 'before' | 'during' | 'after' | 'weeks-after' | 'relation'

const CHOICES: { [moment in Moment]: Recommendation[] } = {
  before: [
    {
      metric: 'gap',
      why: 'what is expected, to be held against what is found',
      limits: 'asking changes later ratings: ask half',
    },
    { metric: 'goal-completion', why: 'was the information found', limits: 'says nothing of how it felt' },
  ],
  during: [
    {
      metric: 'ces',
      why: 'how easy a task was',
      limits: 'people who gave up are missing without goal completion',
    },
    {
      metric: 'goal-completion',
      why: 'did they do what they came for',
      limits: 'said, not seen: compare with behaviour',
    },
    {
      metric: 'emotion',
      why: 'what was felt in the moment, in one tap',
      limits: 'valence is not satisfaction',
    },
  ],
  after: [
    {
      metric: 'csat',
      why: 'how satisfied with this touchpoint',
      limits: 'satisfied is not an experience: a ceiling hides much',
    },
    {
      metric: 'gap',
      why: 'what was found, beside what was expected',
      limits: 'needs pairs of the same people',
    },
    { metric: 'value', why: 'was it worth the price', limits: 'stated, not done' },
  ],
  'weeks-after': [
    { metric: 'remembered', why: 'what stays of the whole', limits: 'those who drop out between may differ' },
    {
      metric: 'nps',
      why: 'would they recommend',
      limits: 'says nothing of causes; ± 10 points need 235 answers',
    },
    { metric: 'repurchase', why: 'would they buy again', limits: 'people say more than they do' },
  ],
  relation: [
    { metric: 'nps', why: 'loyalty as stated', limits: 'no league tables across cultures' },
    {
      metric: 'benchmark',
      why: 'beside others of the trade, and the best of any kind',
      limits: 'others differ from person to person',
    },
    { metric: 'servqual', why: 'which quality falls short', limits: 'long: ask one item of each dimension' },
  ],
}

/** Which metric to use at a moment, with its limits; at least one for every moment. */
export const metricsFor = (moment: Moment): readonly Recommendation[] => CHOICES[moment]
