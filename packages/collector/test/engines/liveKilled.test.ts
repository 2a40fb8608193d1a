import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import { buildMain } from '../support/buildMain.ts'
import { jump } from '../support/liveCounts.ts'
import { tempFolder } from '../support/openCollector.ts'
import { TOKEN } from '../support/records.ts'
import { runCommand } from '../support/runCommand.ts'
import { simulated, storeAll } from '../support/simulated.ts'

let main: string
beforeAll(async () => {
  main = await buildMain()
}, 300_000)
afterAll(() => rmSync(dirname(main), { recursive: true, force: true }))

const LONG = { timeout: 120_000, interval: 100 }

describe('the pages after a kill', { timeout: 600_000 }, () => {
  it('have the numbers of a recount, and go on from the blocks that were whole', async () => {
    const folder = tempFolder()
    const database = join(folder.path, 'records.db')
    const store = openSqliteStore(database)
    const { db } = store.sql
    const records = simulated({ persons: 150 })
    await storeAll(store, records, { between: async (n) => void (n % 4 === 0 && (await jump(store))) })
    const start = () =>
      runCommand(main, folder.path, {
        ...{ COLLECTOR_DATABASE: database, COLLECTOR_ADMIN_TOKEN: TOKEN },
        ...{ COLLECTOR_PROJECTS: 'shop-key=https://shop.example', COLLECTOR_SEGMENTS: 'country' },
      })
    const blocks = async () => {
      const [rows] = await store.sql.run([
        db.selectFrom('live_blocks').select('block').where('data', 'is not', null),
      ])
      return rows.length
    }
    const look = (url: string) => fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } })
    /** The page when it has all numbers, without the time that it says. */
    const report = async (url: string): Promise<string> => {
      let page = ''
      const settled = async () => {
        const reply = await look(url)
        page = await reply.text()
        return page.includes('id="board"') && reply.headers.get('refresh') === null
      }
      await expect.poll(settled, LONG).toBe(true)
      return page.slice(page.indexOf('<header class="top">'))
    }

    const killed: number[] = []
    for (const least of [1, 4, 8]) {
      const running = await start()
      void look(running.url).catch(() => {})
      await expect.poll(blocks, LONG).toBeGreaterThanOrEqual(least)
      running.kill('SIGKILL')
      await running.exit
      killed.push(await blocks())
    }
    const after = await start()
    const gone = await report(after.url)
    const kept = await blocks()
    after.kill('SIGTERM')
    expect(await after.exit).toBe(0)
    expect(after.errors()).not.toContain('pages_recounted')

    await store.sql.run([db.deleteFrom('live_blocks')])
    const fresh = await start()
    expect(gone).toBe(await report(fresh.url))
    expect(await blocks()).toBe(kept)
    fresh.kill('SIGTERM')
    expect(await fresh.exit).toBe(0)
    console.log(`killed with ${killed.join(', ')} of ${kept} blocks kept; ${records.length} records`)
    await store.close()
    folder.remove()
  })
})
