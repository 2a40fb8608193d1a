import type { Explanation } from '../engine/gates.ts'
import type { Context, DeadLetter } from '../engine/ports.ts'
import type { OutcomeKind, Scalar } from '../schema/index.ts'

/** What `on` can listen to, and what the listener is given. */
export interface PulsoEvents {
  /** Surveys are loaded and triggers are armed. */
  ready: { surveys: string[] }
  /** A trigger fired, but a gate said no. */
  skipped: Explanation
  shown: { survey: string; run: string }
  answered: { survey: string; run: string; question: string; answer: unknown }
  completed: { survey: string; run: string; answers: { [questionId: string]: unknown } }
  dismissed: { survey: string; run: string; reason: string; step: number }
  closed: { survey: string; run: string }
  /** The server has these records. With several sinks each says so, here and below, by its name. */
  sent: { ids: string[]; sink?: string }
  /** The server refused these records; they wait among the dead letters. */
  rejected: { ids: string[]; code: string; sink?: string }
  /** Key or address are wrong: records are kept and tried again later. */
  held: { reason: string; sink?: string }
  /** Requests are blocked, or the visitor is offline. */
  blocked: { reason: string; sink?: string }
  'storage-full': object
  'storage-refused': { cause: unknown }
  error: { error: unknown }
}
export type PulsoEventName = keyof PulsoEvents

export interface ShowOptions {
  /** Skips every gate but consent and one card at a time, for a button the visitor pressed. @defaultValue `false` */
  force?: boolean
  placeholders?: { [name: string]: Scalar }
  /** Element for an inline card, instead of `presentation.target`. */
  container?: Element
}

/** The live handle. No method throws. */
export interface Pulso {
  /** Tells of an event on the host page; triggers listen to it. Nothing is sent. */
  track(event: string, properties?: { [key: string]: Scalar | null }): void
  /** Names the visitor by a pseudonymous id of the host (or `null`), and adds facts for the gates. */
  identify(person: string | null, traits?: Context): void
  /** Shows a survey now. Resolves `true` when its card opened; else `skipped` or `error` tells why. */
  show(id: string, options?: ShowOptions): Promise<boolean>
  /** Every gate of a survey with its value and threshold. Undefined for an unknown id. */
  explain(id: string): Explanation | undefined
  /** `denied` wipes what was stored, unsent answers too. */
  consent(state: 'granted' | 'denied'): void
  /** Records what the customer then did. Resolves when it is durable. */
  outcome(kind: OutcomeKind, details?: { value?: number; currency?: string }): Promise<boolean>
  /** Listens; returns its own undo function. `'*'` hears everything as `(data, name)`. */
  on<Name extends PulsoEventName>(event: Name, listener: (data: PulsoEvents[Name]) => void): () => void
  on(event: '*', listener: (data: unknown, event: PulsoEventName) => void): () => void
  /** Sends what waits, now. Resolves when the try is over. */
  flush(): Promise<void>
  /**
   * The visitor logged out: forgets the person, the traits and the visitor id, closes the card. The history of
   * impressions stays, so that nobody is asked again; `{ history: true }` forgets it too. Answers still go out.
   */
  reset(options?: { history?: boolean }): void
  /** Language of the cards, also of an open one. */
  locale(tag: string): void
  /** Records that the server refused, with its reason. */
  deadLetters(): Promise<DeadLetter[]>
  /** Puts dead letters back into the queue; resolves with their number. */
  requeue(ids?: readonly string[]): Promise<number>
  /** Removes the card, every listener and every timer. Stored answers stay for the next visit. */
  destroy(): void
}
