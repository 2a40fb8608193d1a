import { describe, expect, it } from 'vitest'
import { gatherAppends } from '../src/gatherAppends.ts'
import type { AppendOutcome, KeptRecord } from '../src/Store.ts'

const rows = (...ids: string[]) => ids.map((id) => ({ id }) as KeptRecord)
const idsOf = (batch: readonly KeptRecord[]) => batch.map(({ id }) => id)
const isOfData = (error: unknown) => String(error).includes('row')

/** A database whose commits end when they are told to. */
function slowDatabase() {
  const commits: string[][] = []
  const ends: (() => void)[] = []
  const commit = (batch: readonly KeptRecord[]) =>
    new Promise<AppendOutcome[]>((resolve) => {
      commits.push(idsOf(batch))
      ends.push(() => resolve(batch.map(({ id }) => (id === 'old' ? 'duplicate' : 'stored'))))
    })
  return { commits, commit, endFirst: () => ends.shift()?.() }
}

const nextTurn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

describe('gatherAppends', () => {
  it('lets batches that came during a commit share the next one, and tells each its own outcomes', async () => {
    const { commits, commit, endFirst } = slowDatabase()
    const append = gatherAppends(commit, { atOnce: 1, isOfData })
    const first = append(rows('a'))
    await nextTurn()
    const others = [append(rows('b', 'old')), append(rows('c'))]
    await nextTurn()
    expect(commits).toEqual([['a']])
    endFirst()
    expect(await first).toEqual(['stored'])
    await nextTurn()
    expect(commits).toEqual([['a'], ['b', 'old', 'c']])
    endFirst()
    expect(await Promise.all(others)).toEqual([['stored', 'duplicate'], ['stored']])
  })

  it('begins as many commits at once as it may, none larger than allowed unless one batch is', async () => {
    const { commits, commit, endFirst } = slowDatabase()
    const append = gatherAppends(commit, { atOnce: 2, mostRecords: 2, isOfData })
    const all = [rows('a', 'b', 'c'), rows('d'), rows('e'), rows('f')].map(append)
    await nextTurn()
    expect(commits).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ])
    endFirst()
    await all[0]
    await nextTurn()
    expect(commits[2]).toEqual(['f'])
    endFirst()
    endFirst()
    expect((await Promise.all(all)).flat()).toHaveLength(6)
  })

  it('tries each batch by itself where one record is refused: nobody loses by whom they shared with', async () => {
    const commit = async (batch: readonly KeptRecord[]): Promise<AppendOutcome[]> => {
      if (idsOf(batch).includes('bad')) throw new Error('a row is refused')
      return batch.map(() => 'stored')
    }
    const append = gatherAppends(commit, { atOnce: 1, isOfData })
    const settled = await Promise.allSettled([append(rows('a')), append(rows('bad')), append(rows('b'))])
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  it('tells everyone who waits when the database is away, and takes the next batch as if nothing was', async () => {
    let isAway = true
    const commits: string[][] = []
    const append = gatherAppends(
      async (batch) => {
        commits.push(idsOf(batch))
        if (isAway) throw new Error('connection refused')
        return batch.map(() => 'stored')
      },
      { atOnce: 1, mostRecords: 1, isOfData },
    )
    const settled = await Promise.allSettled([append(rows('a')), append(rows('b'))])
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(commits).toEqual([['a']])
    isAway = false
    expect(await append(rows('a'))).toEqual(['stored'])
  })
})
