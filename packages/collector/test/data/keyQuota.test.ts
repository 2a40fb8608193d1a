import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keyQuota } from '../../src/data/keyQuota.ts'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import type { Store } from '../../src/Store.ts'
import { type OpenCollector, openCollector } from '../support/openCollector.ts'
import { answered, batch, KEY, ORIGIN } from '../support/records.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const NOON = 20_000 * DAY_MS + 12 * HOUR_MS

describe('keyQuota', () => {
  let store: Store
  let nowMs: number
  const failures: unknown[] = []
  const open = () =>
    keyQuota(
      store.owner,
      () => nowMs,
      (error) => failures.push(error),
    )
  beforeEach(() => {
    nowMs = NOON
    store = openSqliteStore(':memory:')
    failures.length = 0
  })
  afterEach(() => store.close())

  it('has room until the day is used up, and again the next day by UTC', async () => {
    const quota = open()
    expect(await quota.refuse('k', 10)).toBeUndefined()
    quota.stored('k', 9)
    expect(await quota.refuse('k', 10)).toBeUndefined()
    quota.stored('k', 1)
    expect(await quota.refuse('k', 10)).toEqual({ retryAfterMs: HOUR_MS, isFirst: true })
    expect((await quota.refuse('k', 10))?.isFirst).toBe(false)
    expect(await quota.refuse('k', 11)).toBeUndefined() // it was raised
    expect(await quota.refuse('other', 10)).toBeUndefined()
    nowMs = NOON + 12 * HOUR_MS - 5000
    const soon = await quota.refuse('k', 10)
    expect(soon?.retryAfterMs).toBeGreaterThanOrEqual(5000)
    expect(soon?.retryAfterMs).toBeLessThanOrEqual(65_000)
    nowMs += 5000
    expect(await quota.refuse('k', 10)).toBeUndefined()
    await quota.close()
  })

  it('knows what other processes stored, and what was stored before it started', async () => {
    const [one, two] = [open(), open()]
    await one.refuse('k', 10)
    await two.refuse('k', 10)
    one.stored('k', 6)
    two.stored('k', 6)
    expect(await one.refuse('k', 10)).toBeUndefined() // not asked within the same second
    nowMs += 1000
    await one.refuse('k', 10)
    expect(await two.refuse('k', 10)).toBeDefined()
    await Promise.all([one.close(), two.close()])
    const later = open()
    expect(await later.refuse('k', 12)).toBeDefined()
    expect(await later.refuse('k', 13)).toBeUndefined()
  })

  it('goes on with what it knows while the store is away, and adds up later', async () => {
    const { countOfKey } = store.owner
    const quota = open()
    await quota.refuse('k', 10)
    quota.stored('k', 4)
    store.owner.countOfKey = () => Promise.reject(new Error('away'))
    nowMs += 1000
    expect(await quota.refuse('k', 10)).toBeUndefined()
    expect(failures).toHaveLength(1)
    quota.stored('k', 6)
    expect(await quota.refuse('k', 10)).toBeDefined()
    store.owner.countOfKey = countOfKey
    await quota.close()
    expect(await store.owner.countOfKey('k', 20_000, 0)).toBe(10)
  })
})

describe('a quota of records for each key', () => {
  let opened: OpenCollector
  const start = (recordsPerDay: number | undefined, own?: number) => {
    opened = openCollector({
      now: () => NOON,
      ...(recordsPerDay !== undefined && { recordsPerDay }),
      projects: [
        { id: 'shop', key: KEY, oldKey: 'old-key', origins: [ORIGIN], ...(own && { recordsPerDay: own }) },
      ],
    })
  }
  afterEach(() => opened.close())

  it('answers 429 with the same wait in header and body, stores nothing, and logs it once', async () => {
    start(3)
    const record = answered()
    expect((await opened.send([record, answered()])).body.ok).toHaveLength(2)
    expect((await opened.send([record])).body.dup).toHaveLength(1) // repeats use up nothing
    expect((await opened.send([answered(), answered()])).body.ok).toHaveLength(2) // never part of a batch
    for (let n = 0; n < 2; n += 1) {
      const { status, headers, body } = await opened.send([answered()])
      expect([status, body.error.code]).toEqual([429, 'quota_exceeded'])
      expect(headers.get('retry-after')).toBe('3600')
      expect(body).toMatchObject({ v: 1, ok: [], dup: [], rej: [], retryAfterMs: HOUR_MS })
    }
    expect(opened.events).toEqual([{ event: 'quota_reached', project: 'shop', recordsPerDay: 3 }])
    expect((await opened.store.totals()).live).toBe(4)
    const old = await opened.post(batch([answered()], { key: 'old-key' }))
    expect(old.status).toBe(200) // each key by itself
  })

  it('is what the project says, before what the collector says, and none when neither does', async () => {
    start(1, 3)
    await opened.send([answered(), answered()])
    expect((await opened.send([answered()])).status).toBe(200)
    expect((await opened.send([answered()])).status).toBe(429)
    await opened.close()
    start(undefined)
    for (let n = 0; n < 3; n += 1) expect((await opened.send([answered()])).status).toBe(200)
  })
})
