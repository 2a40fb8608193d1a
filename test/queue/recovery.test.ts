import { IDBDatabase } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeBrowser, meanwhile, pass, quiet, until } from './support/fakeBrowser.ts'
import { record, records } from './support/records.ts'

let browser: FakeBrowser
beforeEach(() => {
  browser = new FakeBrowser()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})
const isEmpty = async () => (await browser.stored('out')).size === 0
const count = () => browser.server.requests.length

describe('createRecovery, by reply', () => {
  it('keeps everything when a captive portal answers 200, and sends it later', async () => {
    browser.server.script = () => ({ status: 200, text: '<html>Welcome to our Wi-Fi</html>' })
    const { delivery } = await browser.open()
    expect(await delivery.keep(records(3))).toBe('device')
    await pass(5000)
    expect(count()).toBeGreaterThan(0)
    expect(await delivery.pending()).toBe(3)
    browser.server.script = () => 'ok'
    await until(isEmpty, 2000)
    expect(browser.server.stored.size).toBe(3)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('removes what half a reply names and sends the others again', async () => {
    const all = records(4)
    const named = all.slice(0, 2).map(({ id }) => id)
    browser.server.script = (_, count) =>
      count === 1 ? { text: JSON.stringify({ v: 1, ok: named, dup: [], rej: [] }) } : 'ok'
    const { delivery } = await browser.open()
    await delivery.keep(all)
    await until(isEmpty)
    expect([...browser.server.stored.keys()].sort()).toEqual(
      all
        .slice(2)
        .map(({ id }) => id)
        .sort(),
    )
  })

  it.each([408, 425, 429, 500, 502, 503, 504])(
    'keeps the records and tries again after %i',
    async (status) => {
      browser.server.script = (_, count) => (count < 4 ? { status } : 'ok')
      const { delivery } = await browser.open()
      const all = records(2)
      await delivery.keep(all)
      await until(isEmpty, 2000)
      expect(browser.server.stored.size).toBe(2)
      expect(await delivery.settled(all.map(({ id }) => id))).toBe('sent')
      expect((await browser.stored('meta')).size).toBe(0)
    },
  )

  it('waits as long as Retry-After says, over a restart and whatever the occasion', async () => {
    browser.server.script = () => ({ status: 429, headers: { 'retry-after': '120' } })
    const first = await browser.open()
    await first.delivery.keep([record()])
    await until(count)
    await quiet()
    first.dispatch('online')
    await first.delivery.flush()
    first.delivery.destroy()
    browser.server.script = () => 'ok'
    const second = await browser.open()
    await second.delivery.flush()
    await pass(110_000, 1000)
    expect(count()).toBe(1)
    await until(isEmpty, 1000)
    expect(count()).toBe(2)
  })

  it('holds the records and warns once when the endpoint answers 401, and sends them when it is put right', async () => {
    browser.server.script = () => ({ status: 401 })
    const { delivery, events } = await browser.open()
    await delivery.keep([record()])
    await pass(14 * 60_000, 1000)
    expect(count()).toBe(1)
    await pass(60 * 60_000, 1000)
    expect(count()).toBe(3)
    expect(events).toEqual([{ type: 'held', reason: 'http_401' }])
    browser.server.script = () => 'ok'
    await until(isEmpty, 1000)
    expect(browser.server.stored.size).toBe(1)
  })

  it('is not fooled by a clock that jumps ten years ahead and back', async () => {
    browser.server.script = () => ({ status: 429, headers: { 'retry-after': '60' } })
    const first = await browser.open()
    const now = Date.now()
    vi.setSystemTime(now + 10 * 365 * 86_400_000)
    await first.delivery.keep([record()])
    await until(count)
    await quiet()
    first.delivery.destroy()
    vi.setSystemTime(now)
    browser.server.script = () => 'ok'
    await browser.open()
    await until(isEmpty)
    expect(browser.server.stored.size).toBe(1)
  })

  it('pain 2: answers 400 to item 1, 503 to item 2, 200 to item 3: 3 arrives, 2 waits, 1 is a dead letter', async () => {
    const all = records(3)
    const [bad, down, good] = all.map(({ id }) => id) as [string, string, string]
    browser.server.script = (ids) =>
      ids.includes(bad) ? { status: 400 } : ids.includes(down) ? { status: 503 } : 'ok'
    const { delivery, events } = await browser.open()
    await delivery.keep(all)
    await until(async () => (await delivery.deadLetters()).length === 1 && browser.server.stored.size, 1000)
    expect([...browser.server.stored.keys()]).toEqual([good])
    expect((await delivery.deadLetters())[0]).toMatchObject({ record: all[0], code: 'http_400' })
    expect(await delivery.pending()).toBe(1)
    expect(events).toContainEqual({ type: 'rejected', ids: [bad], code: 'http_400' })
    expect(await delivery.settled([bad])).toBe('rejected')
  })

  it('keeps a dead letter over a restart, with its reason, and sends it again when asked', async () => {
    const one = record()
    const reply = { v: 1, ok: [], dup: [], rej: [{ id: one.id, code: 'bad_value', message: 'Not a score' }] }
    browser.server.script = () => ({ text: JSON.stringify(reply) })
    const first = await browser.open()
    await first.delivery.keep([one])
    expect(await meanwhile(first.delivery.settled([one.id]))).toBe('rejected')
    await until(isEmpty)
    first.delivery.destroy()

    browser.server.script = () => 'ok'
    const { delivery } = await browser.open()
    expect(await delivery.deadLetters()).toEqual([
      { record: one, code: 'bad_value', message: 'Not a score', at: expect.any(Number) },
    ])
    expect(await delivery.requeue(['another'])).toBe(0)
    expect(await delivery.requeue([one.id])).toBe(1)
    await until(isEmpty)
    expect([...browser.server.stored.keys()]).toEqual([one.id])
    expect(await delivery.deadLetters()).toEqual([])
    expect(await delivery.settled([one.id])).toBe('sent')
  })

  it('by status, takes any 2xx of a foreign endpoint', async () => {
    browser.server.script = () => ({ status: 202, text: 'Accepted' })
    const { delivery } = await browser.open({ ack: 'status' })
    await delivery.keep(records(2))
    await until(isEmpty)
    expect(count()).toBe(1)
  })

  it('does not send what is acknowledged again because it could not be deleted', async () => {
    const tab = await browser.open()
    const { FDBObjectStore } = await import('fake-indexeddb').then(({ IDBObjectStore }) => ({
      FDBObjectStore: IDBObjectStore,
    }))
    const remove = vi.spyOn(FDBObjectStore.prototype, 'delete').mockImplementation(() => {
      throw new DOMException('', 'QuotaExceededError')
    })
    browser.server.script = (_, count) => (count === 1 ? { status: 500 } : 'ok') // so that the recovery is there
    await tab.delivery.keep([record()])
    await until(() => browser.server.stored.size)
    await pass(60_000, 1000)
    expect(count()).toBe(2)
    remove.mockRestore()
    await tab.delivery.flush()
    await tab.delivery.keep([record()])
    await until(isEmpty)
    expect(browser.server.deliveries).toBe(2)
  })
})

describe('createRecovery, where storage fails', () => {
  it('pain 3: sends straight away, and says "sent" only once the server has it', async () => {
    browser.idb = undefined
    const { delivery, events } = await browser.open()
    expect(await delivery.keep([record()])).toBe('sent')
    expect(browser.server.stored.size).toBe(1)
    expect(events.map(({ type }) => type)).toEqual(['storage-refused', 'sent'])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('says "failed" when neither storage nor server will have it, and goes on trying', async () => {
    browser.idb = undefined
    browser.server.script = () => 'reset'
    const { delivery } = await browser.open()
    const one = record()
    const kept = delivery.keep([one])
    await pass(7000)
    expect(await kept).toBe('failed')
    expect(await delivery.pending()).toBe(1)
    browser.server.script = () => 'ok'
    const again = delivery.keep([one]) // the visitor presses once more
    expect(await again).toBe('sent')
    expect(browser.server.stored.size).toBe(1)
  })

  it('does not let the page wait for an open that never answers', async () => {
    const never = { open: () => ({}) } as unknown as NonNullable<typeof browser.idb>
    browser.idb = never
    const { delivery } = await browser.open()
    const kept = delivery.keep([record()])
    await pass(2000)
    expect(await kept).toBe('sent')
  })

  it('puts on the disk what was only in memory, once there is one again', async () => {
    const { delivery } = await browser.open()
    const real = browser.idb!.open
    await delivery.keep([record('shown')])
    browser.server.script = () => 'reset'
    browser.idb!.open = () => {
      throw new DOMException('', 'UnknownError')
    }
    await new Promise((resolve) => {
      // the browser takes the connection away
      const request = real.call(browser.idb, 'pulso', 2)
      request.onsuccess = () => resolve(request.result.close())
    })
    const kept = delivery.keep([record()])
    await quiet()
    browser.idb!.open = real
    await pass(3000)
    expect(await kept).toBe('device')
    expect((await browser.stored('out')).size).toBe(2)
  })

  it('says "device" when a slow disk takes seconds for each write, and no server is there', async () => {
    browser.server.script = () => 'reset'
    const real = IDBDatabase.prototype.transaction
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction')
    let isSlow = true
    transaction.mockImplementation(function (this: IDBDatabase, names, mode, options) {
      if (options?.durability === 'strict') {
        const before = real.call(this, names, mode).objectStore('meta')
        const from = Date.now()
        const hold = () => {
          if (isSlow && Date.now() - from < 1800) before.get('ledger').onsuccess = hold
        }
        hold()
      }
      return real.call(this, names, mode, options)
    })
    const { delivery } = await browser.open()
    expect(await meanwhile(delivery.keep([record()]))).toBe('device')
    isSlow = false // another write may be on its way, and the clock stands still while the test reads
    transaction.mockRestore()
    expect((await browser.stored('out')).size).toBe(1)
    browser.server.script = () => 'ok'
    await until(isEmpty, 2000) // after two failures the next try may be more than a minute away
    expect(browser.server.stored.size).toBe(1)
  })

  it('puts back what this page stored when the database is wiped under it', async () => {
    browser.server.script = () => 'reset'
    const { delivery } = await browser.open()
    const all = records(3)
    await delivery.keep(all)
    await pass(1000)
    await new Promise((resolve) => {
      browser.idb!.deleteDatabase('pulso').onsuccess = resolve
    })
    expect(await delivery.pending()).toBe(3)
    browser.server.script = () => 'ok'
    expect(await meanwhile(delivery.settled(all.map(({ id }) => id)))).toBe('sent')
    expect(browser.server.stored.size).toBe(3)
  })

  it('refuses no record for want of room: it sends it, and touches nothing that waits', async () => {
    browser.server.script = (ids) =>
      ids.length > 1 ? { status: 429, headers: { 'retry-after': '1' } } : 'ok'
    const { delivery, events } = await browser.open()
    await delivery.keep(records(1000, 'shown'))
    expect(await delivery.keep([record()])).toBe('sent')
    expect(events[0]).toEqual({ type: 'storage-full' })
    expect((await browser.stored('out')).size).toBe(1000)
  })
})

describe('createRecovery, by storage mode', () => {
  it('stores nothing with "none", sends at once, and shown goes along with the answer', async () => {
    const { delivery, session } = await browser.open({ storage: 'none' })
    const open = vi.spyOn(browser.idb!, 'open')
    const shown = record('shown')
    const first = delivery.keep([shown])
    const answered = record('answered')
    expect(await delivery.keep([answered])).toBe('sent')
    expect(await first).toBe('sent')
    expect(browser.server.requests.map(({ ids }) => ids)).toEqual([[shown.id, answered.id]])
    expect(open).not.toHaveBeenCalled()
    expect(session.length).toBe(0)
  })

  it('keeps a copy of each record until the tab closes with "session", and no array', async () => {
    browser.server.script = () => 'reset'
    const first = await browser.open({ storage: 'session' })
    const kept = first.delivery.keep(records(2))
    await pass(7000)
    expect(await kept).toBe('failed')
    expect(first.session.length).toBe(2)
    first.delivery.destroy()

    browser.server.script = () => 'ok'
    await browser.open({ storage: 'session' }, first.session)
    await until(() => browser.server.stored.size === 2)
    await until(() => first.session.length === 0)
  })

  it('forgets everything on wipe, and leaves no trace of what was on its way', async () => {
    browser.server.script = () => ({ status: 503 })
    const tab = await browser.open()
    await tab.delivery.keep(records(3))
    await tab.delivery.claim(() => ({ id: 'a', surveys: {}, shown: [] }))
    await until(count)
    const flushing = tab.delivery.flush()
    await tab.delivery.wipe()
    await flushing
    for (const name of ['out', 'dead', 'meta'] as const) expect((await browser.stored(name)).size).toBe(0)
    const before = count()
    await pass(600_000, 1000)
    expect(count()).toBe(before)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('createRecovery, with more than one tab', () => {
  it('pain 7: two tabs that flush at once send each record once', async () => {
    const [a, b] = await Promise.all([browser.open(), browser.open()])
    const all = records(150)
    await a.delivery.keep(all.slice(0, 75))
    await b.delivery.keep(all.slice(75))
    await Promise.all([a.delivery.flush(), b.delivery.flush()])
    await until(isEmpty)
    expect(browser.server.stored.size).toBe(150)
    expect(browser.server.deliveries).toBe(150)
  })

  it('tells the tab that stored a record when another one has sent it', async () => {
    const [a, b] = await Promise.all([browser.open(), browser.open()])
    const one = record('answered')
    await a.delivery.keep([one])
    await b.delivery.flush()
    expect(browser.server.stored.size).toBe(1)
    expect(await meanwhile(a.delivery.settled([one.id]))).toBe('sent')
    expect(count()).toBe(1)
  })

  it('loses nothing when every request of two tabs fails in some way, and counts nothing twice', async () => {
    let seed = 7
    const draw = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648
    browser.server.script = () => {
      const lot = draw()
      if (lot < 0.15) return 'reset'
      if (lot < 0.3) return { status: 503 }
      if (lot < 0.45) return 'lost'
      if (lot < 0.55) return { status: 200, text: '{"v":1,"ok":[' }
      return 'ok'
    }
    const tabs = [await browser.open(), await browser.open()]
    const all = records(60)
    for (const [index, one] of all.entries()) {
      expect(await tabs[index % 2]!.delivery.keep([one])).toBe('device')
      await pass(100)
    }
    await until(isEmpty, 1000)
    expect([...browser.server.stored.keys()].sort()).toEqual(all.map(({ id }) => id).sort())
  })

  it('without Web Locks keeps to a lease, and takes over when its holder is gone', async () => {
    browser.locks = undefined
    const [a, b] = [await browser.open(), await browser.open()]
    browser.server.script = (_, count) => (count === 1 ? 'silent' : 'ok')
    await a.delivery.keep([record()])
    await until(() => count() === 1) // a holds the lease, and hangs
    await b.delivery.keep([record()])
    await b.delivery.flush()
    expect(count()).toBe(1)
    a.delivery.destroy() // killed: nobody gives the lease back
    await until(isEmpty, 500)
    expect(browser.server.deliveries).toBe(2)
  })

  it('passes over a tab that holds the lock for a minute and makes no progress', async () => {
    const [a, b] = [await browser.open(), await browser.open()]
    browser.server.script = (_, count) => (count === 1 ? 'silent' : 'ok') // a is frozen
    await a.delivery.keep([record()])
    await until(() => count() === 1)
    await b.delivery.keep([record()])
    await pass(40_000, 500)
    expect(count()).toBe(1)
    await until(isEmpty, 500)
    expect(browser.server.stored.size).toBe(2)
  })
})

describe('delivery modules', () => {
  it('can be imported where there is no browser', async () => {
    vi.unstubAllGlobals()
    vi.resetModules()
    expect(await import('../../src/browser/delivery.ts')).toHaveProperty('createDelivery')
  })
})
