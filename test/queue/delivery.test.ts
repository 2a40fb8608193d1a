import { IDBObjectStore } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeBrowser, pass, quiet, until } from './support/fakeBrowser.ts'
import { record, records } from './support/records.ts'

let browser: FakeBrowser
beforeEach(() => {
  browser = new FakeBrowser()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('createDelivery', () => {
  it('says "device" once the record is in the database, and sends shown and answered in one request', async () => {
    const { delivery, events } = await browser.open()
    const shown = record('shown')
    const answered = record('answered', { at: shown.at + 900 })
    const completed = record('completed', { at: shown.at + 901 })

    expect(await delivery.keep([shown])).toBe('device')
    expect((await browser.stored('out')).size).toBe(1)
    expect(await delivery.keep([answered, completed])).toBe('device')
    await until(() => browser.server.stored.size)

    const ids = [shown.id, answered.id, completed.id]
    expect(browser.server.requests.map(({ ids }) => ids)).toEqual([ids])
    expect(await delivery.settled(ids)).toBe('sent')
    expect(events).toEqual([{ type: 'sent', ids }])
    await until(async () => (await browser.stored('out')).size === 0)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('asks the server in a way that needs no preflight', async () => {
    const { delivery } = await browser.open()
    await delivery.keep([record()])
    await until(() => browser.server.requests.length)
    const { url, init } = browser.server.requests[0]!
    expect(url).toBe('https://collector.test/v1/records')
    expect(init).toMatchObject({
      method: 'POST',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      keepalive: false,
    })
    expect(init.headers).toBeUndefined()
    expect(JSON.parse(init.body as string)).toMatchObject({
      v: 1,
      key: 'pk_test',
      sentAt: expect.any(Number),
    })
  })

  it('sends what is only shown after a while, and keeps no timer when nothing waits', async () => {
    const { delivery } = await browser.open()
    expect(vi.getTimerCount()).toBe(0)
    await delivery.keep([record('shown')])
    await pass(10_000)
    expect(browser.server.requests).toHaveLength(0)
    await pass(11_000)
    expect(browser.server.stored.size).toBe(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('keeps a record once, however often it is handed over', async () => {
    const { delivery } = await browser.open()
    const one = record()
    await Promise.all([delivery.keep([one]), delivery.keep([one])])
    await delivery.keep([one])
    expect((await browser.stored('out')).size).toBe(1)
  })

  it('pain 1: sends after a restart what an earlier page could not', async () => {
    browser.server.script = () => 'reset'
    const first = await browser.open()
    await first.delivery.keep(records(3))
    await pass(2000)
    first.delivery.destroy() // killed

    browser.server.script = () => 'ok'
    await browser.open()
    await until(() => browser.server.stored.size === 3)
    await until(async () => (await browser.stored('out')).size === 0)
  })

  it('tries again with growing waits while nothing answers, says so once, and recovers', async () => {
    browser.server.script = () => 'reset'
    const { delivery, events } = await browser.open()
    await delivery.keep([record()])
    await pass(600_000, 1000)
    const tries = browser.server.requests.length
    expect(tries).toBeGreaterThan(4)
    expect(tries).toBeLessThan(25)
    expect(events).toEqual([{ type: 'blocked', reason: 'TypeError: Failed to fetch' }])

    browser.server.script = () => 'ok'
    await until(() => browser.server.stored.size === 1, 5000)
    await until(() => events.length === 2)
    expect(events[1]?.type).toBe('sent')
  })

  it('tries again soon after a first failure, and from the second on spreads a crowd: 80 s, 40 s more each time', async () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.5)
    browser.server.script = () => 'reset'
    const { delivery } = await browser.open()
    await delivery.keep([record()])
    await until(() => browser.server.requests.length === 4, 250)
    const at = browser.server.requests.map((request) => request.at)
    const gaps = at.slice(1).map((ms, place) => Math.floor((ms - at[place]!) / 1000))
    expect(gaps).toEqual([1, 40, 60])
    random.mockRestore()
  })

  it('tries at once when the browser is online again or the page comes back', async () => {
    browser.server.script = () => 'reset'
    const tab = await browser.open()
    await tab.delivery.keep([record()])
    await pass(120_000, 1000)
    browser.server.script = () => 'ok'
    const before = browser.server.requests.length
    tab.dispatch('pageshow', { persisted: false }) // an ordinary load is no occasion
    await quiet()
    expect(browser.server.requests).toHaveLength(before)
    tab.dispatch('online')
    await pass(10, 1)
    await until(() => browser.server.stored.size === 1, 1)
  })

  it('sends again what arrived but was never acknowledged; the id makes it one row', async () => {
    browser.server.script = (_, count) => (count === 1 ? 'lost' : 'ok')
    const { delivery } = await browser.open()
    await delivery.keep(records(4))
    await until(async () => (await browser.stored('out')).size === 0)
    expect(browser.server.deliveries).toBe(8)
    expect(browser.server.stored.size).toBe(4)
  })

  it('gives up on a server that answers no more after ten seconds, the body included', async () => {
    const controller = new AbortController()
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(controller.signal)
    browser.server.script = (_, count) => (count === 1 ? 'silent' : 'ok')
    const { delivery } = await browser.open()
    await delivery.keep([record()])
    await until(() => browser.server.requests.length === 1)
    expect(timeout).toHaveBeenCalledWith(10_000)
    controller.abort(new DOMException('', 'TimeoutError'))
    await until(() => browser.server.stored.size === 1)
    timeout.mockRestore()
  })

  it('sends a backlog in batches of at most 50 records and 48 KiB, the oldest first', async () => {
    browser.server.script = () => 'reset'
    const { delivery } = await browser.open()
    const all = records(120).map((each, index) => ({
      ...each,
      comment: index < 20 ? 'x'.repeat(8000) : '',
    }))
    await delivery.keep(all)
    await pass(500)
    browser.server.script = () => 'ok'
    const before = browser.server.requests.length
    await delivery.flush()
    const sent = browser.server.requests.slice(before)
    expect(sent.flatMap(({ ids }) => ids)).toEqual(all.map(({ id }) => id))
    for (const { ids, init } of sent) {
      expect(ids.length).toBeLessThanOrEqual(50)
      expect((init.body as string).length).toBeLessThan(49_152 + 500)
    }
  })

  it('pain 6: posts what is stored when the page hides, and deletes it only when the answer comes', async () => {
    const tab = await browser.open()
    await tab.delivery.keep([record('shown')])
    browser.server.script = () => 'reset'
    tab.hidden(true)
    tab.dispatch('pagehide')
    await quiet()
    expect(browser.server.requests.map(({ init }) => init.keepalive)).toEqual([true, false])
    expect((await browser.stored('out')).size).toBe(1)

    browser.server.script = () => 'ok'
    tab.hidden(true)
    await until(async () => (await browser.stored('out')).size === 0, 1)
    expect(browser.server.stored.size).toBe(1)
  })

  it('refuses a record that is too large or no JSON by name, and keeps its neighbours', async () => {
    const { delivery, events } = await browser.open()
    const large = record('answered', { comment: 'x'.repeat(16_384) })
    const cyclic: Record<string, unknown> = {}
    cyclic.self = cyclic
    const odd = record('answered', { context: cyclic })
    const good = record()
    expect(await delivery.keep([large, odd, good])).toBe('failed')
    expect(events).toEqual([
      { type: 'rejected', ids: [large.id], code: 'record_too_large' },
      { type: 'rejected', ids: [odd.id], code: 'TypeError' },
    ])
    expect(await delivery.settled([large.id])).toBe('rejected')
    await until(() => browser.server.stored.size)
    expect([...browser.server.stored.keys()]).toEqual([good.id])
  })

  it('tries a slow device once more when what handles faults cannot be fetched either', async () => {
    const { delivery } = await browser.open()
    vi.doMock('../../src/browser/recovery.ts', () => {
      throw new Error('offline')
    })
    const put = vi.spyOn(IDBObjectStore.prototype, 'put')
    const slow = (times: number) => {
      for (let i = 0; i < times; i++)
        put.mockImplementationOnce(() => {
          throw new DOMException('', 'TimeoutError')
        })
    }
    slow(1)
    const one = record()
    expect(await delivery.keep([one])).toBe('device')
    expect((await browser.stored('out')).size).toBe(1)
    slow(2)
    expect(await delivery.keep([record()])).toBe('failed')
    vi.doUnmock('../../src/browser/recovery.ts')
    await until(() => browser.server.stored.size)
    expect([...browser.server.stored.keys()]).toEqual([one.id])
  })

  it('never lets two projects of one site mix', async () => {
    browser.server.script = () => ({ status: 503 })
    const shop = await browser.open({ key: 'pk_shop' })
    const blog = await browser.open({ key: 'pk_blog' })
    await shop.delivery.keep([record()])
    await blog.delivery.keep([record()])
    browser.server.script = () => 'ok'
    await shop.delivery.flush()
    await blog.delivery.flush()
    const keys = browser.server.requests
      .slice(-2)
      .map(({ init, ids }) => [JSON.parse(init.body as string).key, ids.length])
    expect(keys).toEqual([
      ['pk_shop', 1],
      ['pk_blog', 1],
    ])
  })
})

describe('claim', () => {
  const ledger = { id: 'a', surveys: {}, shown: [1] }

  it('pain 11: of ten tabs that decide at once, one wins', async () => {
    const tabs = await Promise.all(Array.from({ length: 10 }, () => browser.open()))
    const claims = await Promise.all(
      tabs.map(({ delivery }) => delivery.claim((before) => (before ? undefined : ledger))),
    )
    expect(claims.filter(Boolean)).toEqual([ledger])
    expect(await tabs[3]?.delivery.claim((before) => before)).toEqual(ledger)
  })

  it('decides by this page alone where storage is refused', async () => {
    browser.idb = undefined
    const { delivery } = await browser.open()
    expect(await delivery.claim((before) => (before ? undefined : ledger))).toEqual(ledger)
    expect(await delivery.claim((before) => (before ? undefined : ledger))).toBeUndefined()
  })
})
