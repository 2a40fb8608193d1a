import type { PulsoRecord, Scalar, SurveyInput } from '../schema/index.ts'

// What the three parts of the page SDK (loader, widget chunk, delivery chunk) promise each other.
// In the page a survey is read as it was written: no default is filled in, so readers use `??`.

/** Where a record is now: on this device (durable), acknowledged by the server, or nowhere yet. */
export type Kept = 'device' | 'sent' | 'failed'

/** `none`: memory only. `session`: until the tab closes. `persistent`: until the business has it. */
export type StorageMode = 'none' | 'session' | 'persistent'

/** One visitor's history, small enough for one storage key. Times are milliseconds since 1970. */
export interface Ledger {
  /** Random visitor id: sampling and, with consent, the person id of records. */
  id: string
  /** Per survey: how often and when it was shown, how the last run ended and when. */
  surveys: { [surveyId: string]: LedgerEntry }
  /** Times of the impressions of the last 365 days, any survey, oldest first; at most 50. */
  shown: number[]
}

export interface LedgerEntry {
  /** Impressions since the visitor last answered or dismissed it. */
  shows: number
  shownAt: number
  /** Absent while nothing was done with the card: ignored, if it stays so. */
  end?: 'answered' | 'dismissed' | 'snoozed'
  endAt?: number
  /** A pair override was used up by this survey at this time. */
  pairedAt?: number
}

export interface DeadLetter {
  record: PulsoRecord
  /** Reason as the server gave it. */
  code: string
  message?: string
  at: number
  /** Which sink refused it; absent for the collector. */
  sink?: string
}

/** What `delivery` tells the host; becomes `pulso.on(...)`. */
export type DeliveryEvent =
  | { type: 'sent'; ids: string[] }
  | { type: 'rejected'; ids: string[]; code: string }
  | { type: 'held'; reason: string }
  | { type: 'blocked'; reason: string }
  | { type: 'storage-full' }
  | { type: 'storage-refused'; cause: unknown }

/** A backend that answers are sent to: what each adapter of `@pulso/adapters` makes. It keeps nothing itself. */
export interface Sink {
  readonly name: string
  /** Offered no more records than this at once. */
  readonly maxBatchRecords: number
  /** Sends a batch once, and says what became of it. `keepalive`: the request outlives the page. */
  send(records: readonly PulsoRecord[], options?: { keepalive?: boolean }): Promise<SinkAck>
}

/**
 * A sink's word for a batch. `settled`: `keptIds` are stored there, `rejected` refused for good, ids in neither are to
 * be sent again. `retry`: later, after `afterMs`. `split`: one of them is bad, nobody said which. `held`: the set-up is
 * wrong.
 */
export interface SinkAck {
  status: 'settled' | 'retry' | 'split' | 'held'
  keptIds?: string[]
  rejected?: { id: string; code: string }[]
  /** Why not settled: `http_429`, `unreachable`, `unfit`, or the backend's own. */
  code?: string
  /** In milliseconds. */
  afterMs?: number
}

export interface DeliveryOptions {
  /** Ingest endpoint, a full URL. */
  endpoint: string
  /** Public write key of the project. */
  key: string
  /** Marks the rows of this destination among all that are stored. @defaultValue endpoint and key */
  prefix?: string
  /** Sends a batch; rejects when there is no whole answer. @defaultValue to `endpoint`, in Pulso's own format */
  post?: (rows: readonly { id: string; json: string }[], keepalive?: boolean) => Promise<[Response, string]>
  /** @defaultValue `'persistent'` */
  storage?: StorageMode | undefined
  /**
   * `ids`: a record is removed when the server names it. `status`: on any 2xx, for foreign endpoints; weaker.
   * @defaultValue `'ids'`
   */
  ack?: 'ids' | 'status' | undefined
  onEvent: (event: DeliveryEvent) => void
}

/** The queue and its sender. One per page and endpoint; it may serve several versions of the SDK at once. */
export interface Delivery {
  /**
   * Keeps records. Resolves `device` after IndexedDB's `oncomplete` under strict durability; `sent` when storage
   * failed or was slow and the server acknowledged them instead; `failed` when neither happened within 6 s.
   * Never rejects. Calling again with the same record ids is harmless.
   */
  keep(records: readonly PulsoRecord[]): Promise<Kept>
  /** Resolves when the server has named each id, or refused it. */
  settled(ids: readonly string[]): Promise<'sent' | 'rejected'>
  /** Sends what is due, now. Resolves when this try is over. */
  flush(): Promise<void>
  /** The page is hiding: one keepalive request with what is already durable. Starts no storage write. */
  hide(): void
  /** Records that wait. */
  pending(): Promise<number>
  deadLetters(): Promise<DeadLetter[]>
  /** Moves dead letters back into the queue; all of them without ids. Returns how many. */
  requeue(ids?: readonly string[]): Promise<number>
  /**
   * Reads the shared ledger and, if `decide` returns a new one, writes it, all in one readwrite
   * transaction: ten tabs that call at once decide one after the other. Returns the new ledger, or undefined when
   * `decide` refused. Where storage is refused the ledger of this page alone is used.
   */
  claim(decide: (ledger: Ledger | undefined) => Ledger | undefined): Promise<Ledger | undefined>
  /** Forgets everything that was stored, waiting records too. */
  wipe(): Promise<void>
  destroy(): void
}

