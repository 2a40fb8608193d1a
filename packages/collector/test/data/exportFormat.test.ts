import { describe, expect, it } from 'vitest'
import { CSV_COLUMNS, csvLine, ndjsonLine } from '../../src/data/exportFormat.ts'
import { readRows } from '../../src/data/readLines.ts'
import { answered } from '../support/records.ts'
import { all, inPieces } from '../support/streams.ts'

const stored = (record: object, json = JSON.stringify(record)) => ({
  project: 'shop',
  received: 1_760_000_000_000,
  sentAt: null,
  json,
})
const cellsOf = async (record: object) => {
  const [row] = await all(readRows(inPieces(csvLine(stored(record)))))
  return Object.fromEntries(CSV_COLUMNS.map((column, n) => [column, row?.cells[n]]))
}

describe('ndjsonLine', () => {
  it('holds the record as it was given, and its exact text beside it only where line breaks had to go', () => {
    const record = answered()
    expect(ndjsonLine(stored(record))).toBe(
      `{"project":"shop","received":1760000000000,"sentAt":null,"record":${JSON.stringify(record)}}\n`,
    )
    const spread = JSON.stringify(record, undefined, 1)
    const line = ndjsonLine(stored(record, spread))
    expect(line.trimEnd()).not.toContain('\n')
    expect(JSON.parse(line)).toMatchObject({ record, text: spread })
  })
})

describe('csvLine', () => {
  it('lays out what people look for, and the whole record in the last column', async () => {
    const record = answered({ person: 'p-1', comment: 'Fine, "really"\nfine', at: 1_760_000_000_000 })
    expect(await cellsOf(record)).toMatchObject({
      project: 'shop',
      received: '1760000000000',
      sent_at: '',
      type: 'answered',
      at: '2025-10-09T08:53:20.000Z',
      person: 'p-1',
      survey: 'post-purchase',
      rev: '1',
      touchpoint: 'order-confirmation',
      question: 'recommend',
      question_type: 'nps',
      value: '9',
      comment: 'Fine, "really"\nfine',
      record: JSON.stringify(record),
    })
  })

  it('gives a spreadsheet no formula, whatever a visitor wrote, and leaves numbers numbers', async () => {
    for (const evil of [
      '=1+1',
      '+1',
      '-1',
      '@x',
      '\t=1',
      ' =1',
      '\r\n=1',
      '＝1',
      '=HYPERLINK("https://evil.example")',
    ]) {
      const cells = await cellsOf(answered({ comment: evil, person: evil }, { value: evil }))
      for (const column of ['comment', 'person', 'value']) expect(cells[column]).toBe(`'${evil}`)
      expect(cells.record?.[0]).toBe('{')
    }
    expect((await cellsOf(answered({}, { value: -2 }))).value).toBe('-2')
    expect((await cellsOf(answered({ comment: 'a-b=c' }))).comment).toBe('a-b=c')
  })

  it('has a row for every kind of record', async () => {
    const outcome = { id: 'x', type: 'outcome', at: 1, mode: 'live', kind: 'purchase', value: 12.5 }
    expect(await cellsOf(outcome)).toMatchObject({ question: 'purchase', value: '12.5', survey: '', run: '' })
    const { question: _, value: __, ...rest } = answered()
    const dismissed = { ...rest, type: 'dismissed', reason: 'close', step: 1, question: 'why' }
    expect(await cellsOf(dismissed)).toMatchObject({ question: 'why', question_type: '', value: '' })
    const grid = answered({}, { value: { positive: 1, negative: 2 } })
    expect((await cellsOf(grid)).value).toBe('{"positive":1,"negative":2}')
    expect((await cellsOf(answered({ at: Number.MAX_SAFE_INTEGER }))).at).toBe('9007199254740991')
  })
})
