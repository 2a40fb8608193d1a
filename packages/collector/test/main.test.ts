import { rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildMain } from './support/buildMain.ts'
import { tempFolder } from './support/openCollector.ts'
import { answered } from './support/records.ts'
import { postRecords as post, type Running, runCommand } from './support/runCommand.ts'

const KILLS = 20

let main: string
let folder: ReturnType<typeof tempFolder>
let child: Running | undefined
beforeAll(async () => {
  main = await buildMain()
  folder = tempFolder()
}, 60_000)
afterEach(() => {
  child?.kill('SIGKILL')
})
afterAll(() => {
  rmSync(dirname(main), { recursive: true, force: true })
  folder.remove()
})

const run = async (env: Record<string, string>): Promise<Running> =>
  (child = await runCommand(main, folder.path, env))
const env = (name: string) => ({
  COLLECTOR_DATABASE: join(folder.path, `${name}.db`),
  COLLECTOR_PROJECTS: 'shop-key=https://shop.example',
})
/** Not opened read-only: after a kill the first to open recovers the log, which takes a right to write. */
const idsIn = (name: string): string[] => {
  const db = new Database(join(folder.path, `${name}.db`))
  const ids = db.prepare<[], string>('SELECT id FROM records').pluck().all()
  db.close()
  return ids
}
describe('pulso-collector', () => {
  it('prints where it is and how to get in, and ends cleanly on SIGTERM and SIGINT', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const running = await run(env('signals'))
      expect(running.output()).toMatch(/^Pulso collector: http:\/\/127\.0\.0\.1:\d+\/$/m)
      const token = /Admin token: +(\S{40,}) \(kept in .*signals\.db\.token\)/.exec(running.output())?.[1]
      const page = await fetch(running.url, {
        headers: { authorization: `Bearer ${token}`, connection: 'close' },
      })
      expect(page.status).toBe(200)
      const record = answered()
      await post(running.url, [record])
      running.kill(signal)
      expect(await running.exit).toBe(0)
      expect(running.errors()).toBe('')
      expect(idsIn('signals')).toContain(record.id)
    }
    expect(statSync(join(folder.path, 'signals.db.token')).mode & 0o777).toBe(0o600)
  }, 30_000)

  it('does not print a token that was given to it', async () => {
    const token = 'given-by-the-operator'
    const running = await run({ ...env('given'), COLLECTOR_ADMIN_TOKEN: token })
    expect(running.output()).not.toContain(token)
    running.kill('SIGTERM')
    await running.exit
  }, 30_000)

  it('says what is wrong with its settings, all at once and without a stack, and ends with 1', async () => {
    const running = await run({ COLLECTOR_PORT: 'x', COLLECTOR_PROJECTS: '' })
    expect(await running.exit).toBe(1)
    expect(running.errors()).toMatch(/2 problems/)
    expect(running.errors()).not.toMatch(/\n +at /)
    const bad = await run({
      ...env('bad'),
      COLLECTOR_PROJECTS: 'a=https://shop.example/ B=x',
      COLLECTOR_ADMIN_TOKEN: 'x',
    })
    expect(await bad.exit).toBe(1)
    expect(bad.errors()).toMatch(/4 problems/)
  }, 30_000)

  it(`has every record that it acknowledged after each of ${KILLS} kills, none of them twice`, async () => {
    const acked: string[] = []
    let open: object[] = []
    for (let kill = 0; kill < KILLS; kill += 1) {
      const running = await run(env('killed'))
      expect(running.url).not.toBe('')
      let isAlive = true
      const senders = Array.from({ length: 3 }, async () => {
        while (isAlive) {
          // Some go again whose answer was lost with the kill before, as the page would do it.
          const items = [...open.splice(0, 2), answered(), answered()]
          try {
            const { ok, dup } = await post(running.url, items)
            acked.push(...ok, ...dup)
          } catch {
            open.push(...items)
            return
          }
        }
      })
      await new Promise((resolve) => setTimeout(resolve, 20 + ((kill * 37) % 150)))
      running.kill('SIGKILL')
      isAlive = false
      await Promise.all(senders)
      expect(await running.exit).toBe('SIGKILL')

      const stored = idsIn('killed')
      const missing = acked.filter((id) => !stored.includes(id))
      expect(missing).toEqual([])
      expect(new Set(stored).size).toBe(stored.length)
      open = open.slice(-50)
    }
    expect(acked.length).toBeGreaterThan(KILLS)
  }, 120_000)
})
