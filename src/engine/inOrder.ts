import type { SurveyInput } from '../schema/index.ts'
import type { Ledger } from './ports.ts'

/** Of several surveys the one to show first: highest priority, then least recently shown, then by id. Sorts a copy. */
export function inOrder<S extends SurveyInput>(surveys: readonly S[], ledger: Ledger): S[] {
  const shownAt = (survey: S) => ledger.surveys[survey.id]?.shownAt ?? 0
  return [...surveys].sort(
    (a, b) => (b.priority ?? 0) - (a.priority ?? 0) || shownAt(a) - shownAt(b) || (a.id < b.id ? -1 : 1),
  )
}