/** Words of the card's own controls, in one language. */
export interface Strings {
  close: string
  next: string
  back: string
  send: string
  thanks: string
  optional: string
  required: string
  npsLow: string
  npsHigh: string
  /** Name of the card for assistive technology. */
  survey: string
  later: string
  other: string
  retry: string
  /** 'Saved on this device. It will be sent when there is a connection.' */
  saved: string
  /** 'Sent.' */
  sent: string
  /** 'Not saved yet. Please try again.' */
  failed: string
  /** '{n} of {m}' */
  step: string
  /** 'Choose an answer.' and 'Write an answer.' */
  choose: string
  write: string
  /** 'Check the e-mail address.' */
  email: string
  name: string
  mail: string
  phone: string
  comment: string
  /** Five words from worst to best: satisfaction, feeling, agreement; ends of ease; end words of a grid. */
  csat: readonly string[]
  emotion: readonly string[]
  agreement: readonly string[]
  ease: readonly [string, string]
  grid: readonly [string, string]
  thumbs: readonly [string, string]
  /** 'Opens in a new tab' */
  newTab: string
}

/** Appearance given by the host. Colours are any CSS colour; contrast of text on them is computed. */
export interface Theme {
  accent?: string
  surface?: string
  ink?: string
  /** Corner radius in CSS pixels, 0–32. */
  radius?: number
  /** A font family, or `inherit` for the font of the page. */
  font?: string
  /** `auto` follows the colour scheme of the page. */
  scheme?: 'auto' | 'light' | 'dark'
  /** CSS selectors of elements that a popover must not cover. */
  avoid?: readonly string[]
}

export type Context = { [key: string]: Scalar | null }

/** What survives a reload of the page while a card is open. */
export interface RunState {
  run: string
  survey: string
  hash: string
  seq: number
  startedAt: number
  /** Ids of the questions that were open, oldest first; the last is open now. */
  path: string[]
  answers: { [questionId: string]: Answer }
}

export interface Answer {
  value: PulsoAnswerValue
  comment?: string
  other?: string
}
export type PulsoAnswerValue =
  | number
  | string
  | string[]
  | { positive: number; negative: number }
  | { name?: string; email?: string; phone?: string }
  | null

export type RunEnd = 'answered' | 'dismissed' | 'snoozed'

/** What the open card tells the loader. */
export type CardEvent =
  | { type: 'shown' }
  | { type: 'answered'; question: string; answer: Answer }
  | { type: 'completed'; answers: { [questionId: string]: Answer } }
  | { type: 'dismissed'; reason: string; step: number }
  /** The card is gone; `end` is absent when it was neither answered nor dismissed. */
  | { type: 'closed'; end?: RunEnd }

export interface PresentOptions {
  survey: SurveyInput
  /** The run to resume after a reload, else a fresh one is started. */
  resume?: RunState | undefined
  mode: 'live' | 'test'
  person?: string | undefined
  context?: Context | undefined
  sampleRate: number
  /** Wanted language; the text falls back to what the survey has. */
  locale: string
  strings: Strings
  /** Values for `{placeholders}`, always shown as text. */
  placeholders: { [name: string]: Scalar }
  theme: Theme
  /** Mounts the card here instead of on the document element. */
  container?: Element | undefined
  /** Masks e-mail addresses, phone and card numbers in free text before it is stored. @defaultValue `true` */
  scrub?: boolean | undefined
  keep: Delivery['keep']
  settled: Delivery['settled']
  flush: Delivery['flush']
  /** Called after each change; `undefined` when nothing is left to resume. */
  save: (state: RunState | undefined) => void
  /** The host's last word on a record before it is kept; `null` drops it. */
  beforeSend?: ((record: PulsoRecord) => PulsoRecord | null) | undefined
  on: (event: CardEvent) => void
  onError: (error: unknown) => void
}

/** An open card. */
export interface Presented {
  survey: string
  run: string
  close(reason: 'api' | 'replaced' | 'navigation' | 'timeout'): void
  /** Another language, while open. */
  relocale(locale: string, strings: Strings): void
}
