import { backoffMs } from './backoffMs.ts'
import type { Pace } from './pace.ts'
import type { Ack } from './readAck.ts'
import type { DeadRow, Row } from './row.ts'
import { holdMs } from './waits.ts'

const MAX_STRIKES = 5

export interface Verdict {
  sent: Row[]
  dead: DeadRow[]
  pace: Pace
  /** The next batch may go at once. */
  goOn: boolean
}

/** What becomes of each row, and how we go on, by the sink's word for a batch. */
export function afterAck(
  ack: Ack,
  rows: readonly Row[],
  before: Pace,
  nowMs: number,
  random: () => number,
): Verdict {
  const bad = { ...before.bad }
  const pace: Pace = { ...before, bad }
  const sent: Row[] = []
  const dead: DeadRow[] = []
  const [first] = rows as [Row]
  const half = rows.length >> 1
  const bury = (row: Row, code: string, message?: string) => dead.push({ ...row, code, message, at: nowMs })
  const fail = (afterMs?: number) => {
    pace.fails++
    pace.told = !!afterMs
    pace.nextAt = nowMs + (afterMs ?? backoffMs(pace.fails, random))
  }
  let goOn = false

  switch (ack.status) {
    case 'settled': {
      const { keptIds, rejected, afterMs } = ack
      for (const row of rows) {
        const rejection = rejected.find(({ id }) => id === row.id)
        if (rejection) bury(row, String(rejection.code), rejection.message)
        else if (keptIds.includes(row.id)) sent.push(row)
      }
      pace.fails = pace.holds = 0
      pace.told = !!afterMs
      pace.nextAt = afterMs ? nowMs + afterMs : 0
      pace.limit = pace.most
      goOn = !afterMs
      break
    }
    case 'retry':
      pace.holds = 0
      fail(ack.afterMs)
      // A record that brings the server down must not stand in the way of the others.
      if (ack.down)
        if (half) pace.limit = half
        else bad[first.id] ??= 0
      break
    case 'split':
      goOn = true
      pace.nextAt = 0
      if (half) {
        pace.limit = half
        if (ack.tooLarge) pace.most = half
        break
      }
      pace.limit = pace.most
      if (!ack.tooLarge && (bad[first.id] = (bad[first.id] ?? 0) + 1) < MAX_STRIKES) {
        fail()
        goOn = false
      } else bury(first, ack.code)
      break
    case 'held': // wrong key or address: keep, warn
      pace.holds++
      pace.told = true
      pace.nextAt = nowMs + holdMs(pace.holds)
  }
  for (const { id } of [...sent, ...dead]) delete bad[id]
  return { sent, dead, pace, goOn }
}
