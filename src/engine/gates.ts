import type { SurveyInput } from '../schema/index.ts'
import { DAY_MS } from './ledger.ts'
import type { Ledger, LedgerEntry } from './ports.ts'

/** One rule of eligibility, judged: what it saw, what it wants, and whether that is enough. */
export interface Gate {
  gate: string
  pass: boolean
  value: unknown
  threshold: unknown
}

/** Why a survey may or may not be shown now. */
export interface Explanation {
  survey: string
  eligible: boolean
  /** Every gate, passed ones too, in the order they are checked. */
  gates: Gate[]
}

/** What the gates look at, all of it passed in: no gate reads a clock, a page or a store. */
export interface Visit {
  nowMs: number
  consent: 'granted' | 'required' | 'denied'
  visible: boolean
  /** Id of the survey whose card is open on this page. */
  open: string | undefined
  ledger: Ledger
  /** Surveys shown in this visit. */
  sessionShown: number
}

// B21 of the measurement reference: opened practice runs from 30 to 180 days; these are the cautious middle.
const COOL_DOWN_DAYS = 30
const RECONTACT_DAYS = 90
const WAIT_DAYS = { dismissed: 14, ignored: 30, snoozed: 1 }

type Waits = NonNullable<SurveyInput['eligibility']>['coolDownDays']

/** The wait after a run that ended like this, in milliseconds. */
function waitMs(waits: Waits, answered: number, end: LedgerEntry['end'] | 'ignored' = 'ignored'): number {
  return (typeof waits === 'number' ? waits : { answered, ...WAIT_DAYS, ...waits }[end]!) * DAY_MS
}

/** The share of eligible visitors that is asked, as records carry it. */
export const sampleRateOf = (survey: SurveyInput): number => survey.eligibility?.sampleRate ?? 1

/** Whether the survey's expectation was answered and this, its perception, has not used that up. */
export function hasPairOverride(survey: SurveyInput, ledger: Ledger): boolean {
  const pair = ledger.surveys[survey.eligibility?.pairOverride ?? '']
  return pair?.end === 'answered' && (ledger.surveys[survey.id]?.pairedAt ?? 0) < (pair.endAt ?? 0)
}

/** Gates of targeting and rationing, in a file that only surveys with such rules need. */
export type MoreGates = (survey: SurveyInput, visit: Visit) => Gate[]

/** Judges every gate of one survey. What `pulso.explain` tells and what decides to show is this one function. */
export function explain(survey: SurveyInput, visit: Visit, more?: MoreGates): Explanation {
  const rules = survey.eligibility ?? {}
  const { ledger, nowMs, sessionShown } = visit
  const { maxImpressions = 3, maxPerSession = 1 } = rules
  const entry = ledger.surveys[survey.id]
  const shows = entry?.shows ?? 0
  const paired = hasPairOverride(survey, ledger)
  const gates: Gate[] = []
  const gate = (name: string, value: unknown, threshold: unknown, pass: boolean) => {
    gates.push({ gate: name, pass, value, threshold })
  }
  /** Time since the last impression, against the wait. A clock set back counts as no time at all. */
  const since = (
    name: string,
    last: LedgerEntry | undefined,
    waits: Waits,
    answeredDays: number,
    pass?: boolean,
  ) => {
    const value = last && Math.max(0, nowMs - last.shownAt)
    const threshold = waitMs(waits, answeredDays, last?.end)
    gate(name, value, threshold, pass || value === undefined || value >= threshold)
  }

  gate('consent', visit.consent, 'granted', visit.consent === 'granted')
  gate('visible', visit.visible, true, visit.visible)
  gate('oneAtATime', visit.open, undefined, !visit.open)
  gates.push(...(more?.(survey, visit) ?? []))
  gate('maxImpressions', shows, maxImpressions, shows < maxImpressions)
  since('recontact', entry, rules.recontactDays, RECONTACT_DAYS)
  const [last] = Object.values(ledger.surveys).sort((a, b) => b.shownAt - a.shownAt)
  since('coolDown', last, rules.coolDownDays, COOL_DOWN_DAYS, paired)
  gate('maxPerSession', sessionShown, maxPerSession, paired || sessionShown < maxPerSession)

  return { survey: survey.id, eligible: gates.every(({ pass }) => pass), gates }
}
