import { httpSink, slackSink } from '@pulso/adapters'
import type { PulsoRecord } from '@pulso/web/schema'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CollectorEvent } from '../../src/CollectorEvent.ts'
import { createForwarder, type Forwarder } from '../../src/forward/createForwarder.ts'
import { createForwardDesk } from '../../src/forward/forwardDesk.ts'
import type { Feed, Forwarding } from '../../src/forward/readForwarding.ts'
import type { Store } from '../../src/Store.ts'
import { type Answer, openReceiver, type Received, type Receiver, until } from '../support/openReceiver.ts'
import { type AnyRecord, answered } from '../support/records.ts'
import { row } from './storeContract.ts'

export interface ForwardSubject {
  /** Opens the same store again, beside those that are open. */
  open: () => Promise<Store>
  remove: () => Promise<void>
}

/** What forwarding keeps to, whatever the store is made of. */
export function forwardContract(name: string, setUp: () => Promise<ForwardSubject>): void {
  describe(`createForwarder over ${name}`, { timeout: 60_000 }, () => {
    let subject: ForwardSubject
    let stores: Store[]
    let forwarders: Forwarder[]
    let receivers: Receiver[]
    let events: CollectorEvent[]
    beforeEach(async () => {
      subject = await setUp()
      stores = []
      forwarders = []
      receivers = []
      events = []
    }, 60_000)
    afterEach(async () => {
      await Promise.all(forwarders.map((forwarder) => forwarder.stop()))
      await Promise.all(stores.map((store) => store.close()))
      await Promise.all(receivers.map((receiver) => receiver.close()))
      await subject.remove()
    }, 60_000)

    const openStore = async () => {
      const store = await subject.open()
      stores.push(store)
      return store
    }
    const receive = async (answer?: (request: Received) => Answer | Promise<Answer>) => {
      const receiver = await openReceiver(answer)
      receivers.push(receiver)
      return receiver
    }
    const start = (store: Store, feeds: readonly Feed[], over: Partial<Forwarding> = {}) => {
      const registry = new Registry()
      const forwarder = createForwarder({
        store,
        forwarding: { feeds, rules: [], contacts: [], gatherMs: 5, ...over },
        registry,
        now: Date.now,
        log: (event) => events.push(event),
        random: () => 0, // the shortest wait there is
      })
      forwarders.push(forwarder)
      return { ...forwarder, registry }
    }
    const feed = (name: string, { url }: Receiver, over: Partial<Feed> = {}): Feed => ({
      name,
      sink: httpSink({ endpoint: url }),
      wants: () => true,
      from: 'start',
      ...over,
    })
    const append = (store: Store, records: readonly AnyRecord[], project = 'shop') =>
      store.append(project, records.map(row), { received: Date.now(), sentAt: null })
    const deskOf = (store: Store, names: readonly string[]) =>
      createForwardDesk(
        store,
        names.map((name) => ({ name, wants: () => true })),
        [],
      )
    const idsOf = (records: readonly { id: string }[]) => records.map(({ id }) => id)
    const many = (count: number) => Array.from({ length: count }, () => answered())

    it('sends what was there and what comes, each record once and as it was given', async () => {
      const receiver = await receive()
      const store = await openStore()
      const before = many(3)
      await append(store, before)
      const { watched } = start(store, [feed('crm', receiver)])
      await until(() => receiver.ids().length === 3)
      const after = many(120) // more than a batch
      await append(watched, after)
      await until(() => receiver.ids().length >= 123)
      expect(receiver.ids()).toEqual(idsOf([...before, ...after]))
      expect(JSON.parse(receiver.received[0]!.body)).toEqual(before)
      await until(async () => (await deskOf(store, ['crm']).status(Date.now()))[0]?.settled === 123)
      expect((await deskOf(store, ['crm']).status(Date.now()))[0]).toMatchObject({
        state: 'ok',
        behindSince: null,
        waiting: 0,
        dead: 0,
      })
    })

    it('begins a new sink with what arrives from then on, or since a date, and goes on where it was', async () => {
      const [now, dated] = [await receive(), await receive()]
      const store = await openStore()
      const [old, older] = [answered(), answered()]
      await store.append('shop', [row(older)], { received: Date.UTC(2026, 0, 1), sentAt: null })
      await store.append('shop', [row(old)], { received: Date.UTC(2026, 5, 1), sentAt: null })
      const feeds = [feed('now', now, { from: 'now' }), feed('dated', dated, { from: Date.UTC(2026, 2, 1) })]
      const first = start(store, feeds)
      await until(() => dated.ids().length === 1)
      await until(async () => (await deskOf(store, ['now']).status(Date.now()))[0]?.state === 'ok')
      const next = answered()
      await append(first.watched, [next])
      await until(() => now.ids().length === 1 && dated.ids().length === 2)
      await first.stop()
      const last = answered()
      await append(store, [last])
      start(store, feeds)
      await until(() => now.ids().length === 2 && dated.ids().length === 3)
      expect(now.ids()).toEqual(idsOf([next, last]))
      expect(dated.ids()).toEqual(idsOf([old, next, last]))
    })

    it('waits for a backend that is down, loses nothing, and lets no other sink wait for it', async () => {
      const [down, up] = [await receive(() => ({ status: 503 })), await receive()]
      const store = await openStore()
      const { watched, registry } = start(store, [feed('down', down), feed('up', up)])
      const records = many(30)
      for (const record of records) await append(watched, [record])
      await until(() => up.ids().length === 30 && down.received.length >= 3)
      expect(up.ids()).toEqual(idsOf(records))
      await until(async () => (await deskOf(store, ['down']).status(Date.now()))[0]?.state === 'waiting')
      await until(async () => /pulso_forward_lag_seconds\{sink="up"\} 0\n/.test(await registry.metrics()))
      const metrics = await registry.metrics()
      expect(metrics).toMatch(/pulso_forward_lag_seconds\{sink="down"\} (?!0\n)/)
      expect(metrics).toMatch(/pulso_forward_state\{sink="down",state="waiting"\} 1/)
      expect(metrics).toMatch(/pulso_forward_records_total\{sink="up",outcome="settled"\} 30/)
      down.received.length = 0
      down.answer(() => ({ status: 200 }))
      await until(() => new Set(down.ids()).size === 30)
      expect(new Set(down.ids())).toEqual(new Set(idsOf(records)))
      await until(() => events.some(({ event }) => event === 'sink_ok'))
      expect(events).toContainEqual({ event: 'sink_waiting', sink: 'down', code: 'http_503' })
    })

    it('sends nothing more before the time that a backend asks for', async () => {
      const receiver = await receive(() => ({ status: 429, headers: { 'retry-after': '3000' } }))
      const store = await openStore()
      const { watched, wake } = start(store, [feed('crm', receiver)])
      const began = Date.now()
      await append(watched, [answered()])
      const desk = deskOf(store, ['crm'])
      await until(async () => (await desk.status(Date.now()))[0]?.nextTryAt !== null)
      await append(watched, [answered()])
      wake()
      const [status] = await desk.status(Date.now())
      expect(status).toMatchObject({ state: 'waiting', code: 'http_429' })
      expect(status!.nextTryAt! - began).toBeGreaterThanOrEqual(3_000_000)
      expect(receiver.received).toHaveLength(1)
      // A person knows that it is better now.
      receiver.answer(() => ({ status: 200 }))
      receiver.received.length = 0
      await desk.resume('crm', Date.now())
      wake()
      await until(() => receiver.ids().length === 2)
    })

    it('sets a record aside that the backend refuses, sends the others, and sends it once more when asked', async () => {
      const bad = answered({}, { value: 3 })
      const refusing = ({ body }: Received) => ({ status: body.includes(bad.id) ? 422 : 200 })
      const receiver = await receive(refusing)
      const store = await openStore()
      const records = [...many(4), bad, ...many(4)]
      const { watched, wake } = start(store, [feed('crm', receiver)])
      await append(watched, records)
      const desk = deskOf(store, ['crm'])
      await until(async () => (await desk.status(Date.now()))[0]?.settled === 8)
      expect(await desk.status(Date.now())).toMatchObject([
        { state: 'ok', dead: 1, waiting: 0, behindSince: null },
      ])
      const [letter] = await desk.dead('crm')
      expect(letter).toMatchObject({ id: bad.id, project: 'shop', code: 'http_422', record: bad })
      expect(events).toContainEqual({ event: 'dead_letters', sink: 'crm', codes: { http_422: 1 } })

      receiver.answer(() => ({ status: 200 }))
      receiver.received.length = 0
      expect(await desk.requeue('crm', [bad.id], Date.now())).toBe(1)
      wake()
      await until(async () => (await desk.status(Date.now()))[0]?.settled === 9)
      expect(receiver.ids()).toEqual([bad.id])
      expect(await desk.dead('crm')).toEqual([])
    })

    it('lets no record that brings a backend down stop those behind it', async () => {
      const poison = many(3) // as many as make a backend look dead
      const ids = idsOf(poison)
      const receiver = await receive(({ body }) => ({
        status: ids.some((id) => body.includes(id)) ? 500 : 200,
      }))
      const store = await openStore()
      const one = feed('crm', receiver, {
        sink: { ...httpSink({ endpoint: receiver.url }), maxBatchRecords: 1 },
      })
      const { watched, wake } = start(store, [one])
      const good = many(12)
      await append(watched, [...poison, ...good])
      const waking = setInterval(wake, 20)
      const desk = deskOf(store, ['crm'])
      await until(async () => (await desk.status(Date.now()))[0]?.settled === 12).finally(() =>
        clearInterval(waking),
      )
      expect(await desk.status(Date.now())).toMatchObject([{ waiting: 3, dead: 0 }])
    })

    it('holds a sink whose key is wrong, says so once, and tries it when a collector starts', async () => {
      const receiver = await receive(() => ({ status: 401 }))
      const store = await openStore()
      const first = start(store, [feed('crm', receiver)])
      await append(first.watched, many(2))
      const desk = deskOf(store, ['crm'])
      await until(async () => (await desk.status(Date.now()))[0]?.state === 'held')
      await first.stop()
      expect(events.filter(({ event }) => event === 'sink_held')).toEqual([
        { event: 'sink_held', sink: 'crm', code: 'http_401' },
      ])
      receiver.received.length = 0
      receiver.answer(() => ({ status: 200 }))
      start(store, [feed('crm', receiver)])
      await until(() => receiver.ids().length === 2)
    })

    it('sends each record once to each sink when two processes share a database', async () => {
      const [one, two] = [await receive(), await receive()]
      const feeds = [feed('one', one), feed('two', two)]
      const [left, right] = [await openStore(), await openStore()]
      const sides = [start(left, feeds), start(right, feeds)]
      const records = many(200)
      for (const [n, record] of records.entries()) await append(sides[n % 2]!.watched, [record])
      await until(() => one.ids().length >= 200 && two.ids().length >= 200)
      await Promise.all(sides.map((side) => side.stop()))
      for (const receiver of [one, two]) expect(receiver.ids().sort()).toEqual(idsOf(records).sort())
    })

    it('goes on where a process died in the middle, once its lease is over; a late sign of life changes nothing', async () => {
      let revive = () => {}
      const isRevived = new Promise<void>((resolve) => {
        revive = resolve
      })
      const receiver = await receive(() => isRevived.then(() => ({ status: 200 })))
      const store = await openStore()
      const dying = start(store, [feed('crm', receiver)], { leaseMs: 300 })
      const record = answered()
      await append(dying.watched, [record])
      await until(() => receiver.received.length === 1)
      // What a process leaves behind that is killed, or stopped: a lease that nobody renews.
      await store.sql.run([
        store.sql.db
          .updateTable('forward_sinks')
          .set((eb) => ({ owner: 'killed', until: eb('until', '+', 300) })),
      ])
      receiver.received.length = 0
      receiver.answer(() => ({ status: 503 }))
      const heir = start(await openStore(), [feed('crm', receiver)], { leaseMs: 300 })
      await until(() => receiver.ids().length > 0)
      revive()
      await dying.stop()
      expect(await deskOf(store, ['crm']).status(Date.now())).toMatchObject([{ settled: 0 }])
      receiver.answer(() => ({ status: 200 }))
      await until(async () => (await deskOf(store, ['crm']).status(Date.now()))[0]?.settled === 1)
      expect(new Set(receiver.ids())).toEqual(new Set([record.id]))
      await heir.stop()
    })

    it('sends again what arrived since a date, the same records with the same ids', async () => {
      const receiver = await receive()
      const store = await openStore()
      const old = answered()
      await store.append('shop', [row(old)], { received: Date.UTC(2026, 0, 1), sentAt: null })
      const { watched, wake } = start(store, [feed('crm', receiver)])
      const records = many(5)
      const since = Date.now()
      await append(watched, records)
      const desk = deskOf(store, ['crm'])
      await until(async () => (await desk.status(Date.now()))[0]?.settled === 6)
      receiver.received.length = 0
      expect(await desk.replay('crm', since, Date.now())).toEqual({})
      wake()
      await until(() => receiver.ids().length === 5)
      expect(receiver.ids()).toEqual(idsOf(records))
      expect(await desk.replay('crm', Date.now() + 60_000, Date.now())).toBe('nothing')
    })

    it('keeps apart two projects that use one id, and sends a sink only what it wants', async () => {
      const receiver = await receive()
      const chat = await receive()
      const store = await openStore()
      const same = answered()
      const { watched } = start(store, [
        feed('all', receiver),
        feed('chat', chat, {
          sink: slackSink({ endpoint: chat.url }),
          wants: (record: PulsoRecord, project) => project === 'shop' && record.type === 'answered',
        }),
      ])
      await append(watched, [same], 'shop')
      await append(watched, [same], 'other')
      await until(() => receiver.ids().length === 2 && chat.received.length === 1)
      expect(JSON.parse(chat.received[0]!.body).text).toContain('recommend (nps): 9')
      await until(async () => (await deskOf(store, ['all']).status(Date.now()))[0]?.settled === 2)
    })

    it('forgets what waits when its record is erased', async () => {
      const receiver = await receive(({ body }) => ({ status: body.includes('p-1') ? 422 : 200 }))
      const store = await openStore()
      const { watched, wake } = start(store, [feed('crm', receiver)])
      const erased = answered({ person: 'p-1' })
      await append(watched, [answered(), erased, answered()])
      const desk = deskOf(store, ['crm'])
      await until(async () => (await desk.status(Date.now()))[0]?.dead === 1)
      expect(await store.owner.remove('shop', { persons: ['p-1'], runs: [] })).toBe(1)
      expect(await desk.dead('crm')).toMatchObject([{ id: erased.id, record: null }])
      await desk.requeue('crm', undefined, Date.now())
      const before = receiver.received.length
      wake()
      await until(async () => (await desk.status(Date.now()))[0]?.waiting === 0)
      expect(receiver.received).toHaveLength(before)
    })
  })
}
