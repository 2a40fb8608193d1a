import type { Context, PresentOptions, Sink, StorageMode, Theme } from '../engine/ports.ts'
import type { Scalar, SurveyInput } from '../schema/index.ts'

/** What a site tells Pulso once. */
export interface PulsoOptions {
  /** Public write key of the project. */
  key: string
  /**
   * URL that receives batches, such as `https://answers.example.com/v1/records`; `'none'` when answers go to sinks alone.
   */
  endpoint: string
  /**
   * Where answers go besides the endpoint: sinks of `@pulso/adapters`. Each has a queue of its own, by its name; of two
   * with the same name, by their order.
   */
  sinks?: readonly Sink[]
  /**
   * The same for the script tag: the name of an adapter whose script lies beside `pulso.js`, such as `segment`, or its
   * address if there is a slash in it.
   */
  adapter?: string
  /** Its options, such as `{ "writeKey": "…" }`. */
  adapterOptions?: unknown
  /** The surveys, or the URL of a JSON file with `[survey, …]` or `{ surveys, quotas }`. */
  surveys: readonly SurveyInput[] | string
  /**
   * `granted`: start at once. `required`: no id, no storage and no request before `consent('granted')`.
   * @defaultValue `'granted'`
   */
  consent?: 'granted' | 'required'
  /**
   * `persistent`: answers and history stay until the business has them. `session`: until the tab closes.
   * `none`: memory only, and no person id.
   * @defaultValue `'persistent'`
   */
  storage?: StorageMode
  /** Marks every record, so that trials are kept apart. @defaultValue `'live'` */
  mode?: 'live' | 'test'
  /** Lets `?pulso=debug` in the address load the debug panel. @defaultValue `false` */
  debug?: boolean
  /** Language of the cards. @defaultValue the page's `lang`, then the browser's */
  locale?: string
  /** Facts about the visit for `eligibility.context`, and copied into each record. */
  context?: Context
  /** Facts about the person for `eligibility.traits`. Never sent. */
  traits?: Context
  /** Values for `{placeholders}`. */
  placeholders?: { [name: string]: Scalar }
  /** Completions so far per survey id, for the quota gate. */
  quotas?: { [surveyId: string]: number }
  theme?: Theme
  /** Mounts popovers in this element instead of the document element. */
  container?: Element
  /** Masks e-mail addresses, phone and card numbers in free text before it is stored. @defaultValue `true` */
  scrub?: boolean
  /**
   * `ids`: a record is removed only when the reply names it. `status`: any 2xx reply counts, for endpoints that
   * do not speak Pulso's format; weaker, since a captive portal answers 200 too.
   * @defaultValue `'ids'`
   */
  ack?: 'ids' | 'status'
  /** The host's last word on a record before it is kept; `null` drops it. */
  beforeSend?: PresentOptions['beforeSend']
  /** Hears of every failure. Nothing is ever thrown into the page after start-up. */
  onError?: (error: unknown) => void
}
