import { rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildMain } from './support/buildMain.ts'
import { tempFolder } from './support/openCollector.ts'
import { answered, batch } from './support/records.ts'
import { postRecords as post, type Running, runCommand } from './support/runCommand.ts'
import { survey } from './support/surveys.ts'

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

  it('logs no body, key, token, secret, origin or address over a whole run, whatever goes wrong', async () => {
    const words = {
      token: 'a-token-that-nobody-logs',
      metrics: 'a-metrics-token-not-logged',
      server: 'a-secret-of-a-server-that-is-not-logged',
      key: 'a-key-that-is-not-logged',
      oldKey: 'an-old-key-not-logged',
      wrongKey: 'a-wrong-key-not-logged',
      comment: 'an-answer-that-is-not-logged',
      origin: 'https://an-origin-not-logged.example',
      evil: 'https://evil-not-logged.example',
      address: '203.0.113.77',
    }
    const project = { id: 'shop', key: words.key, oldKey: words.oldKey, origins: [words.origin] }
    const running = await run({
      COLLECTOR_DATABASE: join(folder.path, 'quiet.db'),
      COLLECTOR_PROJECTS: JSON.stringify([{ ...project, serverSecrets: [words.server] }]),
      COLLECTOR_ADMIN_TOKEN: words.token,
      COLLECTOR_METRICS_TOKEN: words.metrics,
      COLLECTOR_TRUSTED_PROXIES: '1',
      COLLECTOR_ADDRESS_RATE: '1/14',
    })
    const send = async (items: unknown[], over: object = {}, headers: Record<string, string> = {}) => {
      const response = await fetch(`${running.url}/v1/records`, {
        method: 'POST',
        body: batch(items, { key: words.key, ...over }),
        headers: {
          'content-type': 'text/plain',
          connection: 'close',
          'x-forwarded-for': words.address,
          ...headers,
        },
      })
      await response.text()
      return response.status
    }
    const page = { origin: words.origin }
    const record = answered({ comment: words.comment })
    const statuses = [
      await send([record], {}, page),
      await send([record], { key: words.oldKey }, page),
      await send([{ ...record, value: 1 }], {}, page), // conflict
      await send([answered({ comment: { x: words.comment } }), answered({ [words.comment]: 1 })], {}, page),
      await send([record], { key: words.wrongKey }, page),
      await send([record], {}, { origin: words.evil }),
      await send([record]),
      await send([record], {}, { 'x-pulso-timestamp': '1', 'x-pulso-signature': words.server }),
      await send([words.comment], { items: words.comment }, page),
    ]
    expect(statuses).toEqual([200, 200, 200, 200, 401, 403, 401, 401, 400])
    while ((await send([record], {}, page)) !== 429);
    for (const path of ['/', '/metrics', '/v1/export.ndjson', `/${words.comment}`])
      for (const token of [words.token, words.metrics, words.wrongKey]) {
        const headers = { authorization: `Bearer ${token}`, connection: 'close' }
        await (await fetch(running.url + path, { headers })).text()
      }
    const lines = () => running.errors().trim().split('\n')
    expect(lines().map((line) => JSON.parse(line).event)).toEqual(['conflict', 'rejected'])
    running.kill('SIGTERM')
    expect(await running.exit).toBe(0)
    for (const word of Object.values(words)) expect(running.output() + running.errors()).not.toContain(word)
  }, 30_000)

  it('publishes and exports beside a collector that serves, and lists its commands', async () => {
    const settings = { ...env('tools'), COLLECTOR_ADMIN_TOKEN: 'a-token-of-the-operator' }
    const served = await run(settings)
    const ended = async (...args: string[]) => {
      const command = await runCommand(main, folder.path, settings, args)
      return { code: await command.exit, output: command.output(), errors: command.errors() }
    }
    await post(served.url, [answered({ comment: 'é🙂 "x"' }), answered()])
    writeFileSync(join(folder.path, 'surveys.json'), JSON.stringify([survey()]))
    expect(await ended('publish', 'surveys.json', '--key', 'shop-key', '--to', served.url)).toMatchObject({
      code: 0,
      output: expect.stringContaining('Published (live), number 1.'),
    })
    const headers = { authorization: 'Bearer a-token-of-the-operator', connection: 'close' }
    const feed = await fetch(`${served.url}/v1/surveys/shop-key`, { headers: { connection: 'close' } })
    expect(await feed.json()).toEqual({ surveys: [survey()], quotas: {} })
    const over = await (await fetch(`${served.url}/v1/export.csv`, { headers })).text()
    expect(await ended('export', '--format', 'csv')).toEqual({ code: 0, output: over, errors: '' })
    expect(await ended('bakcup')).toMatchObject({
      code: 1,
      errors: expect.stringContaining(`There is no command "bakcup".\npulso-collector\n`),
    })
    served.kill('SIGTERM')
    expect(await served.exit).toBe(0)
  }, 60_000)

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
