import { Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CollectorEvent } from '../../src/CollectorEvent.ts'
import { erasePerson } from '../../src/data/person.ts'
import { clickhouseHttp } from '../../src/mirror/clickhouseHttp.ts'
import { createMirror, type Mirror } from '../../src/mirror/createMirror.ts'
import type { MirrorOptions } from '../../src/mirror/MirrorOptions.ts'
import { createMirrorBook, MIRROR_FEED } from '../../src/mirror/mirrorBook.ts'
import { MIRROR_SHAPE } from '../../src/mirror/mirrorColumns.ts'
import { createMirrorTarget } from '../../src/mirror/mirrorTarget.ts'
import { verifyMirror } from '../../src/mirror/verifyMirror.ts'
import type { Store } from '../../src/Store.ts'
import { oddRecords } from '../support/oddRecords.ts'
import { type Answer, openReceiver, type Received, type Receiver, until } from '../support/openReceiver.ts'
import { answered } from '../support/records.ts'
import { ARRIVAL, row } from './storeContract.ts'

export interface MirrorSubject {
  /** A new and empty store, or the one of `first` again, beside those that are open. */
  open: (place?: 'first' | 'second') => Promise<Store>
  /** The server, as it answers; a new and empty one each time. */
  ask: (request: Pick<Received, 'path' | 'body'>) => Promise<Answer>
  /** Empty for the test. */
  database: string
  /** Whether the server knows a batch again by its token. */
  hasTokens: boolean
  remove: () => Promise<void>
}

const LOST: Answer = { status: 502, body: 'the answer was lost' }
const isInsert = ({ path }: Received) => path.startsWith('/?query=INSERT')

