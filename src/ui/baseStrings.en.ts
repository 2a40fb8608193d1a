import type { Strings } from '../engine/ports.ts'

/** What a card with one NPS question says of its own. */
export const baseStrings = {
  close: 'Close',
  send: 'Send',
  thanks: 'Thank you!',
  npsLow: 'Not at all likely',
  npsHigh: 'Extremely likely',
  survey: 'Short survey',
  retry: 'Try again',
  saved: 'Saved on this device. It will be sent when there is a connection.',
  sent: 'Your answer has been sent.',
  failed: 'Not saved yet. Please try again.',
  choose: 'Choose an answer.',
} satisfies Partial<Strings>
