import { IDBFactory } from 'fake-indexeddb'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createLease } from '../../src/browser/lease.ts'
import { createStore } from '../../src/queue/store.ts'

const START = 1_760_000_000_000

describe('createLease', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })
  const open = () => {
    const { use } = createStore(new IDBFactory(), () => {})
    const now = vi.spyOn(Date, 'now').mockReturnValue(START)
    return { one: createLease('a ', use), two: createLease('a ', use), other: createLease('b ', use), now }
  }

  it('lets one page send at a time, for each destination', async () => {
    const { one, two, other } = open()
    expect(await Promise.all([one.take(), two.take(), other.take()])).toEqual([true, false, true])
    expect(await one.take()).toBe(true) // renewed
    await one.leave()
    expect(await two.take()).toBe(true)
  })

  it('passes over a page that is gone, 15 s after it last sent', async () => {
    const { one, two, now } = open()
    await one.take()
    now.mockReturnValue(START + 14_999)
    expect(await two.take()).toBe(false)
    now.mockReturnValue(START + 15_000)
    expect(await two.take()).toBe(true)
  })

  it('does not wait for years because a clock jumped', async () => {
    const { one, two, now } = open()
    now.mockReturnValue(START + 86_400_000)
    await one.take()
    now.mockReturnValue(START)
    expect(await two.take()).toBe(true)
  })
})
