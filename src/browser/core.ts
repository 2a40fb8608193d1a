import type { Explanation, Visit } from '../engine/gates.ts'
import type { Context, Delivery, Ledger, Presented } from '../engine/ports.ts'
import type { SurveyInput } from '../schema/index.ts'
import type { PulsoEventName, PulsoEvents } from './api.ts'
import type { Keepsake } from './keepsake.ts'
import type { PulsoOptions } from './options.ts'
import type { Opening, startRun } from './widget/startRun.ts'

/**
 * What the loader shares with the parts that are fetched later: the state of this page, and the few things that only
 * the loader can do. The names are the contract between files that are built apart.
 */
export interface Core {
  options: PulsoOptions
  mode: 'live' | 'test'
  /** `denied` also where there is no page, and after `destroy`. */
  consent: Visit['consent']
  /** Small values that outlive the page, as long as `options.storage` allows. */
  store: Keepsake
  /** Small values of this tab. */
  tab: Keepsake
  /** This page's copy of the visitor's history. */
  ledger: Ledger
  /** The host's name for the visitor; `null`: nobody. */
  person?: string | null | undefined
  /** What `identify` was told. */
  traits: Context
  /** The queue and its sender, once something needed them. */
  queue?: Delivery
  /** The way to a card, once its code is there: an `import()` of what was fetched long ago still waits for a turn. */
  startRun?: typeof startRun
  /** Id of the survey whose card is open, or about to be. */
  open?: string | undefined
  card?: { run: string; close: Presented['close']; relocale(locale: string): void } | undefined
  /** Wanted language of the cards. */
  language?: string | undefined
  locale(): string
  visit(): Visit
  explain(survey: SurveyInput, visit: Visit): Explanation
  emit<Name extends PulsoEventName>(name: Name, data: PulsoEvents[Name]): void
  fail(error: unknown): void
  /** A survey's trigger fired, or it is asked for: shows it if every gate allows. Never rejects. */
  attempt(survey: SurveyInput, opening: Opening): Promise<boolean>
}
