import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EXPORT_FORMATS } from '../../src/data/exportFormat.ts'
import { type ImportFormat, importRecords } from '../../src/data/importRecords.ts'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import type { Store } from '../../src/Store.ts'
import { exportText } from '../contract/ownerContract.ts'
import { oddRecords } from '../support/oddRecords.ts'
import { inPieces } from '../support/streams.ts'

let store: Store
beforeEach(() => {
  store = openSqliteStore(':memory:')
})
afterEach(() => store.close())

const bring = async (text: string, format: ImportFormat = 'ndjson') => {
  const problems: string[] = []
  const report = await importRecords(store, inPieces(text, 1000), format, ({ line, message }) =>
    problems.push(`${line} ${message}`),
  )
  return { ...report, problems }
}
const records = oddRecords()
const write = (format: ImportFormat) =>
  EXPORT_FORMATS[format].head + records.map(EXPORT_FORMATS[format].line).join('')

describe('importRecords', () => {
  for (const format of ['ndjson', 'csv'] as const) {
    it(`takes ${format} and gives the same bytes again, and takes it again without doubling anything`, async () => {
      const text = write(format)
      expect(await bring(text, format)).toMatchObject({ taken: records.length, refused: 0, problems: [] })
      expect(await exportText(store, format)).toBe(text)
      expect(await bring(text, format)).toMatchObject({ taken: 0, already: records.length })
      expect((await store.after(null, 100)).records).toEqual(records)
    })

    it(`loses nothing on the way from ${format} to the other format and back`, async () => {
      await bring(write(format), format)
      const other = format === 'csv' ? 'ndjson' : 'csv'
      const second = openSqliteStore(':memory:')
      await importRecords(second, inPieces(await exportText(store, other), 1000), other)
      expect(await exportText(second, format)).toBe(write(format))
      await second.close()
    })
  }

  it('refuses lines that were changed since, each with its reason, and takes the others', async () => {
    const [first = '', second = '', third = ''] = write('ndjson').split('\n')
    const problems = async (line: string) => (await bring(`${first}\n${line}\n${third}\n`)).problems
    expect(await problems('{')).toEqual(['2 is not JSON'])
    for (const changed of [
      second.replace('"project":', '"project": '),
      second.replace(/"received":(\d+)/, '"received":"$1"'),
      second.replace('{', '{"more":1,'),
      `${second} `,
      'null',
      '[]',
      second.replace(/,"record":.*/, '}'),
    ])
      expect(await problems(changed)).toEqual(['2 is not a line as the export writes it'])
    expect(await problems(second.replace('"shop"', '"Shop!"'))).toEqual(['2 names no project'])
    expect(await problems(second.replace('"value":9', '"value":true'))).toEqual([
      expect.stringMatching(/^2 invalid_record: value/),
    ])
    expect(await problems(second.replace('"value":9', '"value":9,"value":8'))).toEqual([
      '2 duplicate_key: a key is written twice',
    ])
    expect(await bring(`${first}\n${third}`)).toMatchObject({ taken: 0, already: 2 })
  })

  it('tells of another text under a known id, and leaves the first', async () => {
    const [first = ''] = write('ndjson').split('\n')
    await bring(first)
    const changed = first.replace('"value":9', '"value":1')
    expect(await bring(changed)).toMatchObject({ taken: 0, conflicts: 1 })
    expect(await exportText(store, 'ndjson')).toBe(`${first}\n`)
  })

  it('says what is wrong with a CSV that a spreadsheet saved, and with one that is none', async () => {
    const text = write('csv')
    expect((await bring(text.replace('1760000000000', '1.76E+12'), 'csv')).problems).toEqual([
      '2 `received` is no time in milliseconds since 1970',
    ])
    const reordered = `record,project,sent_at,received\r\n"${records[0]!.json.replaceAll('"', '""')}",shop,,5\r\n`
    expect(await bring(reordered, 'csv')).toMatchObject({ taken: 1, refused: 0 })
    expect((await bring('project,received,sent_at,record\r\nshop,1\r\n', 'csv')).problems).toEqual([
      '2 has more or fewer cells than line 1',
    ])
    await expect(bring('a;b\r\n', 'csv')).rejects.toThrow(/line 1 names no column project, received/)
    await expect(bring(`${text}"`, 'csv')).rejects.toThrow(/not closed/)
  })
})
