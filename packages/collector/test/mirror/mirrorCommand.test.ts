import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CollectorError } from '../../src/CollectorError.ts'
import { mirrorCommand } from '../../src/mirror/mirrorCommand.ts'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import { ARRIVAL, row } from '../contract/storeContract.ts'
import { fakeClickhouse } from '../support/fakeClickhouse.ts'
import { openReceiver, type Receiver } from '../support/openReceiver.ts'
import { answered } from '../support/records.ts'
import { commandsIn, type RunCommand } from '../support/runInProcess.ts'

describe('mirrorCommand', { timeout: 60_000 }, () => {
  let tools: RunCommand
  let server: Receiver
  beforeEach(async () => {
    tools = commandsIn()
    server = await openReceiver(fakeClickhouse())
    const store = openSqliteStore(tools.databasePath)
    await store.append('shop', [row(answered()), row(answered({ mode: 'test' }))], ARRIVAL)
    await store.close()
  })
  afterEach(async () => {
    await server.close()
    tools.remove()
  })
  const run = (...args: string[]) =>
    tools.run(mirrorCommand, args, { COLLECTOR_MIRROR: `${server.url}/default` })

  it('builds the mirror without a collector, verifies it, and says how it is', async () => {
    expect(await run('status')).toBe(1)
    expect(tools.said()).toEqual(['The mirror has not begun yet: no collector has run with it.'])
    expect(await run('verify')).toBe(1)
    expect(await run('rebuild')).toBe(0)
    expect(tools.said().at(-1)).toBe('Done: 2 records copied. The new table is the one that is read.')
    expect(await run('verify')).toBe(0)
    expect(tools.said()).toEqual([
      '  shop, live: 1 in the store, 1 in the mirror',
      '  shop, test: 1 in the store, 1 in the mirror',
      'The same.',
    ])
    expect(await run('status')).toBe(0)
    expect(tools.said()).toEqual(['ok; has all; 2 records copied'])
  })

  it('says what is wrong with the server; and is forgotten: the store keeps no notes for it any more', async () => {
    await run('rebuild')
    server.answer(() => ({ status: 401, headers: { 'x-clickhouse-exception-code': '516' } }))
    expect(await run('verify')).toBe(1)
    expect(tools.said()).toEqual(['clickhouse_516: User or password is wrong.'])
    expect(await run('forget')).toBe(0)
    expect(await run('status')).toBe(1)
  })

  it('names what is missing or misspelt', async () => {
    const tried = (args: string[], env: Record<string, string>) => tools.run(mirrorCommand, args, env)
    await expect(tried(['verify'], {})).rejects.toThrow(/COLLECTOR_MIRROR: is not set/)
    await expect(tried(['verify'], { COLLECTOR_MIRROR: 'ftp://u:s3cret@h/d' })).rejects.toThrow(
      /^COLLECTOR_MIRROR: begins with ftp:(?!.*s3cret)/,
    )
    await expect(tried(['build'], {})).rejects.toThrow(CollectorError)
  })
})
