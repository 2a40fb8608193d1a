import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EXPORT_FORMATS } from '../../src/data/exportFormat.ts'
import { exportCommand, importCommand } from '../../src/data/transferCommands.ts'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import { oddRecords } from '../support/oddRecords.ts'
import { type OpenCollector, openCollector } from '../support/openCollector.ts'
import { TOKEN } from '../support/records.ts'
import { commandsIn, type RunCommand } from '../support/runInProcess.ts'

let tools: RunCommand
beforeEach(() => {
  tools = commandsIn()
})
afterEach(() => tools.remove())

const records = oddRecords()
const fill = async () => {
  const store = openSqliteStore(tools.databasePath)
  await store.adopt([...records, ...oddRecords('other')])
  await store.close()
}
const textOf = (format: 'ndjson' | 'csv', kept = records) =>
  EXPORT_FORMATS[format].head + kept.map(EXPORT_FORMATS[format].line).join('')

describe('exportCommand and importCommand', () => {
  it('carry everything from one store to another by a file, in both formats, to the byte', async () => {
    await fill()
    for (const format of ['ndjson', 'csv'] as const) {
      const file = tools.path(`records.${format}`)
      expect(await tools.run(exportCommand, [file, '--mode', 'all'])).toBe(0)
      expect(tools.said()).toEqual([`${2 * records.length} records in ${file}`])
      const target = tools.path(`copy-${format}.db`)
      expect(await tools.run(importCommand, [file, '--to', target])).toBe(0)
      expect(tools.said()).toEqual([`${2 * records.length} taken, 0 were there already`])
      const again = tools.path(`again.${format}`)
      await tools.run(exportCommand, [again, '--mode', 'all', '--from', target])
      expect(readFileSync(again)).toEqual(readFileSync(file))
    }
  })

  it('exports live records of all projects unless told otherwise', async () => {
    await fill()
    const file = tools.path('some.ndjson')
    const lines = async (...args: string[]) => {
      await tools.run(exportCommand, [file, ...args])
      return readFileSync(file, 'utf8')
    }
    const live = records.filter(({ mode }) => mode === 'live')
    expect(await lines('--project', 'shop')).toBe(textOf('ndjson', live))
    expect((await lines()).split('\n')).toHaveLength(2 * live.length + 1)
    expect(await lines('--project', 'shop', '--mode', 'test')).toBe(
      textOf(
        'ndjson',
        records.filter(({ mode }) => mode === 'test'),
      ),
    )
    expect(await lines('--project', 'shop', '--format', 'csv', '--since', `${records[3]?.received}`)).toBe(
      textOf('csv', live.slice(3)),
    )
  })

  it('ends with 1 when lines were refused, tells the first ones, and takes the rest', async () => {
    const file = tools.path('bad.ndjson')
    writeFileSync(file, `${'{}\n'.repeat(25)}${textOf('ndjson')}`)
    expect(await tools.run(importCommand, [file])).toBe(1)
    expect(tools.said()).toHaveLength(22)
    expect(tools.said().slice(-3)).toEqual([
      '  line 20: is not a line as the export writes it',
      '  and 5 more',
      `${records.length} taken, 0 were there already, 25 lines refused`,
    ])
  })

  it('says what is missing or cut off, leaves no half of a file, and makes no store to read from', async () => {
    const refused = (command: typeof exportCommand, ...args: string[]) =>
      expect(tools.run(command, args)).rejects
    await refused(exportCommand, '--format', 'xml').toThrow(/ndjson or csv/)
    await refused(exportCommand, '--mode', 'both').toThrow(/live, test or all/)
    await refused(exportCommand).toThrow(/There is no file/)
    expect(existsSync(tools.databasePath)).toBe(false)
    await refused(importCommand).toThrow(/pulso-collector import FILE/)
    await refused(importCommand, tools.path('none.csv')).toThrow(/broke off: ENOENT/)
    const file = tools.path('cut.csv')
    writeFileSync(file, textOf('csv').replace(/"\r\n$/, ''))
    await refused(importCommand, file).toThrow(/not closed/)
    await fill()
    await refused(exportCommand, join(tools.path('no-folder'), 'x.ndjson')).toThrow(/was not written/)
    expect(readdirSync(tools.path('.')).filter((name) => name.includes('part'))).toEqual([])
  })
})

describe('GET /v1/export.csv', () => {
  let opened: OpenCollector
  beforeEach(() => {
    opened = openCollector()
  })
  afterEach(() => opened.close())
  const get = (path: string, token = TOKEN) =>
    opened.request(path, { headers: { authorization: `Bearer ${token}` } })

  it('gives what the command gives, for the admin token alone', async () => {
    await opened.store.adopt([...records, ...oddRecords('other')])
    const reply = await get('/v1/export.csv?mode=all&project=shop')
    expect(reply.body).toBe(textOf('csv'))
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(reply.headers.get('content-disposition')).toBe('attachment; filename="pulso-records.csv"')
    expect((await get('/v1/export.ndjson?mode=all&project=shop')).body).toBe(textOf('ndjson'))
    expect((await get('/v1/export.csv', 'wrong-token-of-someone')).status).toBe(401)
    expect((await get('/v1/export.xml')).status).toBe(404)
  })
})
