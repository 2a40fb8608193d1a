import type { Ledger, LedgerEntry, RunEnd } from './ports.ts'

export const DAY_MS = 86_400_000
const YEAR_MS = 365 * DAY_MS

/** The ledger after an impression. `paired` uses up the survey's pair override. */
export function withImpression(ledger: Ledger, surveyId: string, nowMs: number, paired: boolean): Ledger {
  const before = ledger.surveys[surveyId]
  const entry: LedgerEntry = { shows: (before?.shows ?? 0) + 1, shownAt: nowMs }
  if (paired) entry.pairedAt = nowMs
  else if (before?.pairedAt) entry.pairedAt = before.pairedAt
  return {
    id: ledger.id,
    surveys: { ...ledger.surveys, [surveyId]: entry },
    shown: [...ledger.shown.filter((at) => at > nowMs - YEAR_MS), nowMs].slice(-50),
  }
}

/** The ledger after a run ended. An answer or a dismissal starts the count of impressions anew. */
export function withEnd(ledger: Ledger, surveyId: string, end: RunEnd, nowMs: number): Ledger {
  const before = ledger.surveys[surveyId] ?? { shows: 0, shownAt: nowMs }
  return {
    ...ledger,
    surveys: {
      ...ledger.surveys,
      [surveyId]: { ...before, shows: end === 'snoozed' ? before.shows : 0, end, endAt: nowMs },
    },
  }
}
