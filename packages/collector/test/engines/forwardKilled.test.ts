import { rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCaseBook } from '../../src/cases/caseBook.ts'
import { openStore } from '../../src/openStore.ts'
import { buildMain } from '../support/buildMain.ts'
import { tempFolder } from '../support/openCollector.ts'
import { openReceiver, type Receiver, until } from '../support/openReceiver.ts'
import { type AnyRecord, TOKEN } from '../support/records.ts'
import { type Running, runCommand } from '../support/runCommand.ts'
import { type RunningPostgres, runPostgres } from '../support/runPostgres.ts'
import { sendTo } from '../support/sendTo.ts'

const KILLS = Number(process.env.PULSO_FORWARD_KILLS ?? 10)
const DATABASE_KILLS = Number(process.env.PULSO_FORWARD_DATABASE_KILLS ?? 5)
const LEASE_SECONDS = 1
/** Records that a pass of the adapter `http` holds at most: what a kill can make arrive twice. */
const PASS_RECORDS = 100

let postgres: RunningPostgres
let main: string
let folder: ReturnType<typeof tempFolder>
const running = new Set<Running>()
const receivers = new Set<Receiver>()
beforeAll(async () => {
  postgres = await runPostgres()
  main = await buildMain()
  folder = tempFolder()
}, 300_000)
afterAll(async () => {
  for (const command of running) command.kill('SIGKILL')
  for (const receiver of receivers) await receiver.close()
  await postgres?.engine.stop()
  rmSync(dirname(main), { recursive: true, force: true })
  folder?.remove()
}, 120_000)

const receive = async (...given: Parameters<typeof openReceiver>) => {
  const receiver = await openReceiver(...given)
  receivers.add(receiver)
  return receiver
}

/** Three sinks: one that always works, one that fails every third time, and one that gets cases. */
async function setUp(name: string) {
  const [steady, shaky, team] = [await receive(), await receive(), await receive()]
  let asked = 0
  shaky.answer(() => {
    asked += 1
    return { status: asked % 3 === 0 ? 503 : 200 }
  })
  const http = ({ url }: Receiver) => ({ adapter: 'http', options: { endpoint: url } })
  const file = join(folder.path, `${name}.json`)
  writeFileSync(
    file,
    JSON.stringify({
      sinks: {
        steady: { ...http(steady), from: 'start' },
        shaky: { ...http(shaky), from: 'start' },
        team: http(team),
      },
      rules: [
        {
          id: 'unhappy',
          when: { types: 'nps', scoreBelow: 7 },
          sinks: ['team'],
          owner: 'ana',
          dueHours: 24,
        },
      ],
      leaseSeconds: LEASE_SECONDS,
    }),
  )
  return { file, steady, shaky, team }
}

