import type { Ledger } from '../engine/ports.ts'
import type { Core } from './core.ts'
import { randomId } from './randomId.ts'

/** Keeps the visitor's history for this page and the next. */
export function keepLedger(core: Core, ledger: Ledger): void {
  core.ledger = ledger
  core.store.set('ledger', ledger)
}

/** The visitor's history. The visitor id in it is made when something first needs it. */
export function ledgerOf(core: Core): Ledger {
  const { ledger } = core.visit()
  if (!ledger.id) keepLedger(core, { ...ledger, id: randomId() })
  return core.ledger
}
