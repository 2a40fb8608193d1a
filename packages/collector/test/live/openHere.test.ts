import { describe, expect, it } from 'vitest'
import { createCalls } from '../../src/live/createCalls.ts'
import type { Asked, Lent } from '../../src/live/LiveCalls.ts'
import { openHere } from '../../src/live/openHere.ts'
import type { Store } from '../../src/Store.ts'
import { eachWithStore } from '../support/eachWithStore.ts'
import { EVERYTHING, NOW, SEGMENTS } from '../support/liveCounts.ts'
import { simulated, storeAll } from '../support/simulated.ts'

let store: Store
eachWithStore((opened) => {
  store = opened
})

/** Opens it over the store, and notes what it asks for. */
function open() {
  const asked: string[] = []
  const { dialect, run } = store.sql
  const thread = openHere({ segments: SEGMENTS, programme: undefined, dialect }, (error) => {
    throw error
  })
  const lent: Lent = {
    after: async (...given) => {
      asked.push('after')
      return { ...(await store.after(...given)), nowMs: NOW }
    },
    end: store.end,
    run: (statements, options) => {
      asked.push('run')
      return run(statements, options)
    },
    failed: (message) => void asked.push(message),
    recounted: (blocks, reason) => void asked.push(`${blocks} ${reason}`),
  }
  return { thread, asked, calls: createCalls<Asked, Lent>(thread.port, lent) }
}

// drawing takes seconds on a busy machine
describe('openHere', { timeout: 60_000 }, () => {
  it('counts and draws as the thread does', async () => {
    const records = simulated({ persons: 20 })
    await storeAll(store, records)
    const { thread, calls } = open()
    expect((await calls.ask('glance', EVERYTHING, 60_000)).matching).toBe(records.length)
    const wanted = { filter: EVERYTHING, locale: 'en', allTouchpoints: 'All', day: '2026-05-01' } as const
    const { markup, cursor } = await calls.ask('draw', wanted)
    expect(markup).toContain('id="board"')
    expect(cursor).toBe(String(records.length))
    await calls.ask('stop')
    await thread.end()
  })

  it('passes copies, and never at once: what is changed after it was sent does not arrive', async () => {
    await storeAll(store, simulated({ persons: 5 }))
    const { thread, calls, asked } = open()
    const filter = { ...EVERYTHING, project: 'nobody' }
    const glance = calls.ask('glance', filter, 60_000)
    filter.project = 'shop'
    await Promise.resolve()
    expect(asked).toEqual([])
    expect((await glance).matching).toBe(0)
    expect(asked).toContain('after')
    await thread.end()
  })

  it('asks for nothing and answers nothing after its end', async () => {
    const { thread, calls, asked } = open()
    const answered: unknown[] = []
    void calls.ask('glance', EVERYTHING, 10).then((glance) => answered.push(glance))
    await thread.end()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(asked).toEqual([])
    expect(answered).toEqual([])
  })
})
