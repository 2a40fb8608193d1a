import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { vi } from 'vitest'
import type { Delivery, DeliveryEvent, DeliveryOptions } from '../../../src/engine/ports.ts'
import { FakeServer } from './fakeServer.ts'

// Real timers are needed by what is faked here; the SDK gets the fake clock.
const { setImmediate } = globalThis

/** Lets everything happen that needs no clock. */
export const quiet = async (rounds = 40): Promise<void> => {
  for (let i = 0; i < rounds; i++) await new Promise((resolve) => setImmediate(resolve))
}

/** Moves the clock, and lets everything happen on the way. */
export async function pass(ms: number, step = 250): Promise<void> {
  await quiet()
  for (let left = ms; left > 0; left -= step) {
    const timers = vi.getTimerCount()
    vi.advanceTimersByTime(Math.min(step, left))
    await quiet(vi.getTimerCount() === timers ? 3 : 40) // mostly nothing was due
  }
}

/** Waits until it is so; the clock moves on meanwhile. */
export async function until(isSo: () => unknown, step = 50): Promise<void> {
  for (let i = 0; i < 4000; i++) {
    if (await isSo()) return
    await pass(step, step)
  }
  throw new Error(`Never came true: ${isSo}`)
}

/** The clock moves on until the promise is settled. */
export async function meanwhile<T>(promise: Promise<T>): Promise<T> {
  let isOver = false
  const over = () => {
    isOver = true
  }
  promise.then(over, over)
  await until(() => isOver)
  return promise
}

/** Web Locks among all tabs of one browser. */
function fakeLocks() {
  const held = new Map<string, { lost: (error: Error) => void }>()
  const request = async (name: string, how: LockOptions, work: (lock: object | null) => Promise<unknown>) => {
    if (held.has(name) && !how.steal) return work(null)
    held.get(name)?.lost(new DOMException('stolen', 'AbortError'))
    return new Promise((resolve, reject) => {
      const mine = { lost: reject }
      held.set(name, mine)
      work({ name })
        .then(resolve, reject)
        .finally(() => held.get(name) === mine && held.delete(name))
    })
  }
  return { request, held }
}

class FakeStorage {
  map = new Map<string, string>()
  get length() {
    return this.map.size
  }
  key = (index: number) => [...this.map.keys()][index] ?? null
  getItem = (name: string) => this.map.get(name) ?? null
  setItem = (name: string, value: string) => void this.map.set(name, value)
  removeItem = (name: string) => void this.map.delete(name)
}

export interface Tab {
  delivery: Delivery
  events: DeliveryEvent[]
  /** What the page's window hears. */
  dispatch: (type: string, more?: object) => void
  hidden: (is: boolean) => void
  session: FakeStorage
}

/** One device: a database, its locks, and a server far away. Each tab loads the delivery anew. */
export class FakeBrowser {
  idb: IDBFactory | undefined = new IDBFactory()
  server = new FakeServer()
  locks: ReturnType<typeof fakeLocks> | undefined = fakeLocks()

  constructor() {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_790_000_000_000 })
  }

  async open(options: Partial<DeliveryOptions> = {}, session = new FakeStorage()): Promise<Tab> {
    const listeners = new Map<string, Set<(event: object) => void>>()
    const document = { hidden: false }
    vi.stubGlobal('indexedDB', this.idb)
    vi.stubGlobal('IDBKeyRange', IDBKeyRange)
    vi.stubGlobal('fetch', this.server.fetch)
    vi.stubGlobal('navigator', { locks: this.locks })
    vi.stubGlobal('document', document)
    vi.stubGlobal('sessionStorage', session)
    vi.stubGlobal('addEventListener', (type: string, run: (event: object) => void) => {
      if (!listeners.has(type)) listeners.set(type, new Set())
      listeners.get(type)?.add(run)
    })
    vi.stubGlobal('removeEventListener', (type: string, run: (event: object) => void) => {
      listeners.get(type)?.delete(run)
    })
    vi.resetModules()
    const { createDelivery } = await import('../../../src/browser/delivery.ts')
    await import('../../../src/browser/recovery.ts') // so that its import takes no real time
    const events: DeliveryEvent[] = []
    const delivery = createDelivery({
      endpoint: 'https://collector.test/v1/records',
      key: 'pk_test',
      storage: 'persistent',
      ack: 'ids',
      onEvent: (event) => events.push(event),
      ...options,
    })
    await quiet()
    const dispatch = (type: string, more: object = {}) => {
      for (const run of listeners.get(type) ?? []) run({ type, ...more })
    }
    return {
      delivery,
      events,
      session,
      dispatch,
      hidden(is) {
        document.hidden = is
        dispatch('visibilitychange')
      },
    }
  }

  /** What is in a store of the database, by key. */
  async stored(name: 'out' | 'dead' | 'meta'): Promise<Map<string, unknown>> {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = this.idb!.open('pulso')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const store = database.transaction(name).objectStore(name)
    const keys = store.getAllKeys()
    const values = store.getAll()
    await new Promise((resolve) => {
      store.transaction.oncomplete = resolve
    })
    database.close()
    return new Map(keys.result.map((key, index) => [String(key), values.result[index]]))
  }
}
