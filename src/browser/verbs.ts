import type { Ledger } from '../engine/ports.ts'
import type { OutcomeKind, PulsoRecord } from '../schema/index.ts'
import type { Core } from './core.ts'
import { deliveryOf } from './deliveryOf.ts'
import { deny as forget } from './deny.ts'
import { keepLedger } from './ledgerOf.ts'
import { personOf } from './personOf.ts'
import { randomId } from './randomId.ts'

// Seldom used verbs of the handle, fetched when one is called. Each takes the core first.

export const outcome = async (
  core: Core,
  kind: OutcomeKind,
  details: { value?: number; currency?: string } = {},
): Promise<boolean> => {
  const { context, beforeSend } = core.options
  let record: PulsoRecord | null = {
    mode: core.mode,
    ...personOf(core),
    ...(context && { context }),
    ...details,
    id: randomId(),
    at: Date.now(),
    type: 'outcome',
    kind,
  }
  try {
    if (beforeSend) record = beforeSend(record)
  } catch (cause) {
    core.fail(cause)
  }
  return !!record && (await (await deliveryOf(core)).keep([record])) !== 'failed'
}

export const deadLetters = async (core: Core) => (await deliveryOf(core)).deadLetters()

export const requeue = async (core: Core, ids?: readonly string[]) => (await deliveryOf(core)).requeue(ids)

/** Logged out: a new visitor id; the history of impressions stays unless it is to be forgotten too. */
export const reset = async (core: Core, { history }: { history?: boolean } = {}): Promise<void> => {
  core.card?.close('api')
  core.tab.set('shows')
  const fresh = (before: Ledger): Ledger =>
    history ? { id: randomId(), surveys: {}, shown: [] } : { ...before, id: randomId() }
  keepLedger(
    core,
    (await (await deliveryOf(core)).claim((shared) => fresh(shared ?? core.ledger))) ?? fresh(core.ledger),
  )
}

export const deny = async (core: Core): Promise<void> =>
  forget(core, async () => (await deliveryOf(core)).wipe())
