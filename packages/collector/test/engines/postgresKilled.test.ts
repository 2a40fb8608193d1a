import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildMain } from '../support/buildMain.ts'
import { tempFolder } from '../support/openCollector.ts'
import { answered, batch, TOKEN } from '../support/records.ts'
import { type Running, runCommand } from '../support/runCommand.ts'
import { type RunningPostgres, runPostgres, untilReady } from '../support/runPostgres.ts'

const KILLS = Number(process.env.PULSO_KILLS ?? 8)
const COLLECTOR_KILLS = Number(process.env.PULSO_COLLECTOR_KILLS ?? 4)
const SENDERS = 6

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
const start = async (database: string) => {
  const command = await runCommand(main, folder.path, {
    DATABASE_URL: postgres.url(database),
    COLLECTOR_ADMIN_TOKEN: TOKEN,
    COLLECTOR_PROJECTS: 'shop-key=https://shop.example',
  })
  expect(command.url, command.errors()).not.toBe('')
  running.add(command)
  return command
}
const post = (url: string, items: readonly object[]) =>
  fetch(`${url}/v1/records`, {
    method: 'POST',
    body: batch(items),
    headers: { 'content-type': 'text/plain' },
  })
const isReady = async (url: string) => {
  if ((await fetch(`${url}/readyz`)).status !== 200) throw new Error('not ready')
}
const rowsIn = async (database: string) =>
  (
    await postgres.query<{ id: string }>(
      database,
      `SELECT replace(id::text, '-', '') AS id FROM pulso.records`,
    )
  ).map(({ id }) => id)

describe('the collector, over a Postgres that is killed', () => {
  it(`has each of its records once after ${KILLS} kills in mid-write; says 503 with a wait until it can write again`, async () => {
    const database = await postgres.createDatabase()
    const { url } = await start(database)
    const acked = new Set<string>()
    const refused: { status: number; retryAfter: string | null; body: unknown }[] = []
    let again: object[] = []
    let repeats = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      let isUp = true
      const senders = Array.from({ length: SENDERS }, async () => {
        while (isUp) {
          const items = [...again.splice(0, 3), answered(), answered()]
          const response = await post(url, items)
          const body = await response.json()
          if (response.status === 200) {
            for (const id of [...body.ok, ...body.dup]) acked.add(id)
            repeats += body.dup.length
          } else {
            refused.push({ status: response.status, retryAfter: response.headers.get('retry-after'), body })
            again.push(...items) // as a page does: it cannot know whether the commit came before the end
            return
          }
        }
      })
      await new Promise((resolve) => setTimeout(resolve, 100 + ((kill * 61) % 300)))
      await postgres.engine.kill()
      await Promise.all(senders)
      isUp = false

      await postgres.engine.start()
      await untilReady(() => isReady(url))
      const stored = await rowsIn(database)
      const there = new Set(stored)
      expect([...acked].filter((id) => !there.has(id))).toEqual([])
      expect(there.size).toBe(stored.length)
      again = again.slice(-60)
    }
    expect(refused).toHaveLength(KILLS * SENDERS)
    for (const { status, retryAfter, body } of refused) {
      expect([status, retryAfter]).toEqual([503, '5'])
      expect(body).toMatchObject({
        ok: [],
        dup: [],
        retryAfterMs: 5000,
        error: { code: 'store_unavailable' },
      })
    }
    expect(acked.size).toBeGreaterThan(KILLS * SENDERS)
    console.log(`${KILLS} kills: ${acked.size} acknowledged, ${refused.length} refused, ${repeats} repeats`)
  }, 600_000)

  it(`has each record once after ${COLLECTOR_KILLS} kills of one of two collectors that are sent the same records`, async () => {
    const database = await postgres.createDatabase()
    const acked = new Set<string>()
    const sent: string[] = []
    let together = 0
    const survivor = await start(database)
    for (let kill = 0; kill < COLLECTOR_KILLS; kill += 1) {
      const victim = await start(database)
      const items = Array.from({ length: 150 }, () => answered())
      sent.push(...items.map(({ id }) => id))
      // Both are sent the same, as when a page's answer was lost and its next request goes elsewhere; one from behind.
      let byVictim = 0
      const sending = [items, [...items].reverse()].map(async (all, n) => {
        const { url } = n === 0 ? survivor : victim
        for (let from = 0; from < all.length; from += 5) {
          const reply = await post(url, all.slice(from, from + 5)).then(
            (response) => response.json(),
            () => undefined,
          )
          if (reply === undefined) return
          together += reply.dup.length
          if (n === 1) byVictim += 5
          for (const id of [...reply.ok, ...reply.dup]) acked.add(id)
        }
      })
      // In the middle of its work, however fast the machine is.
      while (byVictim < 5 + ((kill * 35) % 100)) await new Promise((resolve) => setTimeout(resolve, 1))
      victim.kill('SIGKILL')
      await Promise.all(sending)
      running.delete(victim)
    }
    const stored = (await rowsIn(database)).sort()
    expect(stored).toEqual(sent.sort())
    expect([...acked].sort()).toEqual(stored)
    expect(together).toBeGreaterThan(0)
    console.log(`${COLLECTOR_KILLS} kills: ${acked.size} acknowledged, ${together} repeats`)
  }, 1_200_000)

  it('says at its start that the database is out of reach, without its password, and ends with 1', async () => {
    const command = await runCommand(main, folder.path, {
      DATABASE_URL: 'postgres://pulso:s3cret@127.0.0.1:1/records',
      COLLECTOR_ADMIN_TOKEN: TOKEN,
      COLLECTOR_PROJECTS: 'shop-key=https://shop.example',
    })
    expect(await command.exit).toBe(1)
    expect(command.errors()).toMatch(/The database 127\.0\.0\.1:1\/records cannot be used: .*ECONNREFUSED/)
    expect(command.errors()).not.toMatch(/s3cret|\n +at /)
  }, 30_000)
})
