import { describe, expect, it } from 'vitest'
import { createDeadLetters } from '../../src/forward/createDeadLetters.ts'
import { createOutbox } from '../../src/forward/createOutbox.ts'
import type { Store } from '../../src/Store.ts'
import { eachWithStore } from '../support/eachWithStore.ts'
import { answered } from '../support/records.ts'
import { rowOf } from '../support/simulated.ts'

let store: Store
eachWithStore((opened) => {
  store = opened
})

/** Stores so many records, all of them refused by the sink; gives their ids. */
async function refuse(count: number): Promise<string[]> {
  const rows = Array.from({ length: count }, () => rowOf(answered() as never))
  await store.append('shop', rows, { received: 5, sentAt: null })
  const { records, arrivals } = await store.after(null, count)
  const outbox = createOutbox(store.sql)
  await outbox.register('crm', null, 0)
  const row = (await outbox.row('crm'))!
  await outbox.claim(row, 'us', 60_000)
  const dead = records.map(({ project, id, mode, received }, place) => ({
    ...{ project, id, mode, received, arrival: arrivals[place]! },
    ...{ caseNumber: null, tries: 1, faults: 0, since: 5, due: 5, code: 'http_422' },
  }))
  const change = { over: [], again: [], dead, code: null, failures: 0, nextAt: 0, settled: 0 }
  expect(await outbox.commit(row, 'us', { ...change, state: 'ok' }, 6)).toBe(true)
  return dead.map(({ id }) => id)
}

describe('createDeadLetters', () => {
  it('lists them with their records, the latest arrivals first, page by page', async () => {
    const ids = await refuse(3)
    const letters = createDeadLetters(store.sql)
    const first = await letters.list('crm', Number.MAX_SAFE_INTEGER, 2)
    expect(first.map(({ id }) => id)).toEqual([ids[2], ids[1]])
    expect(JSON.parse(first[0]!.json!)).toMatchObject({ id: ids[2] })
    expect((await letters.list('crm', first[1]!.arrival, 2)).map(({ id }) => id)).toEqual([ids[0]])
    expect(await letters.list('mail', Number.MAX_SAFE_INTEGER, 2)).toEqual([])
  })

  it('sends those that are named once more, from the first try on, or all', async () => {
    const ids = await refuse(3)
    const letters = createDeadLetters(store.sql)
    expect(await letters.requeue('crm', [ids[1]!, 'unknown'], 9)).toBe(1)
    const due = await createOutbox(store.sql).due('crm', 9, 10)
    expect(due).toMatchObject([{ id: ids[1], tries: 0, faults: 0, since: 9 }])
    expect(await letters.requeue('crm', undefined, 9)).toBe(2)
    expect(await letters.list('crm', Number.MAX_SAFE_INTEGER, 9)).toEqual([])
  })

  it('forgets them, and leaves the records', async () => {
    const ids = await refuse(3)
    const letters = createDeadLetters(store.sql)
    expect(await letters.drop('crm', [ids[0]!])).toBe(1)
    expect(await letters.drop('crm', undefined)).toBe(2)
    expect(await letters.drop('crm', undefined)).toBe(0)
    expect((await store.totals()).live).toBe(3)
  })
})
