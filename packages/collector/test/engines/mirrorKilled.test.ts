import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/openStore.ts'
import { buildMain } from '../support/buildMain.ts'
import { tempFolder } from '../support/openCollector.ts'
import { openReceiver, type Receiver, until } from '../support/openReceiver.ts'
import { type AnyRecord, answered, randomId, TOKEN } from '../support/records.ts'
import { type RunningClickhouse, runClickhouse } from '../support/runClickhouse.ts'
import { type Running, runCommand } from '../support/runCommand.ts'
import { type RunningPostgres, runPostgres } from '../support/runPostgres.ts'
import { sendTo } from '../support/sendTo.ts'

const KILLS = Number(process.env.PULSO_MIRROR_KILLS ?? 15)
const SERVER_KILLS = Number(process.env.PULSO_MIRROR_SERVER_KILLS ?? 5)

let postgres: RunningPostgres
let clickhouses: { old: RunningClickhouse; today: RunningClickhouse }
let main: string
let folder: ReturnType<typeof tempFolder>
const running = new Set<Running>()
const receivers = new Set<Receiver>()
beforeAll(async () => {
  postgres = await runPostgres()
  clickhouses = { old: await runClickhouse('2018'), today: await runClickhouse('today') }
  main = await buildMain()
  folder = tempFolder()
}, 600_000)
afterAll(async () => {
  for (const command of running) command.kill('SIGKILL')
  await Promise.all([...running].map(({ exit }) => exit))
  for (const receiver of receivers) await receiver.close()
  for (const { engine } of [postgres, clickhouses.old, clickhouses.today]) await engine.stop()
  rmSync(dirname(main), { recursive: true, force: true })
  folder?.remove()
}, 300_000)

async function start(database: string, mirror: string): Promise<Running> {
  const command = await runCommand(main, folder.path, {
    COLLECTOR_DATABASE: database,
    COLLECTOR_ADMIN_TOKEN: TOKEN,
    COLLECTOR_PROJECTS: 'shop-key=https://shop.example',
    COLLECTOR_MIRROR: mirror,
    COLLECTOR_MIRROR_LEASE_SECONDS: '1',
    COLLECTOR_KEY_RATE: '0',
    COLLECTOR_ADDRESS_RATE: '0',
  })
  expect(command.url, command.errors()).not.toBe('')
  running.add(command)
  return command
}
const kill = async (command: Running) => {
  command.kill('SIGKILL')
  await command.exit
  running.delete(command)
}

/** Five records of one person. */
const ofOnePerson = () => {
  const person = randomId()
  return Array.from({ length: 5 }, () => answered({ person }))
}

/** Erases the person of a record that was acknowledged; asks again while the collector is away. */
async function erase(address: () => string, { person }: AnyRecord): Promise<void> {
  await until(async () => {
    const response = await fetch(`${address()}/v1/persons/erase`, {
      method: 'POST',
      body: JSON.stringify({ project: 'shop-key', person }),
      headers: { authorization: `Bearer ${TOKEN}`, connection: 'close' },
    })
    return response.status === 200
  }, 60_000)
}

/** Waits until the mirror has what the store has, by id and text, and gives how often it holds a row twice. */
async function settle(
  database: string,
  clickhouse: RunningClickhouse,
  name: string,
  acked: readonly AnyRecord[],
  erased: ReadonlySet<unknown>,
) {
  const store = await openStore(database)
  const stored = (await store.after(null, 1_000_000)).records.map(({ id, json }) => `${id} ${json}`).sort()
  await store.close()
  const seen = async () =>
    (await clickhouse.rows(`SELECT id, json FROM ${name}.pulso_mirror`))
      .map(({ id, json }) => `${id} ${json}`)
      .sort()
  await until(async () => (await seen()).join('\n') === stored.join('\n'), 120_000)
  const ids = new Set(stored.map((line) => line.split(' ')[0]))
  const kept = acked.filter(({ person }) => !erased.has(person))
  expect(kept.filter(({ id }) => !ids.has(id))).toEqual([])
  expect(acked.filter(({ id, person }) => erased.has(person) && ids.has(id))).toEqual([])
  const [raw] = await clickhouse.rows(
    `SELECT count() AS count FROM ${name}.pulso_mirror_rows_1 WHERE gone = 0`,
  )
  return { records: stored.length, copies: Number(raw?.count) }
}

const SETUPS = [
  { from: 'SQLite', to: 'ClickHouse 18.16', age: 'old' },
  { from: 'Postgres', to: 'ClickHouse 26.7 (chdb)', age: 'today' },
] as const

