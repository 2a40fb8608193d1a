import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/openStore.ts'
import { buildMain } from '../support/buildMain.ts'
import { tempFolder } from '../support/openCollector.ts'
import { until } from '../support/openReceiver.ts'
import { TOKEN } from '../support/records.ts'
import { type RunningClickhouse, runClickhouse } from '../support/runClickhouse.ts'
import { type Running, runCommand } from '../support/runCommand.ts'
import { type RunningPostgres, runPostgres } from '../support/runPostgres.ts'
import { sendTo } from '../support/sendTo.ts'

let postgres: RunningPostgres
let clickhouse: RunningClickhouse
let main: string
let folder: ReturnType<typeof tempFolder>
const running = new Set<Running>()
beforeAll(async () => {
  postgres = await runPostgres()
  clickhouse = await runClickhouse('2018')
  main = await buildMain()
  folder = tempFolder()
}, 600_000)
afterAll(async () => {
  for (const command of running) command.kill('SIGKILL')
  for (const { engine } of [postgres, clickhouse]) await engine.stop()
  rmSync(dirname(main), { recursive: true, force: true })
  folder?.remove()
}, 120_000)

const command = async (env: Record<string, string>, args: readonly string[] = []) => {
  const started = await runCommand(main, folder.path, env, args)
  running.add(started)
  return started
}
const collect = (database: string, mirror?: string) =>
  command({
    COLLECTOR_DATABASE: database,
    COLLECTOR_ADMIN_TOKEN: TOKEN,
    COLLECTOR_PROJECTS: 'shop-key=',
    COLLECTOR_MIRROR_LEASE_SECONDS: '1',
    ...(mirror && { COLLECTOR_MIRROR: mirror }),
  })
const ended = async (of: Running, signal?: NodeJS.Signals) => {
  if (signal) of.kill(signal)
  expect(await of.exit, of.output() + of.errors()).toBe(0)
  running.delete(of)
}

describe('an operator who grows', () => {
  it('goes from SQLite to Postgres by one command, then to the ClickHouse mirror, while records arrive: each is there once', async () => {
    const file = join(folder.path, 'shop.db')
    const url = postgres.url(await postgres.createDatabase())
    const name = clickhouse.newDatabase()
    const mirror = clickhouse.url(name)
    const seen = async () =>
      (await clickhouse.rows(`SELECT id, json FROM ${name}.pulso_mirror`)).map(
        ({ id, json }) => `${id} ${json}`,
      )

    const small = await collect(file)
    let address = small.url
    const senders = [sendTo(() => address), sendTo(() => address)]
    const ackedBy = (count: number) =>
      until(() => senders.reduce((sum, { acked }) => sum + acked.length, 0) >= count, 120_000)
    await ackedBy(200)

    const move = await command({}, ['move', '--from', file, '--to', url, '--follow'])
    const grown = await collect(url)
    await ackedBy(300)
    address = grown.url // the proxy is switched over
    await ackedBy(400)
    await ended(small, 'SIGTERM')
    await ended(move, 'SIGTERM')

    const mirrored = await collect(url, mirror) // beside the one that runs, which knows no mirror
    address = mirrored.url
    await ended(grown, 'SIGTERM')
    await ackedBy(600)
    const settings = {
      COLLECTOR_DATABASE: url,
      COLLECTOR_MIRROR: mirror,
      COLLECTOR_MIRROR_LEASE_SECONDS: '1',
    }
    const rebuild = await command(settings, ['mirror', 'rebuild']) // while it is read, and written
    await ended(rebuild)
    expect(rebuild.output()).toMatch(/Done: \d+ records copied\./)
    await ackedBy(700)
    await Promise.all(senders.map((sender) => sender.stop()))

    const store = await openStore(url)
    const stored = (await store.after(null, 1_000_000)).records.map(({ id, json }) => `${id} ${json}`).sort()
    await store.close()
    await until(async () => (await seen()).sort().join('\n') === stored.join('\n'), 60_000)
    const ids = stored.map((line) => line.split(' ')[0])
    expect(new Set(ids).size).toBe(ids.length)
    const acked = senders.flatMap((sender) => sender.acked)
    expect(acked.filter(({ id }) => !ids.includes(id))).toEqual([])
    expect(ids.length).toBe(acked.length)

    const verify = await command(settings, ['mirror', 'verify'])
    await ended(verify)
    expect(verify.output()).toBe(
      `  shop-key, live: ${ids.length} in the store, ${ids.length} in the mirror\nThe same.\n`,
    )
    await ended(mirrored, 'SIGTERM')
    console.log(`${acked.length} acknowledged, each once in Postgres and once in the mirror`)
  }, 600_000)

  it('is told that the port is taken, and the process ends, though it has begun to copy', async () => {
    const first = await collect(join(folder.path, 'taken.db'))
    const second = await command({
      COLLECTOR_PORT: new URL(first.url).port,
      COLLECTOR_DATABASE: join(folder.path, 'other.db'),
      COLLECTOR_PROJECTS: 'shop-key=',
      COLLECTOR_MIRROR: clickhouse.url(clickhouse.newDatabase()),
    })
    expect(await second.exit).toBe(1)
    expect(second.errors()).toMatch(/EADDRINUSE/)
    running.delete(second)
    await ended(first, 'SIGTERM')
  }, 60_000)
})
