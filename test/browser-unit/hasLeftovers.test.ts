import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hasLeftovers } from '../../src/browser/hasLeftovers.ts'

const STORES = ['out', 'dead', 'meta']

/** The queue's database as an earlier visit left it. */
const leave = (rows: number, stores = STORES) =>
  new Promise<void>((resolve) => {
    const request = indexedDB.open('pulso')
    request.onupgradeneeded = () => {
      for (const name of stores) request.result.createObjectStore(name)
    }
    request.onsuccess = () => {
      const database = request.result
      const transaction = database.transaction(stores, 'readwrite')
      for (let i = 0; i < rows; i++) transaction.objectStore('out').put({ id: i }, i)
      transaction.oncomplete = () => {
        database.close()
        resolve()
      }
    }
  })
const settled = () => new Promise((resolve) => setTimeout(resolve, 50))

describe('hasLeftovers', () => {
  beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()))
  afterEach(() => vi.unstubAllGlobals())

  it('tells of answers that wait', async () => {
    await leave(2)
    const found = vi.fn()
    hasLeftovers(found)
    await vi.waitFor(() => expect(found).toHaveBeenCalledTimes(1))
  })

  it('keeps quiet when none wait', async () => {
    await leave(0)
    const found = vi.fn()
    hasLeftovers(found)
    await settled()
    expect(found).not.toHaveBeenCalled()
  })

  it('makes no database where there is none', async () => {
    const found = vi.fn()
    hasLeftovers(found)
    await settled()
    expect(found).not.toHaveBeenCalled()
    expect(await indexedDB.databases()).toEqual([])
  })

  it('keeps quiet about a database that it does not know, and leaves it free to change', async () => {
    await leave(0, ['something'])
    hasLeftovers(() => expect.unreachable())
    await settled()
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open('pulso', 2)
      request.onsuccess = () => resolve()
      request.onblocked = reject
    })
  })

  it.each([
    undefined,
    {
      open() {
        throw new DOMException('denied', 'SecurityError')
      },
    },
  ])('bears a browser without a database, or one that refuses', (refused) => {
    vi.stubGlobal('indexedDB', refused)
    expect(() => hasLeftovers(() => expect.unreachable())).not.toThrow()
  })
})
