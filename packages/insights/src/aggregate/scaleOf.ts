import type { PulsoRecord } from '@pulso/web/schema'
import type { Scale } from '../contract/Series.ts'

type Answered = Extract<PulsoRecord, { type: 'answered' }>

/** Scale of a question with numbers; `undefined` for choices, texts and all that has no order. */
export function scaleOf({ type, points }: Pick<Answered['question'], 'type' | 'points'>): Scale | undefined {
  switch (type) {
    case 'nps':
      return [0, 10]
    case 'csat':
      return [1, 5]
    case 'ces':
      return [1, 7]
    case 'emotion':
      return [-2, 2]
    case 'rating':
    case 'agreement':
      return points === 11 ? [0, 10] : [1, points ?? 5] // eleven steps are numbered from 0
    default:
      return undefined
  }
}
