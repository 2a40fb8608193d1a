import { describe, expect, it } from 'vitest'
import { cursorSince } from '../../src/forward/cursorSince.ts'
import type { Store } from '../../src/Store.ts'
import { eachWithStore } from '../support/eachWithStore.ts'
import { answered } from '../support/records.ts'
import { rowOf } from '../support/simulated.ts'

let store: Store
eachWithStore((opened) => {
  store = opened
})

describe('cursorSince', () => {
  it('is where a reader begins that wants what arrived then and later, in whatever steps it is looked for', async () => {
    const ids: string[] = []
    for (const received of [10, 20, 30, 40]) {
      const rows = [rowOf(answered() as never), rowOf(answered() as never)]
      ids.push(...rows.map(({ id }) => id))
      await store.append('shop', rows, { received, sentAt: null })
    }
    for (const stepArrivals of [1, 3, 1000])
      for (const [time, place] of [[0, 0] as const, [20, 2] as const, [21, 4] as const, [40, 6] as const]) {
        const cursor = await cursorSince({ ...store.sql, stepArrivals }, time)
        expect((await store.after(cursor!, 9)).records.map(({ id }) => id)).toEqual(ids.slice(place))
      }
  })

  it('says nothing where nothing arrived since', async () => {
    expect(await cursorSince(store.sql, 0)).toBe(undefined)
    await store.append('shop', [rowOf(answered() as never)], { received: 10, sentAt: null })
    expect(await cursorSince(store.sql, 11)).toBe(undefined)
  })
})
