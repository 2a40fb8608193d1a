import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { moveCommand } from '../src/moveCommand.ts'
import { moveRecords } from '../src/moveRecords.ts'
import { openSqliteStore } from '../src/openSqliteStore.ts'
import type { Store } from '../src/Store.ts'
import { ARRIVAL, row } from './contract/storeContract.ts'
import { tempFolder } from './support/openCollector.ts'
import { answered } from './support/records.ts'

let folder: ReturnType<typeof tempFolder>
let from: Store
let to: Store
beforeEach(() => {
  folder = tempFolder()
  from = openSqliteStore(join(folder.path, 'from.db'))
  to = openSqliteStore(join(folder.path, 'to.db'))
})
afterEach(async () => {
  await from.close()
  await to.close()
  folder.remove()
})
const fill = async (store: Store, count: number) => {
  const rows = Array.from({ length: count }, (_, n) => row(answered({ mode: n % 3 ? 'live' : 'test' })))
  await store.append('shop', rows, ARRIVAL)
  return rows
}
const allOf = async (store: Store) => (await store.after(null, 1_000_000)).records

describe('moveRecords', () => {
  it('copies every record with all that is held of it, in order of arrival', async () => {
    await fill(from, 700)
    await from.append('other', [row(answered())], { received: 5, sentAt: null })
    expect(await moveRecords(from, to)).toEqual({ moved: 701, already: 0, conflicts: 0 })
    expect(await allOf(to)).toEqual(await allOf(from))
  })

  it('leaves what the target has, and tells a repeat from another text under the same id', async () => {
    const record = answered({}, { value: 9 })
    await from.append('shop', [row(record), row(answered())], ARRIVAL)
    await to.append('shop', [row({ ...record, value: 0 })], ARRIVAL)
    expect(await moveRecords(from, to)).toEqual({ moved: 1, already: 0, conflicts: 1 })
    expect(await moveRecords(from, to)).toEqual({ moved: 0, already: 1, conflicts: 1 })
    expect((await allOf(to))[0]?.score).toBe(0)
  })

  it('follows what keeps arriving in both until it is told to end, and takes what came before', async () => {
    await fill(from, 100)
    const ending = new AbortController()
    const moving = moveRecords(from, to, { until: ending.signal })
    for (let n = 0; n < 20; n += 1) {
      await fill(from, 7)
      await fill(to, 3)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    const last = await fill(from, 1)
    ending.abort()
    expect(await moving).toMatchObject({ moved: 100 + 20 * 7 + 1, conflicts: 0 })
    const ids = (await allOf(to)).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toHaveLength(100 + 20 * 10 + 1)
    expect(ids).toContain(last[0]?.id)
  })

  it('tries again when a store fails for a moment, after a commit too', async () => {
    await fill(from, 600)
    let failures = 0
    const flaky: Pick<Store, 'adopt'> = {
      adopt: async (rows) => {
        const outcomes = await to.adopt(rows)
        failures += 1
        if (failures === 1) throw new Error('the answer was lost')
        return outcomes
      },
    }
    expect(await moveRecords(from, flaky)).toEqual({ moved: 100, already: 500, conflicts: 0 })
    expect(await allOf(to)).toEqual(await allOf(from))
  })
})

describe('moveCommand', () => {
  const move = (...args: string[]) => {
    const said: string[] = []
    return moveCommand(args, new AbortController().signal, (line) => said.push(line)).then(
      (code) => ({ code, said: said.join('\n') }),
      (error: Error) => ({ code: -1, said: error.message }),
    )
  }

  it('says what it did, and ends with 1 when something was not taken', async () => {
    const record = answered()
    await from.append('shop', [row(record)], ARRIVAL)
    const paths = [join(folder.path, 'from.db'), join(folder.path, 'to.db')] as const
    expect(await move('--from', paths[0], '--to', `sqlite:${paths[1]}`)).toEqual({
      code: 0,
      said: `From ${paths[0]} to ${paths[1]}\nDone: 1 moved, 0 were there already`,
    })
    await from.append('shop', [row(answered())], ARRIVAL)
    const other = row(answered())
    await to.append('shop', [other], ARRIVAL)
    await from.append('shop', [{ ...other, json: '{}' }], ARRIVAL)
    expect(await move('--from', paths[0], '--to', paths[1])).toMatchObject({
      code: 1,
      said: expect.stringMatching(/Done: 1 moved, 1 were there already, 1 not taken/),
    })
  })

  it('refuses what names no store, a source that does not exist, and one store twice, and says no password', async () => {
    const path = join(folder.path, 'from.db')
    expect((await move()).said).toMatch(/--from names no store/)
    expect((await move('--from', path, '--to', 'mysql://u:s3cret@h/x')).said).toMatch(/--to names no store/)
    expect((await move('--from', join(folder.path, 'typo.db'), '--to', path)).said).toMatch(
      /There is no file/,
    )
    expect((await move('--from', path, '--to', path)).said).toMatch(/the same/)
    for (const args of [['postgres://u:s3cret@h/x'], ['--too', 'postgres://u:s3cret@h/x']]) {
      const { code, said } = await move(...args)
      expect([code, said]).toEqual([-1, expect.stringMatching(/not known/)])
      expect(said).not.toContain('s3cret')
    }
  })
})
