import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { moveRecords } from '../../src/moveRecords.ts'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import { openPostgresStore } from '../../src/postgres/openPostgresStore.ts'
import type { Store } from '../../src/Store.ts'
import { buildMain } from '../support/buildMain.ts'
import { tempFolder } from '../support/openCollector.ts'
import { answered, TOKEN } from '../support/records.ts'
import { postRecords, type Running, runCommand } from '../support/runCommand.ts'
import { type RunningPostgres, runPostgres } from '../support/runPostgres.ts'
import { survey } from '../support/surveys.ts'

let postgres: RunningPostgres
let main: string
let folder: ReturnType<typeof tempFolder>
const running = new Set<Running>()
beforeAll(async () => {
  postgres = await runPostgres()
  main = await buildMain()
  folder = tempFolder()
}, 300_000)
afterAll(async () => {
  for (const command of running) command.kill('SIGKILL')
  await postgres?.engine.stop()
  rmSync(dirname(main), { recursive: true, force: true })
  folder?.remove()
})
const command = async (env: Record<string, string>, args: readonly string[] = []) => {
  const started = await runCommand(main, folder.path, env, args)
  running.add(started)
  return started
}
const collect = (database: string) =>
  command({ COLLECTOR_DATABASE: database, COLLECTOR_ADMIN_TOKEN: TOKEN, COLLECTOR_PROJECTS: 'shop-key=' })
/** A page finds its surveys at the new address. */
const surveysAt = async (url: string) => {
  for (;;) {
    const reply = await fetch(`${url}/v1/surveys/shop-key`, { headers: { connection: 'close' } })
    if (reply.status === 200) return expect(await reply.json()).toEqual({ surveys: [survey()], quotas: {} })
    await new Promise((resolve) => setTimeout(resolve, 50)) // `move` has just begun
  }
}
const allOf = async (store: Store) => (await store.after(null, 1_000_000)).records

describe('pulso-collector move', () => {
  it('takes a business from SQLite to Postgres while records arrive: none is lost, none doubled, none changed', async () => {
    const file = join(folder.path, 'shop.db')
    const url = postgres.url(await postgres.createDatabase())
    const old = await collect(file)
    const acked = new Set<string>()
    let address = old.url
    let isOpen = true
    const senders = Array.from({ length: 3 }, async () => {
      let again: object[] = []
      while (isOpen) {
        const items = [...again, answered(), answered()]
        again = []
        try {
          const { ok, dup } = await postRecords(address, items)
          for (const id of [...ok, ...dup]) acked.add(id)
          if (acked.size % 5 === 0) again = items.slice(0, 2) // its answer was lost, for the page's knowledge
        } catch {
          again = items
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      }
    })
    const authorization = `Bearer ${TOKEN}`
    const published = await fetch(`${old.url}/v1/surveys/shop-key`, {
      method: 'PUT',
      body: JSON.stringify([survey()]),
      headers: { authorization, connection: 'close' },
    })
    expect(published.status).toBe(200)
    const until = async (count: number) => {
      while (acked.size < count) await new Promise((resolve) => setTimeout(resolve, 10))
    }
    await until(200)
    const move = () => command({}, ['move', '--from', file, '--to', url, '--follow'])
    const killed = await move()
    await until(300)
    killed.kill('SIGKILL') // the machine of the operator went to sleep: begin again
    await killed.exit

    const mover = await move()
    const next = await collect(url)
    await surveysAt(next.url)
    await until(500)
    address = next.url // the proxy is switched over
    await until(600)
    old.kill('SIGTERM')
    expect(await old.exit).toBe(0)
    await until(700)
    mover.kill('SIGTERM')
    expect(await mover.exit, mover.errors()).toBe(0)
    expect(mover.output()).toMatch(/Done: \d+ moved, \d+ were there already$/m)
    isOpen = false
    await Promise.all(senders)

    const store = await openPostgresStore(url)
    const stored = await allOf(store)
    const ids = stored.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect([...acked].filter((id) => !ids.includes(id))).toEqual([])
    const before = openSqliteStore(file)
    const source = await allOf(before)
    const byId = new Map(stored.map((record) => [record.id, record]))
    // What went to both came to Postgres by itself first: then only the time of its arrival differs.
    const changed = source.filter(({ id, json }) => byId.get(id)?.json !== json)
    expect(changed).toEqual([])
    expect(source.length).toBeGreaterThan(400)
    expect(stored.length).toBeGreaterThan(source.length)
    await store.close()
    await before.close()
  }, 120_000)

  it('goes back to SQLite as well: what comes out of the two stores is the same', async () => {
    const url = postgres.url(await postgres.createDatabase())
    const store = await openPostgresStore(url)
    const collector = await collect(url)
    for (let n = 0; n < 20; n += 1) await postRecords(collector.url, [answered(), answered({ mode: 'test' })])
    const back = openSqliteStore(join(folder.path, 'back.db'))
    expect(await moveRecords(store, back)).toEqual({ moved: 40, already: 0, conflicts: 0 })
    expect(await allOf(back)).toEqual(await allOf(store))
    await store.close()
    await back.close()
  }, 60_000)
})
