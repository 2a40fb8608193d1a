import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterAck } from '../../src/queue/afterAck.ts'
import { batchOf } from '../../src/queue/outbox.ts'
import { newPace } from '../../src/queue/pace.ts'
import { type Ack, readAck } from '../../src/queue/readAck.ts'
import { type DeadRow, type Row, toRow } from '../../src/queue/row.ts'
import { records } from './support/records.ts'

const NOW = 1_790_000_000_000
const rowsOf = (count: number): Row[] => records(count).map((each) => toRow(each, 'e k '))
const half = () => 0.5
const file = (ack: Ack, rows: Row[], pace = newPace()) => afterAck(ack, rows, pace, NOW, half)

/** Drains rows against a server, flush after flush, as the delivery does. */
function drain(rows: Row[], answer: (batch: Row[]) => number, flushes = 40) {
  let waiting = rows
  let pace = newPace()
  let requests = 0
  const sent: Row[] = []
  const dead: DeadRow[] = []
  while (flushes-- && waiting.length)
    for (let goOn = true; goOn && waiting.length; ) {
      const good = waiting.filter(({ id }) => pace.bad[id] === undefined)
      const batch = good.length ? batchOf(good, pace.limit) : waiting.slice(0, 1)
      const status = answer(batch)
      const ids = batch.map(({ id }) => id)
      const text = status === 200 ? JSON.stringify({ v: 1, ok: ids, dup: [], rej: [] }) : ''
      const ack = readAck(ids, { status, redirected: false, retryAfter: null, text }, 'ids', NOW, half)
      const verdict = afterAck(ack, batch, pace, NOW, half)
      requests++
      pace = verdict.pace
      goOn = verdict.goOn
      sent.push(...verdict.sent)
      dead.push(...verdict.dead)
      waiting = waiting.filter((row) => ![...verdict.sent, ...verdict.dead].some(({ id }) => id === row.id))
    }
  return { sent, dead, waiting, requests, pace }
}

describe('afterAck', () => {
  it('removes what was stored, buries what was refused with its reason, and leaves the rest', () => {
    const rows = rowsOf(3)
    const [a, b] = rows as [Row, Row]
    const { sent, dead, goOn, pace } = file(
      { status: 'settled', keptIds: [a.id], rejected: [{ id: b.id, code: 'bad_value', message: 'why' }] },
      rows,
      { ...newPace(), fails: 3, nextAt: NOW + 9 },
    )
    expect(sent).toEqual([a])
    expect(dead).toEqual([{ ...b, code: 'bad_value', message: 'why', at: NOW }])
    expect(goOn).toBe(true)
    expect(pace).toMatchObject({ fails: 0, nextAt: 0 })
  })

  it('pauses after a batch that was stored when the server asks for it', () => {
    const rows = rowsOf(1)
    const { goOn, pace } = file(
      { status: 'settled', keptIds: [rows[0]!.id], rejected: [], afterMs: 5000 },
      rows,
    )
    expect(goOn).toBe(false)
    expect(pace).toMatchObject({ told: true, nextAt: NOW + 5000 })
  })

  it('backs off further with each failure', () => {
    const ack: Ack = { status: 'retry', down: false }
    const one = file(ack, rowsOf(1)).pace
    const two = file(ack, rowsOf(1), one).pace
    expect([one.nextAt - NOW, two.nextAt - NOW]).toEqual([1000, 40_000])
    expect(two).toMatchObject({ fails: 2, told: false })
  })

  it('holds everything for longer each time when the key is wrong, and loses nothing', () => {
    const ack: Ack = { status: 'held', reason: 'http_401' }
    const one = file(ack, rowsOf(2))
    const two = file(ack, rowsOf(2), one.pace)
    expect([one.pace.nextAt - NOW, two.pace.nextAt - NOW]).toEqual([900_000, 1_800_000])
    expect([...two.sent, ...two.dead]).toEqual([])
    expect(two).toMatchObject({ goOn: false, pace: { told: true } })
  })

  it('pain 2: delivers 49 of 50 when one is poison, and buries that one after five refusals of its own', () => {
    fc.assert(
      fc.property(fc.nat(49), fc.constantFrom(400, 422), (at, status) => {
        const rows = rowsOf(50)
        const poison = rows[at]!
        let alone = 0
        const { sent, dead, requests } = drain(rows, (batch) => {
          if (!batch.includes(poison)) return 200
          if (batch.length === 1) alone++
          return status
        })
        expect(sent).toHaveLength(49)
        expect(dead).toEqual([{ ...poison, code: `http_${status}`, message: undefined, at: NOW }])
        expect(alone).toBe(5)
        expect(requests).toBeLessThan(30)
      }),
      { numRuns: 30 },
    )
  })

  it('pain 2: item 1 always 400, item 2 always 503: item 3 arrives, 2 is tried again, 1 is a dead letter', () => {
    const rows = rowsOf(3)
    const [bad, down, good] = rows as [Row, Row, Row]
    const { sent, dead, waiting } = drain(rows, (batch) =>
      batch.includes(bad) ? 400 : batch.includes(down) ? 503 : 200,
    )
    expect(sent).toEqual([good])
    expect(dead.map(({ id, code }) => [id, code])).toEqual([[bad.id, 'http_400']])
    expect(waiting).toEqual([down])
  })

  it('halves a batch that is too large, remembers the size, and buries what is too large alone', () => {
    const rows = rowsOf(40)
    const giant = rows[7]!
    const sizes: number[] = []
    const { sent, dead, pace } = drain(rows, (batch) => {
      sizes.push(batch.length)
      return batch.length > 8 || batch.includes(giant) ? 413 : 200
    })
    expect(sent).toHaveLength(39)
    expect(dead.map(({ id, code }) => [id, code])).toEqual([[giant.id, 'http_413']])
    expect(pace.most).toBeLessThanOrEqual(8)
    expect(sizes.filter((size) => size > 8)).toEqual([40, 20, 10])
  })

  it('does not bury a backlog because the server is broken for a while', () => {
    const rows = rowsOf(50)
    const { dead, waiting, requests } = drain(rows, () => 400, 10)
    expect(dead.length).toBeLessThan(3)
    expect(dead.length + waiting.length).toBe(50)
    expect(requests).toBeLessThan(80)
  })

  it('loses and doubles nothing, whatever the server answers', () => {
    const statuses = fc.array(fc.constantFrom(200, 0, 302, 400, 401, 408, 413, 422, 429, 500, 503), {
      minLength: 1,
    })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), statuses, (count, answers) => {
        const rows = rowsOf(count)
        let turn = 0
        const { sent, dead, waiting } = drain(rows, () => answers[turn++ % answers.length]!)
        const ids = [...sent, ...dead, ...waiting].map(({ id }) => id)
        expect(ids.sort()).toEqual(rows.map(({ id }) => id).sort())
      }),
      { numRuns: 60 },
    )
  })
})
