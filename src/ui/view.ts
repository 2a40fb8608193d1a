import type { ComponentChildren } from 'preact'
import type { WrittenQuestion } from '../engine/flow.ts'
import type { WrittenText } from '../engine/localize.ts'
import type { Answer, PulsoAnswerValue, Strings } from '../engine/ports.ts'

/** An answer while it is being given. */
export type Draft = Partial<Answer>

/** What the person does in the card. */
export interface Deeds {
  /** Chose a value; an arrow key that only moves does too, and the card knows the difference. */
  choose(value: PulsoAnswerValue): void
  /** Changed a part of the draft that waits for the button. */
  edit(part: Draft): void
  send(): void
  back(): void
  retry(): void
  close(reason: 'close' | 'snooze'): void
}

export interface QuestionProps<Q = WrittenQuestion> {
  question: Q
  draft: Draft
  strings: Strings
  /** Words in the language of the card. */
  text: (words: WrittenText | undefined) => string
  deeds: Deeds
  /** What is missing or wrong, in words; empty while nothing is. */
  error: string
  /** Random number of this run, 0–1, for orders drawn once. */
  lot: number
}

/** Draws what is inside the fieldset of a question. Value in, event out. */
export type View = (props: QuestionProps) => ComponentChildren

/** Name of the view of a question: its type, and for ratings what they look like. */
export const viewName = (question: WrittenQuestion): string =>
  question.type === 'rating' ? (question.display ?? 'numbers') : question.type

/** The views of question types by name, and what is wrong with a draft of theirs. */
export interface Views {
  [name: string]: View
}
