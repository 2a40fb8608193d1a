import type { Outcome } from '@pulso/adapters'
import type { Change, Item } from './Item.ts'
import type { SinkRow, SinkState } from './SinkRow.ts'
import { askedWaitMs, heldWaitMs, itemWaitMs, sinkWaitMs } from './waits.ts'

/** Codes of records that were not offered after all: the process ends, or lost its lease. */
export const NOT_OFFERED = 'not_offered'

/** Failures in a row after which the records at the cursor make way for those behind them. */
const STEP_ASIDE_FAILURES = 6
/** When a record that brings the backend down while others get through is a dead letter. */
const GIVE_UP = { faults: 8, afterMs: 24 * 60 * 60 * 1000 }

const MAX_CODE_LENGTH = 100

/** What was offered, and what became of it. */
export interface Offered extends Item {
  /** Came by the cursor; the others were among the items. */
  isFresh: boolean
  outcome: Pick<Outcome, 'status' | 'code' | 'afterMs'>
}

export interface Pass {
  row: Pick<SinkRow, 'failures' | 'state' | 'code' | 'nextAt'>
  offered: readonly Offered[]
  /** Items whose record is gone from the store. */
  gone: readonly Item[]
  /** Where the cursor stands when all that is fresh is settled or among the items. */
  cursor: string | undefined
  nowMs: number
  random: () => number
}

/**
 * What a pass means: how far the cursor goes, which records are tried again by themselves, which never will be, and how
 * long the sink is left alone.
 */
export function settlePass({ row, offered, gone, cursor, nowMs, random }: Pass): Change {
  if (offered.length === 0) {
    const { state, code, failures, nextAt } = row
    return { cursor, over: gone, again: [], dead: [], state, code, failures, nextAt, settled: 0 }
  }
  const of = (status: Outcome['status']) => offered.filter(({ outcome }) => outcome.status === status)
  const [settled, rejected] = [of('settled'), of('rejected')]
  const failed = [...of('retry'), ...of('held')].filter(({ outcome }) => outcome.code !== NOT_OFFERED)
  const isAlive = settled.length > 0
  const isHeld = failed.some(({ outcome }) => outcome.status === 'held')
  const askedMs = Math.max(0, ...failed.map(({ outcome }) => outcome.afterMs ?? 0))
  const code = brief(failed[0]?.outcome.code)
  const isDown = failed.length > 0 && !isAlive
  const failures = isDown || isHeld ? row.failures + 1 : 0

  // Nothing at the cursor got anywhere: it waits there, as the sink is down. Unless that goes on and on: then perhaps a
  // record there is at fault, and those behind it get their turn.
  const fresh = offered.filter(({ isFresh }) => isFresh)
  const isStuck = fresh.length > 0 && !fresh.some(({ outcome }) => /settled|rejected/.test(outcome.status))
  const mayBeTheirFault = code !== 'unreachable' && askedMs === 0
  const stays = isStuck && !(failures >= STEP_ASIDE_FAILURES && mayBeTheirFault)

  const again: Item[] = []
  const dead: Item[] = rejected.map(({ outcome, ...each }) => itemOf(each, { code: brief(outcome.code) }))
  for (const { outcome, ...each } of offered) {
    if (outcome.status === 'settled' || outcome.status === 'rejected' || (each.isFresh && stays)) continue
    if (outcome.code === NOT_OFFERED) {
      if (each.isFresh) again.push(itemOf(each, { due: nowMs }))
      continue
    }
    // Others got through, and this one made the backend fail: that is held against it, and nothing else is.
    const isFault = isAlive && /^http_5/.test(outcome.code ?? '') && !outcome.afterMs
    const item = itemOf(each, {
      tries: each.tries + 1,
      faults: each.faults + (isFault ? 1 : 0),
      due: nowMs + itemWaitMs(each.tries + 1, random),
      code: brief(outcome.code),
    })
    const isHopeless = item.faults >= GIVE_UP.faults && nowMs - item.since >= GIVE_UP.afterMs
    ;(isHopeless ? dead : again).push(item)
  }

  const waitMs = isHeld
    ? heldWaitMs(row.failures)
    : askedMs > 0
      ? askedWaitMs(askedMs, random)
      : isDown
        ? sinkWaitMs(failures, random)
        : 0
  // Only records that had failed before were tried: new ones need not wait for them, and of the sink it says little. Unless
  // it is fed by cases: all it is sent comes this way.
  const isOldTrouble = isDown && !isHeld && askedMs === 0 && fresh.length === 0
  const pause = isOldTrouble
    ? { nextAt: 0, notBefore: nowMs + waitMs }
    : { nextAt: waitMs > 0 ? nowMs + waitMs : 0 }
  const state: SinkState = isHeld ? 'held' : isDown || askedMs > 0 ? 'waiting' : 'ok'
  const judged =
    isOldTrouble && cursor !== undefined
      ? { state: row.state, code: row.code, failures: row.failures }
      : { state, code: failed.length > 0 ? code : null, failures }
  return {
    cursor: stays ? undefined : cursor,
    over: [...settled.filter(({ isFresh }) => !isFresh), ...gone],
    again,
    dead,
    ...pause,
    ...judged,
    settled: settled.length,
  }
}

const itemOf = (
  { project, id, mode, arrival, received, caseNumber, tries, faults, since, due, code }: Item,
  over: Partial<Item>,
): Item => ({
  project,
  id,
  mode,
  arrival,
  received,
  caseNumber,
  tries,
  faults,
  since,
  due,
  code,
  ...over,
})

/** A backend's own code is short; what is not is cut, as it goes into the log. */
const brief = (code: string | undefined) => code?.slice(0, MAX_CODE_LENGTH) ?? null
