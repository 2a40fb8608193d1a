import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backupCommand } from '../../src/data/backupCommand.ts'
import { openPostgresStore } from '../../src/postgres/openPostgresStore.ts'
import { ARRIVAL, row } from '../contract/storeContract.ts'
import { answered } from '../support/records.ts'
import { commandsIn } from '../support/runInProcess.ts'
import { type RunningPostgres, runPostgres } from '../support/runPostgres.ts'

let postgres: RunningPostgres
beforeAll(async () => {
  postgres = await runPostgres()
}, 300_000)
afterAll(() => postgres?.engine.stop(), 60_000)

describe('backupCommand, of Postgres', () => {
  it('writes a dump while collectors write, which pg_restore makes a store of that goes on', async () => {
    const tools = commandsIn()
    const [database, empty] = [await postgres.createDatabase(), await postgres.createDatabase()]
    const store = await openPostgresStore(postgres.url(database))
    const before = Array.from({ length: 500 }, () => row(answered()))
    await store.append('shop', before, ARRIVAL)
    await store.publications.publish(
      { project: 'shop', mode: 'live' },
      { number: 1, published: 1, json: '[]' },
      [],
    )
    let isDumping = true
    const acknowledged: string[] = []
    const writing = (async () => {
      while (isDumping) {
        const rows = [row(answered()), row(answered())]
        await store.append('shop', rows, { received: Date.now(), sentAt: null })
        acknowledged.push(...rows.map(({ id }) => id))
      }
    })()
    const file = tools.path('pulso.dump')
    expect(await tools.run(backupCommand, [file, '--from', postgres.url(database)])).toBe(0)
    isDumping = false
    await writing
    await store.close()
    expect(acknowledged.length).toBeGreaterThan(0)

    const restored = spawnSync('pg_restore', [`--dbname=${postgres.url(empty)}`, file], { encoding: 'utf8' })
    expect([restored.status, restored.stderr]).toEqual([0, ''])
    const copy = await openPostgresStore(postgres.url(empty))
    const { live } = await copy.totals()
    expect(live).toBeGreaterThanOrEqual(500)
    expect(await copy.append('shop', before, ARRIVAL)).toEqual(before.map(() => 'duplicate'))
    const late = Array.from({ length: 3 }, () => row(answered()))
    const cursor = await copy.end()
    expect(await copy.append('shop', late, { received: Date.now(), sentAt: null })).toEqual([
      'stored',
      'stored',
      'stored',
    ])
    expect((await copy.after(cursor, 10)).records.map(({ id }) => id)).toEqual(late.map(({ id }) => id))
    expect((await copy.publications.latest('shop', 'live'))?.number).toBe(1)
    await copy.close()
    tools.remove()
  }, 120_000)
})
