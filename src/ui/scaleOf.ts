import type { CardProps } from './view.ts'

export interface ScaleStep {
  value: number
  /** Its word, where one falls upon it; the ends have theirs when there are any. */
  word: string
}

/** Steps of a scale from low to high. A list of words is spread over them: two words name the ends. */
export function scaleOf({
  question,
  strings,
  text,
}: Pick<CardProps, 'question' | 'strings' | 'text'>): ScaleStep[] {
  const { type, display, points, labels, low, high } = question as typeof question & {
    display?: string
    points?: number
    labels?: string[]
    low?: string
    high?: string
  }
  const [from, count, standard = []] = (
    {
      csat: [1, 5, strings.csat],
      ces: [1, 7, strings.ease],
      agreement: [1, points ?? 5, strings.agreement],
      emotion: [-2, 5, strings.emotion],
      thumbs: [1, 2, strings.thumbs],
      numbers: [1, points ?? 5],
    } as { [name: string]: readonly [number, number, (readonly string[])?] }
  )[display ?? type] ?? [1, points ?? 5, type === 'rating' && display ? strings.emotion : []]
  const words = labels?.map(text) ?? standard
  return Array.from({ length: count }, (_, i) => ({
    value: from + i,
    word:
      text(i ? (i === count - 1 ? high : '') : low) || words[(i * (words.length - 1)) / (count - 1)] || '',
  }))
}
