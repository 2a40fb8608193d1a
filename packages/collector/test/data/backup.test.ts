import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backupPostgres } from '../../src/data/backup.ts'
import { backupCommand } from '../../src/data/backupCommand.ts'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import { ARRIVAL, row } from '../contract/storeContract.ts'
import { answered } from '../support/records.ts'
import { commandsIn, type RunCommand } from '../support/runInProcess.ts'

let tools: RunCommand
beforeEach(() => {
  tools = commandsIn()
})
afterEach(() => tools.remove())
const rows = (count: number) => Array.from({ length: count }, () => row(answered()))

describe('backupCommand', () => {
  it('copies what is committed, from the log too, while somebody writes, into a database that goes on', async () => {
    const store = openSqliteStore(tools.databasePath)
    const kept = rows(300)
    await store.append('shop', kept, ARRIVAL)
    await store.publications.publish(
      { project: 'shop', mode: 'live' },
      { number: 1, published: 1, json: '[]' },
      [],
    )
    const writer = new Database(tools.databasePath)
    writer.exec('BEGIN IMMEDIATE; DELETE FROM records') // under way, and not committed
    const file = tools.path('copy.db')
    expect(await tools.run(backupCommand, [file])).toBe(0)
    expect(tools.said()).toEqual([`${tools.databasePath} is in ${file}, with 300 records`])
    writer.exec('ROLLBACK')
    writer.close()
    await store.append('shop', rows(5), ARRIVAL)
    await store.close()
    expect(statSync(file).mode & 0o777).toBe(0o600)

    const copy = openSqliteStore(file)
    expect(await copy.totals()).toEqual({ live: 300, test: 0 })
    expect(await copy.append('shop', kept, ARRIVAL)).toEqual(kept.map(() => 'duplicate'))
    expect(await copy.append('shop', rows(1), ARRIVAL)).toEqual(['stored'])
    expect((await copy.publications.latest('shop', 'live'))?.number).toBe(1)
    await copy.close()
  })

  it('overwrites nothing, and leaves no half behind', async () => {
    await openSqliteStore(tools.databasePath).close()
    const file = tools.path('copy.db')
    const refused = (...args: string[]) => expect(tools.run(backupCommand, args)).rejects
    writeFileSync(file, 'precious')
    await refused(file).toThrow(/is there already/)
    await refused(tools.path('no/folder/copy.db')).toThrow(/was not written/)
    await refused(tools.path('x.db'), '--from', tools.path('none.db')).toThrow(/There is no file/)
    await refused(tools.path('x.db'), '--from', file).toThrow(/was not written: file is not a database/)
    expect(existsSync(tools.path('none.db'))).toBe(false)
    expect(readdirSync(tools.path('.')).sort()).toEqual(['copy.db', 'records.db'])
    writeFileSync(tools.path('other.db.part'), 'of a backup that was killed')
    expect(await tools.run(backupCommand, [tools.path('other.db')])).toBe(0)
  })
})

describe('backupPostgres', () => {
  const url = 'postgres://pulso:s3cret@127.0.0.1:1/pulso'

  it('says what to do where pg_dump is not here', async () => {
    await expect(backupPostgres(url, tools.path('dump'), tools.path('pg_dump'))).rejects.toThrow(
      /pg_dump is not here\. Install/,
    )
    expect(readdirSync(tools.path('.'))).toEqual([])
  })

  it('says what pg_dump says, and gives it the password out of sight', async () => {
    const program = tools.path('pg_dump')
    writeFileSync(
      program,
      '#!/bin/sh\necho "args $* password $(printf %s "$PGPASSWORD" | wc -c)" >&2\nexit 3\n',
      { mode: 0o755 },
    )
    const error = await backupPostgres(url, tools.path('dump'), program).catch((thrown: unknown) => thrown)
    const { message } = error as Error
    expect(message).toContain('ended with 3')
    expect(message).toContain('--dbname=postgres://pulso@127.0.0.1:1/pulso password 6')
    expect(message).not.toContain('s3cret')
    expect(existsSync(tools.path('dump.part'))).toBe(false)
  })
})
