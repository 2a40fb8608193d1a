import type { ComponentChildren } from 'preact'
import type { WrittenQuestion } from '../engine/flow.ts'
import type { WrittenText } from '../engine/localize.ts'
import type { Answer, PulsoAnswerValue, Strings } from '../engine/ports.ts'
import type { Run } from '../engine/run.ts'

/** An answer while it is being given. */
export type Draft = Partial<Answer>

/** What the person does in the card. */
export interface Deeds {
  /** Chose a value; an arrow key that only moves does too, and the card knows the difference. */
  choose(value: PulsoAnswerValue): void
  /** Changed a part of the draft that waits for the button. */
  edit(part: Draft): void
  /** Pressed the button: send, next, or try again. */
  send(): void
  back(): void
  close(reason: 'close' | 'snooze'): void
}

/** Everything that is drawn. From the same properties the same card: no view has a state of its own. */
export interface CardProps {
  views: Views
  question: WrittenQuestion
  draft: Draft
  /** What is missing or wrong, in words; empty while nothing is. */
  error: string
  strings: Strings
  /** Words in the language of the card. */
  text: (words: WrittenText | undefined) => string
  deeds: Deeds
  /** Random number of this run, 0–1, for orders drawn once. */
  lot: number
  status: Run['status']
  step: number
  steps: number
  /** A button is needed: the tap alone does not answer. */
  button: boolean
  /** Words of the comment that is asked for, now. */
  comment: WrittenText | undefined
  snooze: boolean
  thanks: {
    title: string
    message: string
    where: string
    link?: { label: string; href: string } | undefined
  }
  /** What a screen reader is told, without the focus moving. */
  said: string
}

/** Draws a part of the card, such as what is inside the fieldset of a question. Value in, event out. */
export type View = (props: CardProps) => ComponentChildren

/** Views of question types, by `viewName`; `hint`, `comment`, `progress` and `thanksLink` are parts of any card. */
export interface Views {
  [name: string]: View
}

/** Name of the view of a question: its type, and for ratings what they look like. */
export const viewName = (question: WrittenQuestion): string =>
  question.type === 'rating' ? (question.display ?? 'numbers') : question.type