/** What the mirror keeps to, whatever the store and the server are. */
export function mirrorContract(name: string, setUp: () => Promise<MirrorSubject>): void {
  describe(`createMirror, ${name}`, { timeout: 60_000 }, () => {
    let subject: MirrorSubject
    let store: Store
    let server: Receiver
    const closing: (() => Promise<unknown>)[] = []
    const events: CollectorEvent[] = []
    beforeEach(async () => {
      events.length = 0
      subject = await setUp()
      store = await open()
      server = await openReceiver(subject.ask)
    }, 60_000)
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close()
      await server.close()
      await subject.remove()
    }, 60_000)

    const open = async (place?: 'first' | 'second') => {
      const opened = await subject.open(place)
      closing.push(() => opened.close())
      return opened
    }
    const start = (of: Store = store, over: Partial<MirrorOptions> = {}): Mirror => {
      const options = { url: `${server.url}/${subject.database}`, lookMs: 10, leaseMs: 400, ...over }
      const log = (event: CollectorEvent) => void events.push(event)
      const mirror = createMirror({
        store: of,
        options,
        registry: new Registry(),
        now: Date.now,
        log,
        random: () => 0,
      })
      closing.push(() => mirror.stop())
      return mirror
    }
    const http = () => {
      const address = { endpoint: server.url, user: '', password: '' }
      return clickhouseHttp(address, new AbortController().signal)
    }
    const target = () => createMirrorTarget(http(), subject.database)
    const seen = () => http().rows(`SELECT * FROM ${subject.database}.pulso_mirror`)
    const idsSeen = async () => (await seen()).map(({ id }) => String(id)).sort()
    const rowsOf = (generation: number) =>
      http().rows(`SELECT * FROM ${subject.database}.pulso_mirror_rows_${generation}`)
    const add = async (count: number, over: object = {}) => {
      const rows = Array.from({ length: count }, () => row(answered(over)))
      await store.append('shop', rows, ARRIVAL)
      return rows.map(({ id }) => id)
    }
    const has = (ids: readonly string[]) =>
      until(async () => (await idsSeen()).join() === [...ids].sort().join())

    const isComplete = async (of = store) => (await createMirrorBook(of.sql).read())?.isComplete === true

    it('has every record once, to the byte, of both modes, and goes on with what arrives', async () => {
      const odd = oddRecords()
      await store.adopt(odd)
      const mirror = start()
      await has(odd.map(({ id }) => id))
      const late = await add(3, { person: 'p1', mode: 'test' })
      await has([...odd.map(({ id }) => id), ...late])
      const copied = new Map((await seen()).map((each) => [each.id, each]))
      for (const { id, json, mode } of odd)
        expect(copied.get(id)).toMatchObject({ json, mode, project: 'shop' })
      expect(Number(copied.get(odd[1]!.id)?.received)).toBe(odd[1]!.received)
      expect(copied.get(late[0])).toMatchObject({ question: 'recommend', question_type: 'nps', value: '9' })
      const verdict = await verifyMirror(store, target())
      expect(verdict?.isEqual).toBe(true)
      expect(verdict?.counts.reduce((sum, { mirror: count }) => sum + count, 0)).toBe(odd.length + 3)
      expect(mirror.warning()).toBeUndefined()
    })

    it('sends a batch whose answer was lost as it was, though more has come since: each counts once', async () => {
      const first = await add(20)
      const inserts: Received[] = []
      let late: string[] = []
      server.answer(async (request) => {
        const answer = await subject.ask(request)
        if (!isInsert(request)) return answer
        inserts.push(request)
        if (inserts.length === 1) late = await add(5)
        return inserts.length <= 2 ? LOST : answer
      })
      start()
      await until(() => inserts.length > 3)
      await has([...first, ...late])
      const [one, two, three, four] = inserts.map(({ path, body }) => `${path}\n${body}`)
      expect([two, three]).toEqual([one, one])
      expect(four).not.toBe(one)
      // A server that knows tokens took the batch once; of an old one it is the merging that counts once.
      const copies = (await rowsOf(1)).filter(({ id }) => id === first[0])
      expect(copies.length).toBeGreaterThanOrEqual(1)
      if (subject.hasTokens) expect(copies).toHaveLength(1)
      expect(events.filter(({ event }) => event.startsWith('mirror'))).toEqual([
        { event: 'mirror_waiting', code: 'http_502' },
        { event: 'mirror_ok' },
        { event: 'mirror_built' },
      ])
    })

    it('lets another process go on where one was killed, with the same batch', async () => {
      const ids = await add(20)
      const inserts: string[] = []
      let release = () => {}
      const stuck = new Promise<void>((resolve) => {
        release = resolve
      })
      server.answer(async (request) => {
        if (!isInsert(request)) return subject.ask(request)
        inserts.push(request.body)
        if (inserts.length === 1) await stuck // it was taken, and is done late
        return subject.ask(request)
      })
      start()
      await until(() => inserts.length === 1)
      const killed = createMirrorBook(store.sql)
      await store.sql.run([store.sql.db.updateTable('forward_sinks').set({ owner: 'killed', until: 0 })])
      start(await open('first'))
      await until(() => inserts.length === 2)
      release()
      await has(ids)
      const late = await add(1)
      await has([...ids, ...late])
      expect(inserts[1]).toBe(inserts[0])
      expect((await killed.read())?.isComplete).toBe(true)
    })

    it('hides what was erased at once, and takes it off the disk', async () => {
      const others = await add(5)
      const hers = await add(3, { person: 'ana' })
      start(store, { sweepMs: 50 })
      await has([...others, ...hers])
      expect(await erasePerson(store, 'shop', 'ana')).toEqual({ records: 3 })
      await has(others)
      await until(async () => !(await rowsOf(1)).some(({ person }) => person === 'ana'))
      expect((await verifyMirror(store, target()))?.isEqual).toBe(true)
      await until(async () => (await createMirrorBook(store.sql).read())?.hiddenSince === null)
    })

    it('hides what was deleted by age, and what was deleted while it was on its way', async () => {
      const old = await add(4)
      let erased = 0
      server.answer(async (request) => {
        if (isInsert(request) && erased === 0)
          erased = await store.owner.removeBefore('shop', ARRIVAL.received + 1, 2)
        return subject.ask(request)
      })
      start()
      await until(async () => (await idsSeen()).length === 2)
      expect(erased).toBe(2)
      const left = await idsSeen()
      expect(old).toEqual(expect.arrayContaining(left))
      expect((await verifyMirror(store, target()))?.isEqual).toBe(true)
    })

    it('is built anew beside the one that is read, and takes its place when it is complete', async () => {
      const ids = await add(6)
      start()
      await has(ids)
      await until(() => isComplete())
      let isShut = true
      server.answer(async (request) =>
        isShut && /INSERT.*rows_2/.test(request.path) ? LOST : subject.ask(request),
      )
      await createMirrorBook(store.sql).restart(MIRROR_SHAPE)
      await until(() => events.some(({ event }) => event === 'mirror_waiting'))
      expect(await idsSeen()).toEqual([...ids].sort())
      isShut = false
      await until(() => events.filter(({ event }) => event === 'mirror_built').length === 2)
      expect(await idsSeen()).toEqual([...ids].sort())
      expect(await rowsOf(2)).toHaveLength(6)
      await expect(rowsOf(1)).rejects.toMatchObject({ code: 'clickhouse_60' })
    })

    it('of an older shape is built anew at the start; one of a newer release is left alone', async () => {
      const ids = await add(2)
      const mirror = start()
      await has(ids)
      await mirror.stop()
      const reshape = (shape: number) => store.sql.run([store.sql.db.updateTable('mirror').set({ shape })])
      await reshape(MIRROR_SHAPE - 1)
      const next = start()
      await until(async () => (await target().highest()) === 2)
      await has(ids)
      await next.stop()
      await reshape(MIRROR_SHAPE + 1)
      const older = start()
      await until(() => older.warning()?.code === 'newer_release')
      expect((await createMirrorBook(store.sql).read())?.generation).toBe(2)
    })

    it('of a second store takes the place of the first, which stops', async () => {
      const ids = await add(3)
      const first = start()
      await has(ids)
      const second = await open('second')
      const moved = (await store.after(null, 10)).records
      await second.adopt(moved)
      const more = row(answered())
      await second.append('shop', [more], ARRIVAL)
      start(second)
      await has([...ids, more.id])
      await until(() => isComplete(second))
      await add(1) // somebody still sends to the old one
      await until(() => first.warning()?.code === 'replaced')
      await has([...ids, more.id])
    })

    it('whose table somebody dropped says so, and is not begun in silence without what was there', async () => {
      const ids = await add(2)
      const mirror = start()
      await has(ids)
      await createMirrorBook(store.sql).restart(MIRROR_SHAPE)
      await until(async () => (await isComplete()) && (await target().highest()) === 2)
      await http().run(`DROP TABLE IF EXISTS ${subject.database}.pulso_mirror_rows_2`)
      const late = await add(1)
      await until(() => mirror.warning()?.code === 'dropped')
      await createMirrorBook(store.sql).restart(MIRROR_SHAPE)
      await until(async () => (await target().highest()) === 1 && (await rowsOf(1)).length === 3)
      await has([...ids, ...late])
    })

    it('waits for a server that is away, says so, and catches up', async () => {
      const ids = await add(3)
      server.answer(() => ({ status: 503, body: 'away' }))
      const mirror = start()
      await until(() => mirror.warning()?.code === 'http_503')
      expect(mirror.warning()?.lagSeconds).toBeGreaterThan(0)
      server.answer(subject.ask)
      await has(ids)
      await until(() => mirror.warning() === undefined)
    })

    it('is told apart from a store that has let go of a record without its knowing', async () => {
      await add(4)
      const mirror = start()
      await until(() => isComplete())
      await mirror.stop()
      expect((await verifyMirror(store, target()))?.isEqual).toBe(true)
      await createMirrorBook(store.sql).forget() // from now on it hears of no deletion …
      const cursor = await store.end()
      await store.owner.removeBefore('shop', ARRIVAL.received + 1, 1)
      await createMirrorBook(store.sql).begin(MIRROR_SHAPE)
      await createMirrorBook(store.sql).choose(1)
      await store.sql.run([
        store.sql.db.insertInto('forward_sinks').values({ sink: MIRROR_FEED, cursor, began: 0 }),
      ])
      const verdict = await verifyMirror(store, target(), { tries: 2, againMs: 1 })
      expect(verdict).toMatchObject({
        isEqual: false,
        counts: [{ project: 'shop', mode: 'live', store: 3, mirror: 4 }],
      })
    })
  })
}
