import type { Strings } from '../engine/ports.ts'
import type { baseStrings } from './baseStrings.en.ts'

/** What every other card says besides. */
export const moreStrings: Omit<Strings, keyof typeof baseStrings> = {
  next: 'Next',
  back: 'Back',
  optional: 'Optional',
  required: 'Required',
  later: 'Later',
  other: 'Other',
  step: '{n} of {m}',
  write: 'Write an answer.',
  email: 'Check the e-mail address.',
  name: 'Name',
  mail: 'E-mail',
  phone: 'Phone',
  comment: 'Comment',
  csat: ['Very dissatisfied', 'Dissatisfied', 'Neither', 'Satisfied', 'Very satisfied'],
  emotion: ['Very bad', 'Bad', 'Neutral', 'Good', 'Very good'],
  agreement: ['Strongly disagree', 'Disagree', 'Neither', 'Agree', 'Strongly agree'],
  ease: ['Very difficult', 'Very easy'],
  grid: ['Negative', 'Positive'],
  thumbs: ['No', 'Yes'],
  newTab: 'Opens in a new tab',
}
