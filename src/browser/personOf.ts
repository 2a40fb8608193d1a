import type { Core } from './core.ts'
import { ledgerOf } from './ledgerOf.ts'

/** The person id of records: the host's, or the visitor id; none in memory-only mode and after `identify(null)`. */
export function personOf(core: Core): { person?: string } {
  const { options, person } = core
  return options.storage === 'none' || person === null ? {} : { person: person ?? ledgerOf(core).id }
}