async function start(database: string, file: string): Promise<Running> {
  const command = await runCommand(main, folder.path, {
    COLLECTOR_DATABASE: database,
    COLLECTOR_ADMIN_TOKEN: TOKEN,
    COLLECTOR_PROJECTS: 'shop-key=https://shop.example',
    COLLECTOR_FORWARD: file,
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

/** What a sink has taken: doubles are records that it took more than once. */
function countsOf(receiver: Receiver) {
  const taken = receiver.received.filter(({ status }) => status === 200)
  const bodies = taken.flatMap(({ body }) => JSON.parse(body) as AnyRecord[])
  const ids = bodies.map(({ id }) => id)
  return { ids: new Set(ids), doubles: ids.length - new Set(ids).size, bodies }
}

async function settle(
  database: string,
  acked: readonly AnyRecord[],
  sinks: Awaited<ReturnType<typeof setUp>>,
) {
  const { steady, shaky, team } = sinks
  shaky.answer(() => ({ status: 200 }))
  const unhappy = acked.filter(({ value }) => value === 2)
  const isThere = (receiver: Receiver, records: readonly AnyRecord[]) => {
    const { ids } = countsOf(receiver)
    return records.every(({ id }) => ids.has(id))
  }
  await until(() => isThere(steady, acked), 120_000)
  await until(() => isThere(team, unhappy), 120_000)
  // Records that were put aside while it failed may wait for minutes: a person knows that it works again.
  const store = await openStore(database)
  await until(async () => {
    const { db } = store.sql
    await store.sql.run([
      db.updateTable('forward_sinks').set({ next_at: 0 }).where('sink', '=', 'shaky'),
      db.updateTable('forward_items').set({ due: 0 }).where('sink', '=', 'shaky'),
    ])
    await new Promise((resolve) => setTimeout(resolve, 300))
    return isThere(shaky, acked)
  }, 120_000)
  const cases = await createCaseBook(store.sql).list({ mode: 'live', limit: 1_000_000 }, Date.now())
  const stored = (await store.after(null, 1_000_000)).records
  await store.close()

  // Each unhappy answer has one case, and every record that arrived anywhere is one that is stored, as it is stored.
  expect(cases.length).toBe(new Set(stored.filter(({ score }) => score === 2).map(({ id }) => id)).size)
  const byId = new Map(stored.map(({ id, json }) => [id, JSON.parse(json) as AnyRecord]))
  for (const receiver of [steady, shaky]) {
    for (const record of countsOf(receiver).bodies) expect(record).toEqual(byId.get(record.id))
  }
  for (const { context: _, ...record } of countsOf(team).bodies) expect(record).toEqual(byId.get(record.id))
  return { steady: countsOf(steady), shaky: countsOf(shaky), team: countsOf(team), cases: cases.length }
}

describe('the collector, killed while it forwards', () => {
  it(`over SQLite: ${KILLS} kills lose no record for any sink; doubles are the same record again`, async () => {
    const database = join(folder.path, 'killed.db')
    const sinks = await setUp('sqlite')
    let collector = await start(database, sinks.file)
    const sending = sendTo(() => collector.url)
    for (let n = 0; n < KILLS; n += 1) {
      const before = sinks.steady.received.length
      // In the middle of its work: it sends, and is killed a moment after another request came.
      await until(() => sinks.steady.received.length > before + 1 + (n % 4), 60_000)
      await new Promise((resolve) => setTimeout(resolve, (n * 7) % 40))
      await kill(collector)
      collector = await start(database, sinks.file)
    }
    await sending.stop()
    const { steady, shaky, team, cases } = await settle(database, sending.acked, sinks)
    expect(steady.doubles).toBeLessThanOrEqual(KILLS * PASS_RECORDS)
    await kill(collector)
    console.log(
      `SQLite, ${KILLS} kills: ${sending.acked.length} acknowledged, 0 missing; twice: ${steady.doubles} steady, ` +
        `${shaky.doubles} shaky, ${team.doubles} of ${cases} cases`,
    )
  }, 600_000)

  it(`over one Postgres, one of two collectors: ${KILLS} kills lose no record for any sink`, async () => {
    const database = postgres.url(await postgres.createDatabase())
    const sinks = await setUp('postgres')
    const survivor = await start(database, sinks.file)
    let victim = await start(database, sinks.file)
    const toSurvivor = sendTo(() => survivor.url)
    const toVictim = sendTo(() => victim.url)
    for (let n = 0; n < KILLS; n += 1) {
      const before = sinks.steady.received.length
      await until(() => sinks.steady.received.length > before + 1 + (n % 4), 60_000)
      await new Promise((resolve) => setTimeout(resolve, (n * 7) % 40))
      await kill(victim)
      victim = await start(database, sinks.file)
    }
    await toSurvivor.stop()
    await toVictim.stop()
    const acked = [...toSurvivor.acked, ...toVictim.acked]
    const { steady, shaky, team, cases } = await settle(database, acked, sinks)
    expect(steady.doubles).toBeLessThanOrEqual(KILLS * PASS_RECORDS)
    await Promise.all([kill(victim), kill(survivor)])
    console.log(
      `Postgres, ${KILLS} kills: ${acked.length} acknowledged, 0 missing; twice: ${steady.doubles} steady, ` +
        `${shaky.doubles} shaky, ${team.doubles} of ${cases} cases`,
    )
  }, 600_000)

  it(`over a Postgres that is killed ${DATABASE_KILLS} times: forwarding goes on by itself and loses no record`, async () => {
    const database = postgres.url(await postgres.createDatabase())
    const sinks = await setUp('database')
    const collector = await start(database, sinks.file)
    const sending = sendTo(() => collector.url)
    for (let n = 0; n < DATABASE_KILLS; n += 1) {
      const before = sinks.steady.received.length
      await until(() => sinks.steady.received.length > before + 1 + (n % 4), 60_000)
      await new Promise((resolve) => setTimeout(resolve, (n * 7) % 40))
      await postgres.engine.kill()
      await postgres.engine.start()
    }
    await sending.stop()
    const { steady, shaky, team, cases } = await settle(database, sending.acked, sinks)
    await kill(collector)
    console.log(
      `Postgres killed ${DATABASE_KILLS} times: ${sending.acked.length} acknowledged, 0 missing; twice: ` +
        `${steady.doubles} steady, ${shaky.doubles} shaky, ${team.doubles} of ${cases} cases`,
    )
  }, 600_000)

  it('over one Postgres, two collectors that nobody kills: each record once to each sink', async () => {
    const database = postgres.url(await postgres.createDatabase())
    const sinks = await setUp('calm')
    sinks.shaky.answer(() => ({ status: 200 }))
    const both = [await start(database, sinks.file), await start(database, sinks.file)]
    const sending = both.map(({ url }) => sendTo(() => url))
    await until(() => countsOf(sinks.steady).ids.size > 1000, 120_000)
    await Promise.all(sending.map((each) => each.stop()))
    const { steady, shaky, team } = await settle(
      database,
      sending.flatMap(({ acked }) => acked),
      sinks,
    )
    expect([steady.doubles, shaky.doubles, team.doubles]).toEqual([0, 0, 0])
    for (const each of both) each.kill('SIGTERM')
    expect(await Promise.all(both.map(({ exit }) => exit))).toEqual([0, 0])
  }, 300_000)
})
