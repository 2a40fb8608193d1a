import { describe, expect, it } from 'vitest'
import { BLOCK_ARRIVALS } from '../../src/live/deletionTables.ts'
import { type AnswersAsked, readAnswers } from '../../src/page/readAnswers.ts'
import type { Store } from '../../src/Store.ts'
import { built } from '../../src/sql/built.ts'
import { DIALECTS } from '../../src/sql/dialects.ts'
import { answered } from '../support/records.ts'

/** A store of as many records as one likes, each made when it is read; every 1000th is at the support desk. */
function endless(last: number) {
  const read: number[] = []
  const store: Pick<Store, 'sql' | 'end'> = {
    end: async () => String(last),
    sql: {
      ...DIALECTS.sqlite,
      run: async ([statement]) => {
        const [mode, before, from, limit] = built(statement!).values as [string, number, number, number]
        const rows = []
        for (let arrival = Math.min(last, before - 1); arrival >= Math.max(1, from); arrival -= 1) {
          if (rows.length === limit) break
          read.push(arrival)
          const id = arrival % 1000 === 0 ? 'support' : 'order-confirmation'
          const touchpoint = { id, phase: 'after', channel: 'web', stage: 'front' }
          const json = JSON.stringify(answered({ touchpoint, mode }))
          rows.push({ arrival, project: 'shop', received: 1, sentAt: 1, type: 'answered', json })
        }
        return [rows] as never
      },
    },
  }
  return { store, read }
}
const ASKED: AnswersAsked = { filter: { mode: 'live', segments: {} }, what: 'answers', mayHold: () => true }

describe('readAnswers', () => {
  it('reads one step for a full page, whether there are a thousand records or ten million', async () => {
    for (const last of [1000, 9_999_999]) {
      const { store, read } = endless(last)
      const { rows, next } = await readAnswers(store, ASKED)
      expect(rows.map(({ arrival }) => arrival)).toEqual(Array.from({ length: 50 }, (_, n) => last - n))
      expect([next, read.length]).toEqual([last - 49, 250])
    }
  })

  it('stops after so many that do not fit, and goes on from there', async () => {
    const { store, read } = endless(9_999_999)
    const filter = { ...ASKED.filter, touchpoint: 'support' }
    const first = await readAnswers(store, { ...ASKED, filter })
    expect(read.length).toBe(5000)
    expect(first.rows.map(({ arrival }) => arrival)).toEqual([9, 8, 7, 6, 5].map((n) => 9_990_000 + n * 1000))
    const second = await readAnswers(store, { ...ASKED, filter, before: first.next! })
    expect(second.rows[0]?.arrival).toBe(9_994_000)
    expect(new Set(read).size).toBe(10_000)
  })

  it('passes over blocks in which nothing fits, without reading them', async () => {
    const { store, read } = endless(9_999_999)
    const wanted = 7
    const found = await readAnswers(store, { ...ASKED, mayHold: (block) => block === wanted })
    expect(found.rows).toHaveLength(50)
    expect(read.every((arrival) => Math.floor(arrival / BLOCK_ARRIVALS) === wanted)).toBe(true)
    const none = await readAnswers(store, { ...ASKED, mayHold: () => false })
    expect(none).toEqual({ rows: [], next: null })
  })
})
