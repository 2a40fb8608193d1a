import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { erasePerson, recordsOfPerson } from '../../src/data/person.ts'
import { personCommand } from '../../src/data/personCommand.ts'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import type { Store } from '../../src/Store.ts'
import { ARRIVAL, row } from '../contract/storeContract.ts'
import { type OpenCollector, openCollector } from '../support/openCollector.ts'
import { answered, batch, ORIGIN, randomId, TOKEN } from '../support/records.ts'
import { commandsIn } from '../support/runInProcess.ts'

const run = randomId()
/** Ana's: an answer before she was known, one after, a trial, and a purchase. And two of somebody else. */
const anas = [
  answered({ run, comment: 'Ana-said-this' }),
  answered({ run, person: 'ana' }),
  answered({ mode: 'test', person: 'ana' }),
  { id: randomId(), type: 'outcome', at: 1, mode: 'live', kind: 'purchase', person: 'ana' },
]
const others = [answered({ person: 'bob' }), answered()]
const fill = async (store: Store) => {
  await store.append('shop', [...anas, ...others].map(row), ARRIVAL)
  await store.append('other', [row(answered({ person: 'ana' }))], ARRIVAL)
}
const idsOf = async (store: Store, filter: Parameters<Store['read']>[0]) => {
  const ids: string[] = []
  for await (const page of store.read(filter)) ids.push(...page.map(({ json }) => JSON.parse(json).id))
  return ids
}
const ids = (records: readonly { id: string }[]) => records.map(({ id }) => id)

describe('recordsOfPerson and erasePerson', () => {
  it('mean all records of the person in a project, and all of the runs that they are part of', async () => {
    const store = openSqliteStore(':memory:')
    await fill(store)
    expect(await idsOf(store, await recordsOfPerson(store, 'shop', 'ana'))).toEqual(ids(anas))
    expect(await erasePerson(store, 'shop', 'ana')).toEqual({ records: 4 })
    expect(await idsOf(store, { mode: 'all', project: 'shop' })).toEqual(ids(others))
    expect(await idsOf(store, { mode: 'all', project: 'other' })).toHaveLength(1)
    expect(await erasePerson(store, 'shop', 'ana')).toEqual({ records: 0 })
    expect(await erasePerson(store, 'shop', 'nobody')).toEqual({ records: 0 })
    await store.close()
  })

  it('leave no words of the person in the files of SQLite', async () => {
    const tools = commandsIn()
    const store = openSqliteStore(tools.databasePath)
    await fill(store)
    const holds = () =>
      ['', '-wal'].some((end) => readFileSync(tools.databasePath + end).includes('Ana-said-this'))
    expect(holds()).toBe(true)
    await erasePerson(store, 'shop', 'ana')
    expect(holds()).toBe(false)
    await store.close()
    expect(readFileSync(tools.databasePath).includes('Ana-said-this')).toBe(false)
    tools.remove()
  })
})

describe('personCommand', () => {
  it('writes what there is of a person, in both formats, and erases it', async () => {
    const tools = commandsIn()
    const store = openSqliteStore(tools.databasePath)
    await fill(store)
    await store.close()
    const file = tools.path('ana.ndjson')
    expect(await tools.run(personCommand, ['export', 'ana', file, '--project', 'shop'])).toBe(0)
    expect(tools.said()).toEqual([`4 records in ${file}`])
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).record.id)).toEqual(ids(anas))
    await tools.run(personCommand, ['export', 'ana', file, '--project', 'shop', '--format', 'csv'])
    expect(readFileSync(file, 'utf8')).toMatch(/^project,received/)
    expect(await tools.run(personCommand, ['erase', 'ana', '--project', 'shop'])).toBe(0)
    expect(tools.said()).toEqual(['4 records erased'])
    const wrong = (...args: string[]) => expect(tools.run(personCommand, args)).rejects
    await wrong('erase', 'ana').toThrow(/--project/)
    await wrong('forget', 'ana', '--project', 'shop').toThrow(/export, or erase/)
    await wrong('erase', '--project', 'shop').toThrow(/person erase PERSON/)
    await wrong('erase', '', '--project', 'shop').toThrow(/id of a person/)
    await wrong('erase', 'ana', 'file', '--project', 'shop').toThrow(/export, or erase/)
    tools.remove()
  })
})

describe('personRoutes', () => {
  let opened: OpenCollector
  beforeEach(async () => {
    opened = openCollector()
    await fill(opened.store)
  })
  afterEach(() => opened.close())
  const bearer = { authorization: `Bearer ${TOKEN}` }
  const post = (path: string, body: unknown, headers: Record<string, string> = bearer) =>
    opened.request(`/v1/persons/${path}`, { method: 'POST', body: JSON.stringify(body), headers })

  it('exports and erases for the admin token alone, never for a cookie', async () => {
    const ana = { project: 'shop', person: 'ana' }
    for (const headers of [
      {},
      { authorization: 'Bearer wrong-token-of-someone' },
      { cookie: 'pulso_admin=1.x' },
    ])
      for (const path of ['export', 'erase'])
        expect((await post(path, ana, headers as Record<string, string>)).status).toBe(401)
    const exported = await post('export', ana)
    expect(exported.headers.get('content-type')).toContain('ndjson')
    expect(exported.body.trimEnd().split('\n')).toHaveLength(4)
    expect((await post('export?format=csv', ana)).body).toMatch(/^project,received/)
    expect((await post('erase', ana)).body).toEqual({ records: 4 })
    expect((await post('export', ana)).body).toBe('')
    expect((await opened.exported('?mode=all')).map(({ record }) => record.id)).toHaveLength(3)
  })

  it('does not take back what was erased when a page sends it again', async () => {
    await post('erase', { project: 'shop', person: 'ana' })
    const { body } = await opened.post(batch(anas), { origin: ORIGIN })
    expect(body).toMatchObject({ ok: [], dup: ids(anas) })
    expect(opened.events).toEqual([])
  })

  it('says that the database is away, and erases when it is back', async () => {
    const { remove } = opened.store.owner
    opened.store.owner.remove = () => Promise.reject(new Error('away'))
    const ana = { project: 'shop', person: 'ana' }
    expect((await post('erase', ana)).status).toBe(503)
    expect(opened.events).toEqual([{ event: 'store_failed', message: 'away' }])
    opened.store.owner.remove = remove
    expect((await post('erase', ana)).body).toEqual({ records: 4 })
  })

  it('wants a project and a person', async () => {
    for (const wrong of [
      {},
      null,
      { project: 'shop' },
      { project: 'none', person: 'ana' },
      { project: 'shop', person: '' },
      'x'.repeat(5000),
    ])
      expect((await post('erase', wrong)).body.error.code).toBe('invalid_person')
  })
})
