import type { QuestionProps } from './view.ts'

/** Lowest value and number of steps, where the type alone tells them. */
const STEPS: { [type: string]: readonly [from: number, count: number] } = {
  nps: [0, 11],
  ces: [1, 7],
  emotion: [-2, 5],
}

export interface ScaleStep {
  value: number
  /** Its word; the ends always have theirs when there is one. */
  word: string
}

/** Steps of a scale from low to high, each with its word where one falls upon it. */
export function scaleOf({
  question,
  strings,
  text,
}: Pick<QuestionProps, 'question' | 'strings' | 'text'>): ScaleStep[] {
  const { type } = question
  const display = type === 'rating' ? question.display : undefined
  const points = 'points' in question ? question.points : undefined
  const [from, count] = STEPS[type] ?? [1, points ?? (display === 'thumbs' ? 2 : 5)]
  const own = 'labels' in question ? question.labels?.map(text) : undefined
  const standard: { [name: string]: readonly string[] } = {
    nps: [strings.npsLow, strings.npsHigh],
    csat: strings.csat,
    ces: strings.ease,
    agreement: strings.agreement,
    emotion: strings.emotion,
    stars: strings.emotion,
    faces: strings.emotion,
    thumbs: strings.thumbs,
  }
  const words = own ?? standard[display ?? type] ?? []
  return Array.from({ length: count }, (_, i) => {
    const end = i === 0 ? 'low' : i === count - 1 ? 'high' : undefined
    const ended = end && end in question ? text((question as { low?: string; high?: string })[end]) : ''
    return { value: from + i, word: ended || (words[(i * (words.length - 1)) / (count - 1)] ?? '') }
  })
}
