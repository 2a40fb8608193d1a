import type { Core } from './core.ts'

/** The person id of records: the host's, or the visitor id; none in memory-only mode and after `identify(null)`. */
export function personOf({ options, person, ledger }: Core): { person?: string } {
  return options.storage === 'none' || person === null ? {} : { person: person ?? ledger.id }
}
