/** The one question that every entry asks, word for word. */
export const question = {
  prompt: 'How likely are you to recommend us to a friend or colleague?',
  low: 'Not at all likely',
  high: 'Extremely likely',
}

/** The score that is tapped. */
export const SCORE = 9
