import { describe, expect, it } from 'vitest'
import type { Store } from '../../src/Store.ts'
import { answered } from '../support/records.ts'
import { ARRIVAL, row } from './storeContract.ts'

const LIVE = { project: 'shop', mode: 'live' } as const
const publication = (number: number, json = '[]') => ({ number, published: 1_760_000_000_000 + number, json })
const definition = (over: object = {}) => ({
  survey: 'nps',
  rev: 1,
  hash: 'abc1234',
  json: '{"a":"é🙂"}',
  ...over,
})
export const completed = (over: object = {}) => {
  const { question: _, value: __, ...rest } = answered()
  return { ...rest, type: 'completed', tookMs: 5, ...over } as ReturnType<typeof answered>
}

/** What every store keeps to where surveys are published. */
export function publicationContract(open: () => Store, again: () => Promise<Store>): void {
  describe('publications', () => {
    it('gives the latest of its project and mode, and keeps it', async () => {
      const { publications } = open()
      expect(await publications.latest('shop', 'live')).toBeUndefined()
      expect(await publications.publish(LIVE, publication(1, '["é🙂"]'), [])).toBe(true)
      expect(await publications.publish(LIVE, publication(2, '["two"]'), [])).toBe(true)
      expect(await publications.publish({ ...LIVE, mode: 'test' }, publication(1, '["test"]'), [])).toBe(true)
      expect(await publications.publish({ ...LIVE, project: 'x' }, publication(1, '["x"]'), [])).toBe(true)
      const other = await again()
      expect(await other.publications.latest('shop', 'live')).toEqual(publication(2, '["two"]'))
      expect(await other.publications.latest('shop', 'test')).toEqual(publication(1, '["test"]'))
      expect(await other.publications.latest('x', 'live')).toEqual(publication(1, '["x"]'))
      await other.close()
    })

    it('lets one of many who publish at the same time, with all of its definitions, and does nothing for the rest', async () => {
      const stores = [open(), await again(), await again()]
      const outcomes = await Promise.all(
        stores.map((store, n) =>
          store.publications.publish(LIVE, publication(1, `["${n}"]`), [definition({ survey: `s-${n}` })]),
        ),
      )
      expect(outcomes.filter(Boolean)).toHaveLength(1)
      const winner = outcomes.indexOf(true)
      const { publications } = open()
      expect((await publications.latest('shop', 'live'))?.json).toBe(`["${winner}"]`)
      expect((await publications.definitions('shop', 'live')).map(({ survey }) => survey)).toEqual([
        `s-${winner}`,
      ])
      await Promise.all(stores.slice(1).map((store) => store.close()))
    })

    it('keeps a definition by survey, rev and hash, with its last text and where it was first and last', async () => {
      const { publications } = open()
      await publications.publish(LIVE, publication(1), [definition(), definition({ survey: 'ces' })])
      await publications.publish(LIVE, publication(2), [definition({ hash: 'xyz1234' })])
      await publications.publish(LIVE, publication(3), [
        definition({ json: '{"b":1}' }),
        definition({ rev: 2 }),
      ])
      expect(await publications.definitions('shop', 'live')).toEqual([
        { ...definition({ survey: 'ces' }), first: 1, last: 1 },
        { ...definition({ hash: 'xyz1234' }), first: 2, last: 2 },
        { ...definition({ json: '{"b":1}' }), first: 1, last: 3 },
        { ...definition({ rev: 2 }), first: 3, last: 3 },
      ])
      expect(await publications.definitions('shop', 'test')).toEqual([])
    })

    it('counts the runs that were completed, by survey, of its project and mode', async () => {
      const store = open()
      const other = { ...(answered().survey as object), id: 'other' }
      const rows = [
        completed(),
        completed(),
        completed({ survey: other }),
        completed({ mode: 'test' }),
        answered(),
      ]
      await store.append('shop', rows.map(row), ARRIVAL)
      await store.append('elsewhere', [row(completed())], ARRIVAL)
      const count = async (mode: 'live' | 'test', ...surveys: string[]) =>
        Object.fromEntries(await store.publications.completions('shop', mode, surveys))
      expect(await count('live', 'post-purchase', 'other', 'none')).toEqual({ 'post-purchase': 2, other: 1 })
      expect(await count('live', 'other')).toEqual({ other: 1 })
      expect(await count('test', 'post-purchase', 'other')).toEqual({ 'post-purchase': 1 })
      expect(await count('live')).toEqual({})
    })
  })
}
