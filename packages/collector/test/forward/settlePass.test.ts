import type { Outcome } from '@pulso/adapters'
import { describe, expect, it } from 'vitest'
import { NOT_OFFERED, type Offered, type Pass, settlePass } from '../../src/forward/settlePass.ts'

const NOW = 1_760_000_000_000
const DAY_MS = 86_400_000
let count = 0
const offered = (outcome: Omit<Outcome, 'id'>, over: Partial<Offered> = {}): Offered => {
  count += 1
  return {
    project: 'shop',
    id: `id-${count}`,
    mode: 'live',
    arrival: count,
    received: NOW,
    caseNumber: null,
    tries: 0,
    faults: 0,
    since: NOW,
    due: 0,
    code: null,
    isFresh: true,
    outcome,
    ...over,
  }
}
const settle = (all: readonly Offered[], over: Partial<Pass> = {}) =>
  settlePass({
    row: { state: 'ok', code: null, failures: 0, nextAt: 0 },
    offered: all,
    gone: [],
    cursor: '99',
    nowMs: NOW,
    random: () => 1,
    ...over,
  })
const failing = (failures: number) => ({ state: 'waiting' as const, code: 'http_503', failures, nextAt: 0 })

describe('settlePass', () => {
  it('moves on when everything is settled, and takes what was tried again off the list', () => {
    const again = offered({ status: 'settled' }, { isFresh: false })
    expect(settle([offered({ status: 'settled' }), again], { row: failing(3) })).toEqual({
      cursor: '99',
      over: [again],
      again: [],
      dead: [],
      state: 'ok',
      code: null,
      failures: 0,
      nextAt: 0,
      settled: 2,
    })
  })

  it('stays where it is while nothing gets through, and waits longer each time, five minutes at most', () => {
    const down = [
      offered({ status: 'retry', code: 'unreachable' }),
      offered({ status: 'retry', code: 'unreachable' }),
    ]
    const waits = [0, 1, 2, 20].map((failures) => settle(down, { row: failing(failures) }))
    for (const each of waits) expect(each).toMatchObject({ cursor: undefined, again: [], state: 'waiting' })
    expect(waits.map(({ nextAt }) => nextAt - NOW)).toEqual([2000, 4000, 8000, 300_000])
  })

  it('waits as long as it is asked to, from a second to an hour and a quarter more', () => {
    const asked = (afterMs: number) =>
      settle([offered({ status: 'retry', code: 'http_429', afterMs })], { random: () => 0 }).nextAt - NOW
    expect([1, 90_000, 86_400_000].map(asked)).toEqual([1000, 90_000, 3_600_000])
    const spread = settle([offered({ status: 'retry', code: 'http_429', afterMs: 60_000 })])
    expect(spread.nextAt - NOW).toBe(75_000)
  })

  it('keeps by themselves those that failed beside others that got through', () => {
    const failed = offered({ status: 'retry', code: 'http_500' })
    const { cursor, again, state, nextAt } = settle([offered({ status: 'settled' }), failed])
    expect([cursor, state, nextAt]).toEqual(['99', 'ok', 0])
    expect(again).toMatchObject([{ id: failed.id, tries: 1, faults: 1, code: 'http_500', due: NOW + 2000 }])
  })

  it('gives a record up that made a living backend fail eight times within a day; none for what is not its fault', () => {
    const old = { isFresh: false, faults: 7, tries: 40, since: NOW - DAY_MS }
    const settled = offered({ status: 'settled' })
    const dead = offered({ status: 'retry', code: 'http_500' }, old)
    expect(settle([settled, dead])).toMatchObject({ dead: [{ id: dead.id, code: 'http_500' }], again: [] })
    const innocent = [
      [settled, offered({ status: 'retry', code: 'unreachable' }, old)],
      [settled, offered({ status: 'retry', code: 'http_503', afterMs: 1000 }, old)],
      [settled, offered({ status: 'retry', code: 'http_500' }, { ...old, since: NOW })],
      [offered({ status: 'retry', code: 'http_500' }), offered({ status: 'retry', code: 'http_500' }, old)],
    ]
    for (const all of innocent) expect(settle(all).dead).toEqual([])
  })

  it('makes a dead letter of what is refused for good', () => {
    const refused = offered({ status: 'rejected', code: 'http_422' })
    expect(settle([refused])).toMatchObject({ cursor: '99', dead: [{ id: refused.id, code: 'http_422' }] })
  })

  it('lets records behind have their turn after six failures, unless nobody answers or a wait was asked for', () => {
    const page = (code: string, afterMs?: number) =>
      settle([offered({ status: 'retry', code, ...(afterMs && { afterMs }) })], { row: failing(5) })
    expect(page('http_500')).toMatchObject({
      cursor: '99',
      again: [{ faults: 0, tries: 1 }],
      state: 'waiting',
    })
    expect(page('unreachable').cursor).toBeUndefined()
    expect(page('http_503', 1000).cursor).toBeUndefined()
  })

  it('holds a sink whose set-up is wrong, and looks again after half a minute, a quarter of an hour at most', () => {
    const wrong = [offered({ status: 'held', code: 'http_401' })]
    expect(settle(wrong)).toMatchObject({ cursor: undefined, state: 'held', nextAt: NOW + 30_000 })
    expect(settle(wrong, { row: failing(9) }).nextAt).toBe(NOW + 900_000)
  })

  it('lets new records not wait for old trouble', () => {
    const trouble = offered({ status: 'retry', code: 'http_500' }, { isFresh: false, tries: 3 })
    const row = { state: 'ok' as const, code: null, failures: 0, nextAt: 0 }
    const { nextAt, notBefore, again, state } = settle([trouble], { row })
    expect([nextAt, notBefore, state]).toEqual([0, NOW + 2000, 'ok'])
    expect(again).toMatchObject([{ tries: 4, faults: 0, due: NOW + 16_000 }])
    // What cases send comes this way alone.
    const { state: ofCases, notBefore: later } = settle([trouble], { row: failing(3), cursor: undefined })
    expect([ofCases, later]).toEqual(['waiting', NOW + 16_000])
  })

  it('holds nothing against records that were not offered after all', () => {
    const cut = offered({ status: 'retry', code: NOT_OFFERED })
    expect(settle([offered({ status: 'settled' }), cut])).toMatchObject({
      cursor: '99',
      again: [{ id: cut.id, tries: 0, due: NOW }],
      state: 'ok',
    })
  })
})
