import type { PlainObject } from '../plainCopy.ts'
import { numberOf } from './report.ts'

/** First and last number of a question's scale; undefined for questions that are not answered by a number. */
export function scaleOf(question: PlainObject): { low: number; high: number } | undefined {
  switch (question.type) {
    case 'nps':
      return { low: 0, high: 10 }
    case 'csat':
      return { low: 1, high: 5 }
    case 'ces':
      return { low: 1, high: 7 }
    case 'emotion':
      return { low: -2, high: 2 }
    case 'agreement':
      return { low: 1, high: numberOf(question.points) ?? 5 }
    case 'rating': {
      const points = numberOf(question.points) ?? (question.display === 'thumbs' ? 2 : 5)
      return points === 11 ? { low: 0, high: 10 } : { low: 1, high: points }
    }
    default:
      return undefined
  }
}
