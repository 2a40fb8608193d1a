import { IDBFactory } from 'fake-indexeddb'
import { get, promisifyRequest, set } from 'idb-keyval'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { createStore as CreateStore } from '../../src/queue/store.ts'
import { pass, quiet } from './support/fakeBrowser.ts'

let factory: IDBFactory
let createStore: typeof CreateStore
const open = async (name: string, version?: number, upgrade?: (database: IDBDatabase) => void) => {
  const request = factory.open(name, version)
  request.onupgradeneeded = () => upgrade?.(request.result)
  return promisifyRequest(request)
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.resetModules()
  factory = new IDBFactory()
  createStore = (await import('../../src/queue/store.ts')).createStore
})
afterEach(() => vi.useRealTimers())

describe('createStore', () => {
  it('serves idb-keyval over three stores of one database, version 1', async () => {
    const { use } = createStore(factory, () => {})
    await set('a', 1, use('out'))
    expect(await get('a', use('out'))).toBe(1)
    expect(await get('a', use('dead'))).toBeUndefined()
    const [made] = await factory.databases()
    expect(made).toEqual({ name: 'pulso', version: 1 })
    const database = await open('pulso')
    expect([...database.objectStoreNames]).toEqual(['dead', 'meta', 'out'])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('commits as strictly as it is told', async () => {
    const { use } = createStore(factory, () => {})
    await get('a', use('out'))
    const spy = vi.spyOn((await open('other')).constructor.prototype as IDBDatabase, 'transaction')
    await set('a', 1, use('out', 'strict'))
    await set('a', 1, use('out'))
    expect(spy.mock.calls.map(([, , options]) => options)).toEqual([
      { durability: 'strict' },
      { durability: 'relaxed' },
    ])
    spy.mockRestore()
  })

  it('gives up on an open that never answers, and tries a new one next time', async () => {
    const real = factory.open.bind(factory)
    factory.open = () => ({}) as IDBOpenDBRequest
    const { use } = createStore(factory, () => {})
    const first = set('a', 1, use('out')).catch((error) => error.name)
    await pass(2000)
    expect(await first).toBe('TimeoutError')
    factory.open = real
    await set('a', 1, use('out'))
    expect(await get('a', use('out'))).toBe(1)
  })

  it.each([
    ['throws', new DOMException('', 'SecurityError')],
    ['is refused for once', new DOMException('', 'UnknownError')],
  ])('never remembers an open that %s', async (_, error) => {
    const real = factory.open.bind(factory)
    factory.open = () => {
      factory.open = real
      throw error
    }
    const { use } = createStore(factory, () => {})
    await set('a', 1, use('out')).catch(() => set('a', 1, use('out')))
    expect(await get('a', use('out'))).toBe(1)
  })

  it('rejects, and does no more, where there is no IndexedDB', async () => {
    const { use, close } = createStore(undefined, () => {})
    await expect(set('a', 1, use('out'))).rejects.toThrow(TypeError)
    close()
  })

  it('opens and reads what a newer version has made', async () => {
    const newer = await open('pulso', 7, (database) => {
      for (const name of ['out', 'dead', 'meta', 'later']) database.createObjectStore(name)
    })
    newer.close()
    const { use } = createStore(factory, () => {})
    await set('a', 1, use('out'))
    expect(await get('a', use('out'))).toBe(1)
  })

  it('makes way for an upgrade by a newer tab', async () => {
    const { use } = createStore(factory, () => {})
    await set('a', 1, use('out'))
    const newer = await open('pulso', 2)
    expect(newer.version).toBe(2)
    expect(await get('a', use('out'))).toBe(1)
  })

  it('makes way for a deletion, starts anew, and says that what was stored may be gone', async () => {
    const onReopen = vi.fn()
    const { use } = createStore(factory, onReopen)
    await set('a', 1, use('out'))
    expect(onReopen).not.toHaveBeenCalled()
    await promisifyRequest(factory.deleteDatabase('pulso'))
    expect(await get('a', use('out'))).toBeUndefined()
    expect(onReopen).toHaveBeenCalledOnce()
  })

  it('runs a transaction once more when its connection was closed behind its back', async () => {
    const { use } = createStore(factory, () => {})
    await use('out')('readonly', (store) => store.transaction.db.close())
    await set('a', 1, use('out', 'strict'))
    expect(await get('a', use('out'))).toBe(1)
  })

  it('runs a transaction that is aborted once more, whole, and gives up after that', async () => {
    const { use } = createStore(factory, () => {})
    let runs = 0
    const write = (aborts: number) =>
      use('meta')('readwrite', (store) => {
        store.put(++runs, 'a')
        if (runs <= aborts) store.transaction.abort()
        return promisifyRequest(store.transaction)
      })
    await write(1)
    expect(await get('a', use('meta'))).toBe(2)
    runs = 0
    await expect(write(9)).rejects.toBeNull()
    expect(runs).toBe(2)
  })

  it('does not wait for ever on a transaction that another tab blocks', async () => {
    const { use } = createStore(factory, () => {})
    await set('a', 1, use('out'))
    const other = await open('pulso')
    const blocking = other.transaction('out', 'readwrite').objectStore('out')
    let free = false
    const spin = () => {
      if (!free) blocking.get('a').onsuccess = spin
    }
    spin()
    const write = set('b', 1, use('out')).catch((error) => error.name)
    vi.advanceTimersByTime(0)
    await quiet()
    vi.advanceTimersByTime(1500)
    expect(await write).toBe('TimeoutError')
    free = true
    await quiet()
  })
})