describe('the mirror', () => {
  it.each(SETUPS)(
    `from $from to $to counts right after ${KILLS} kills of the collector while it copies`,
    async ({ from, to, age }) => {
      const clickhouse = clickhouses[age]
      const name = clickhouse.newDatabase()
      const database =
        from === 'SQLite' ? join(folder.path, 'killed.db') : postgres.url(await postgres.createDatabase())
      // Stands before ClickHouse: it knows when a batch is on its way, and lets the collector be killed then.
      let meet = (_: 'before' | 'after') => {}
      const gate = await openReceiver(async (request) => {
        const isBatch = request.path.startsWith('/?query=INSERT')
        if (isBatch) meet('before')
        const answer = await clickhouse.ask(request)
        if (isBatch) meet('after')
        return answer
      })
      receivers.add(gate)
      let collector = await start(database, `${gate.url}/${name}`)
      const sending = sendTo(() => collector.url, ofOnePerson)
      const erased = new Set<unknown>()
      for (let n = 0; n < KILLS; n += 1) {
        const moment = n % 2 === 0 ? 'before' : 'after'
        await new Promise<void>((resolve) => {
          meet = (met) => {
            if (met !== moment) return
            collector.kill('SIGKILL') // at once: its batch is taken, and it never hears of it
            meet = () => {}
            resolve()
          }
        })
        await kill(collector)
        collector = await start(database, `${gate.url}/${name}`)
        if (n % 3 === 0) {
          const one = sending.acked[Math.floor((sending.acked.length * n) / KILLS)]!
          await erase(() => collector.url, one)
          erased.add(one.person)
        }
      }
      await sending.stop()
      const { records, copies } = await settle(database, clickhouse, name, sending.acked, erased)
      const verify = await runCommand(
        main,
        folder.path,
        { COLLECTOR_DATABASE: database, COLLECTOR_MIRROR: `${gate.url}/${name}` },
        ['mirror', 'verify'],
      )
      expect(await verify.exit, verify.output() + verify.errors()).toBe(0)
      await kill(collector)
      console.log(
        `${from} to ${to}, ${KILLS} kills: ${sending.acked.length} acknowledged, ${erased.size} people erased; ` +
          `${records} records, each once; ${copies - records} rows more on its disk`,
      )
    },
    900_000,
  )

  it.each(SETUPS)(
    `from $from to $to counts right after ${SERVER_KILLS} kills of ClickHouse while it takes batches`,
    async ({ from, to, age }) => {
      const clickhouse = clickhouses[age]
      const name = clickhouse.newDatabase()
      const database =
        from === 'SQLite' ? join(folder.path, 'server.db') : postgres.url(await postgres.createDatabase())
      let batches = 0
      const gate = await openReceiver(async (request) => {
        if (request.path.startsWith('/?query=INSERT')) batches += 1
        return clickhouse.ask(request).catch(() => ({ status: 502 }))
      })
      receivers.add(gate)
      const collector = await start(database, `${gate.url}/${name}`)
      const sending = sendTo(() => collector.url, ofOnePerson)
      const erased = new Set<unknown>()
      for (let n = 0; n < SERVER_KILLS; n += 1) {
        const before = batches
        await until(() => batches > before, 60_000)
        await new Promise((resolve) => setTimeout(resolve, (n * 7) % 40)) // before, while, or after it is written
        await clickhouse.engine.kill()
        const ackedBefore = sending.acked.length
        await until(() => sending.acked.length > ackedBefore, 60_000) // nobody who sends notices
        const one = sending.acked[Math.floor((sending.acked.length * n) / SERVER_KILLS)]!
        await erase(() => collector.url, one)
        erased.add(one.person)
        expect((await fetch(`${collector.url}/readyz`)).status).toBe(200)
        await clickhouse.engine.start()
        const again = batches
        await until(() => batches > again, 180_000) // its wait has grown meanwhile
      }
      await sending.stop()
      const waits = collector.errors().split('mirror_waiting').length - 1
      const { records, copies } = await settle(database, clickhouse, name, sending.acked, erased)
      expect(waits).toBeGreaterThan(0)
      await kill(collector)
      console.log(
        `${from} to ${to}, ClickHouse killed ${SERVER_KILLS} times: ${sending.acked.length} acknowledged, ` +
          `${erased.size} people erased; ${records} records, each once; ${copies - records} rows more on its disk`,
      )
    },
    900_000,
  )
})
