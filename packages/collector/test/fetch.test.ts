import { fileURLToPath } from 'node:url'
import { rollup } from 'rollup'
import { describe, expect, it } from 'vitest'
import { createCollector } from '../src/fetch.ts'
import { storeContract } from './contract/storeContract.ts'
import { memory, memoryStore } from './support/memoryStore.ts'
import { answered, batch, ORIGIN, PROJECTS, TOKEN } from './support/records.ts'
import { typesAway } from './support/typesAway.ts'

storeContract(
  'a store of one’s own',
  async () => {
    const shared = memory()
    return { open: async () => memoryStore(shared), remove: async () => {} }
  },
  'records',
)

describe('@pulso/collector/fetch', () => {
  it('takes Request objects and gives Response objects, over a store of one’s own and without a server', async () => {
    const collector = createCollector({ store: memoryStore(memory()), projects: PROJECTS, adminToken: TOKEN })
    const record = answered()
    const post = () =>
      collector.fetch(
        new Request('https://collector.example/v1/records', {
          method: 'POST',
          headers: { 'content-type': 'text/plain;charset=UTF-8', origin: ORIGIN },
          body: batch([record]),
        }),
      )
    expect(await (await post()).json()).toMatchObject({ ok: [record.id], dup: [] })
    expect(await (await post()).json()).toMatchObject({ ok: [], dup: [record.id] })
    const exported = await collector.fetch(
      new Request('https://collector.example/v1/export.ndjson', {
        headers: { authorization: `Bearer ${TOKEN}` },
      }),
    )
    expect(JSON.parse(await exported.text())).toMatchObject({ project: 'shop', record })
    expect((await collector.fetch(new Request('https://collector.example/readyz'))).status).toBe(200)
    await collector.close()
  })

  it('loads no server, no driver of a database and no log; of Node what the guide says', async () => {
    const src = fileURLToPath(new URL('../src/', import.meta.url))
    const outside = new Set<string>()
    await rollup({
      input: `${src}fetch.ts`,
      external(id) {
        if (id.startsWith('.') || id.startsWith('/')) return false
        outside.add(id)
        return true
      },
      plugins: [typesAway],
    })
    const loaded = [...outside]
    for (const name of ['better-sqlite3', 'pg', 'pino', '@hono/node-server'])
      expect(loaded).not.toContain(name)
    expect(loaded.filter((id) => id.startsWith('node:')).sort()).toEqual([
      'node:crypto',
      'node:net',
      'node:timers/promises',
    ])
  }, 60_000)
})
