import type { Ledger } from '../engine/ports.ts'
import type { OutcomeKind } from '../schema/index.ts'
import type { Core } from './core.ts'
import { outcomeRecord } from './delivery.ts'
import { deliveryOf } from './deliveryOf.ts'
import { keepLedger } from './ledgerOf.ts'
import { personOf } from './personOf.ts'
import { randomId } from './randomId.ts'

// Verbs of the handle that need the queue, fetched with it. Each takes the core first.

export const outcome = async (
  core: Core,
  kind: OutcomeKind,
  details: { value?: number; currency?: string } = {},
): Promise<boolean> => {
  const { context } = core.options
  const record = outcomeRecord(kind, details, {
    mode: core.mode,
    ...personOf(core),
    ...(context && { context }),
  })
  return (await deliveryOf(core).keep([record])) !== 'failed'
}

export const flush = async (core: Core) => deliveryOf(core).flush()

export const deadLetters = async (core: Core) => deliveryOf(core).deadLetters()

export const requeue = async (core: Core, ids?: readonly string[]) => deliveryOf(core).requeue(ids)

/** Logged out: a new visitor id; the history of impressions stays unless it is to be forgotten too. */
export const reset = async (core: Core, { history }: { history?: boolean } = {}): Promise<void> => {
  core.card?.close('api')
  core.tab.set('shows')
  const fresh = (before: Ledger): Ledger =>
    history ? { id: randomId(), surveys: {}, shown: [] } : { ...before, id: randomId() }
  keepLedger(
    core,
    (await deliveryOf(core).claim((shared) => fresh(shared ?? core.ledger))) ?? fresh(core.ledger),
  )
}

/** Consent was refused or withdrawn. Seldom, so that its code comes when it happens. */
export const deny = async (core: Core): Promise<void> =>
  (await import('./deny.ts')).deny(core, () => deliveryOf(core).wipe())
