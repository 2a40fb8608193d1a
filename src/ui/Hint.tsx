import type { CardProps } from './view.ts'

/** What is said under the question: that it may be left out, and the host's own hint. */
export const Hint = ({ question, strings, text }: CardProps) => (
  <p class="small" id="hint">
    {[question.required === false ? strings.optional : '', text(question.hint)].filter(Boolean).join(' · ')}
  </p>
)
