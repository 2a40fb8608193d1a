import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { batchOf, createOutbox, type Outbox } from '../../src/queue/outbox.ts'
import { toRow } from '../../src/queue/row.ts'
import { createStore, type Use } from '../../src/queue/store.ts'
import { records } from './support/records.ts'

let use: Use
let outbox: Outbox
const rowsOf = (count: number, prefix = 'p ', more: object = {}) =>
  records(count).map((each) => toRow({ ...each, ...more }, prefix))

beforeEach(() => {
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
  use = createStore(new IDBFactory() as unknown as globalThis.IDBFactory, () => {}).use
  outbox = createOutbox('p ', use)
})

/** Every request made of an object store while work runs. */
async function requestsOf(work: () => Promise<unknown>): Promise<string[]> {
  const names: string[] = []
  let prototype = {} as Record<string, unknown>
  await use('out')('readonly', (store) => {
    prototype = Object.getPrototypeOf(store)
  })
  const methods = ['put', 'get', 'getAll', 'getAllKeys', 'count', 'delete', 'openCursor', 'add']
  const real = { ...Object.fromEntries(methods.map((name) => [name, prototype[name]])) }
  for (const name of methods)
    prototype[name] = function (this: unknown, ...args: unknown[]) {
      names.push(name)
      return (real[name] as (...args: unknown[]) => unknown).apply(this, args)
    }
  await work()
  Object.assign(prototype, real)
  return names
}

describe('createOutbox', () => {
  it('stores a record by one put, with nothing waiting and with 900 waiting', async () => {
    const [first] = rowsOf(1)
    expect(await requestsOf(() => outbox.put([first!]))).toEqual(['put'])
    await outbox.put(rowsOf(899))
    const [last] = rowsOf(1)
    expect(await requestsOf(() => outbox.put([last!]))).toEqual(['put'])
  })

  it('refuses the 1001st record, and takes new ones when there is room again', async () => {
    const rows = rowsOf(1000)
    await outbox.put(rows)
    await expect(outbox.put(rowsOf(1))).rejects.toMatchObject({ name: 'QuotaExceededError' })
    expect(await outbox.count()).toBe(1000)
    await outbox.remove(rows.slice(0, 2).map(({ key }) => key))
    await outbox.put(rowsOf(2))
    expect(await outbox.count()).toBe(1000)
  })

  it('refuses more than 5 MiB, also what other tabs have stored', async () => {
    const other = createOutbox('p ', use)
    await other.put(rowsOf(400, 'p ', { comment: 'x'.repeat(12_500) }))
    await outbox.count()
    await expect(outbox.put(rowsOf(50, 'p ', { comment: 'x'.repeat(12_500) }))).rejects.toMatchObject({
      name: 'QuotaExceededError',
    })
    await outbox.put(rowsOf(1))
  })

  it('sees the rows of its own destination only, the oldest first', async () => {
    const rows = rowsOf(3)
    await outbox.put([...rows].reverse())
    await createOutbox('p2 ', use).put(rowsOf(60, 'p2 '))
    const [seen, pace] = await outbox.peek()
    expect(seen).toEqual(rows)
    expect(pace).toBeUndefined()
    expect(await outbox.count()).toBe(3)
  })

  it('lets two claims that begin at once decide one after the other', async () => {
    const first = { id: 'first', surveys: {}, shown: [] }
    const decide = (id: string) => outbox.claim((ledger) => (ledger ? undefined : { ...first, id }))
    expect(await Promise.all([decide('first'), decide('second')])).toEqual([first, undefined])
  })
})

describe('batchOf', () => {
  it('takes 50 records or 48 KiB, whichever is less, and always one', () => {
    expect(batchOf(rowsOf(60))).toHaveLength(50)
    const large = rowsOf(10, 'p ', { comment: 'x'.repeat(15_000) })
    expect(batchOf(large)).toEqual(large.slice(0, 3))
    expect(batchOf(large, 2)).toHaveLength(2)
  })
})
