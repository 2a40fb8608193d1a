import { PulsoRecord } from '@pulso/web/schema'
import { afterEach, describe, expect, it } from 'vitest'
import { readTime } from '../src/import/readTime.ts'
import { numberOf } from '../src/import/toRecords.ts'
import { world } from './support/world.ts'

const worlds: ReturnType<typeof world>[] = []
const fresh = (...more: Parameters<typeof world>) => {
  const made = world(...more)
  worlds.push(made)
  return made
}
afterEach(() => {
  for (const made of worlds.splice(0)) made.end()
})

const mapping = {
  v: 1,
  kind: 'answers',
  key: ['folio'],
  at: { column: 'fecha', format: 'dmy' },
  survey: { id: 'past-csat', kind: 'transactional' },
  touchpoint: {
    column: 'lugar',
    values: {
      Tienda: { id: 'store', phase: 'during', channel: 'kiosk' },
      Entrega: { id: 'delivery', phase: 'after' },
    },
  },
  person: { column: 'cliente' },
  locale: 'es',
  context: { country: 'pais' },
  questions: [
    {
      ...{ column: 'satisfacción', id: 'csat', type: 'csat', instrument: 'past-csat@1', comment: 'motivo' },
      values: { 'Muy insatisfecho': 1, Insatisfecho: 2, Neutral: 3, Satisfecho: 4, 'Muy satisfecho': 5 },
    },
    { column: 'nps', id: 'nps', type: 'nps' },
  ],
  outcomes: [{ column: 'volvió', kind: 'repeat', when: ['sí'], value: 'importe', currency: 'EUR' }],
}
const HEADER = 'folio;fecha;lugar;cliente;pais;satisfacción;motivo;nps;volvió;importe'
const csv = (...rows: string[]) => `\uFEFF${[HEADER, ...rows].join('\r\n')}\r\n`
const GOOD = [
  '1;04/05/2026;Tienda;ana@example.com;es;Muy satisfecho;"Rápido; y amable";9;sí;1.234,50',
  '2;05/05/2026 17:30;Entrega;luis@example.com;mx;Insatisfecho;;;no;',
]
const BAD = [
  '3;31/02/2026;Tienda;c;es;Satisfecho;;8;no;',
  '4;06/05/2026;Luna;d;es;Satisfecho;;8;no;',
  '5;06/05/2026;Tienda;e;es;Contento;;8;no;',
  '6;06/05/2026;Tienda;f;es;Satisfecho;;11;no;',
  '1;06/05/2026;Tienda;g;es;Satisfecho;;8;no;',
  '7;06/05/2026;Tienda',
]
const env = { PULSO_PERSON_KEY: 'k' }

describe('pulso import', { timeout: 60_000 }, () => {
  it('004-29 reads a CSV of a past survey by its mapping, words and decimal commas too', async () => {
    const { pulso, write, path, lines } = fresh({ env })
    const file = write('past.csv', csv(...GOOD))
    expect(await pulso('import', file, '-m', write('m.json', mapping), '-o', path('out.ndjson'))).toBe(0)
    const records = lines('out.ndjson')
    for (const record of records) expect(PulsoRecord.safeParse(record).success).toBe(true)
    expect(records.map(({ type, value }) => [type, value])).toEqual([
      ['answered', 5],
      ['answered', 9],
      ['outcome', 1234.5],
      ['answered', 2],
    ])
    expect(records[0]).toMatchObject({
      at: Date.UTC(2026, 4, 4, 12),
      touchpoint: { id: 'store', phase: 'during', channel: 'kiosk' },
      comment: 'Rápido; y amable',
      context: { country: 'es' },
    })
    expect(records[3]).toMatchObject({ at: Date.UTC(2026, 4, 5, 17, 30), touchpoint: { channel: 'import' } })
  })

  it('hashes persons with a secret, and takes none without it', async () => {
    const { pulso, write, path, read, said } = fresh()
    const file = write('past.csv', csv(...GOOD))
    expect(await pulso('import', file, '-m', write('m.json', mapping), '-o', path('out.ndjson'))).toBe(1)
    expect(said.err).toContain('PULSO_PERSON_KEY')
    const second = fresh({ env })
    await second.pulso('import', file, '-m', path('m.json'), '-o', path('out.ndjson'))
    expect(read('out.ndjson')).not.toContain('example.com')
    expect(read('out.ndjson')).toMatch(/"person":"[0-9a-f]{32}"/)
  })

  it('takes a row whole or not at all: each refused one is in the reject file, with line, column and reason', async () => {
    const { pulso, write, path, lines, said } = fresh({ env })
    const file = write('past.csv', csv(...GOOD, ...BAD))
    expect(await pulso('import', file, '-m', write('m.json', mapping), '-o', path('out.ndjson'))).toBe(1)
    expect(lines('out.ndjson')).toHaveLength(4)
    expect(
      lines('past.csv.rejects.ndjson').map(({ line, column, reason }) => [line, column, reason]),
    ).toEqual([
      [4, 'fecha', '"at" is no dmy time'],
      [5, 'lugar', 'names no touchpoint of the mapping'],
      [6, 'satisfacción', '"Contento" is not among the mapping\'s values'],
      [7, 'nps', 'is off the scale 0–10'],
      [8, '', 'a row with this key came before'],
      [9, '', 'has 3 cells, and the header 10'],
    ])
    expect(said.err).toContain('8 rows: 2 taken (4 records), 6 rejected')
  })

  it('makes the same records of the same rows, whatever else is in the file', async () => {
    const { pulso, write, path, read } = fresh({ env })
    const m = write('m.json', mapping)
    await pulso('import', write('a.csv', csv(...GOOD)), '-m', m, '-o', path('a.ndjson'))
    await pulso('import', write('b.csv', csv(BAD[0]!, ...GOOD)), '-m', m, '-o', path('b.ndjson'))
    expect(read('b.ndjson')).toBe(read('a.ndjson'))
  })

  it('names columns that are not there, and leaves what was there before', async () => {
    const { pulso, write, path, read, said } = fresh({ env })
    write('out.ndjson', 'of yesterday')
    const file = write('past.csv', 'folio;fecha\n1;04/05/2026\n')
    expect(await pulso('import', file, '-m', write('m.json', mapping), '-o', path('out.ndjson'))).toBe(1)
    expect(said.err).toContain('has no column "pais", "lugar"')
    expect(read('out.ndjson')).toBe('of yesterday')
  })

  it('says of an empty file that it is empty', async () => {
    const { pulso, write, said } = fresh({ env })
    expect(await pulso('import', write('past.csv', ''), '-m', write('m.json', mapping))).toBe(1)
    expect(said.err).toContain('is empty')
  })

  it('002-5 reads operational indicators of NDJSON, nested fields by dots', async () => {
    const { pulso, write, path, lines } = fresh()
    const file = write(
      'calls.ndjson',
      '{"day":"2026-05-04","desk":{"name":"support"},"minutes":7.5}\n{"day":"2026-05-05","desk":{"name":"support"},"minutes":"many"}\nno\n',
    )
    const m = write('m.json', {
      ...{ v: 1, kind: 'indicators', at: { column: 'day' }, touchpoint: { column: 'desk.name' } },
      ...{ name: 'waiting', value: 'minutes', unit: 'min' },
    })
    expect(await pulso('import', file, '-m', m, '-o', path('i.ndjson'))).toBe(1)
    expect(lines('i.ndjson')).toEqual([
      {
        ...{ type: 'indicator', touchpoint: 'support', at: Date.UTC(2026, 4, 4, 12), name: 'waiting' },
        ...{ value: 7.5, unit: 'min' },
      },
    ])
    expect(lines('calls.ndjson.rejects.ndjson').map(({ line }) => line)).toEqual([2, 3])
  })

  it('sends records to a collector in batches, waits as it asks, and reports what was there before', async () => {
    const bodies: { items: { id: string }[] }[] = []
    let calls = 0
    const { pulso, write, said } = fresh({
      env,
      fetch: async (_url, init) => {
        calls += 1
        if (calls === 1) return new Response('', { status: 503, headers: { 'retry-after': '1' } })
        const body = JSON.parse(String(init?.body))
        bodies.push(body)
        const ids = body.items.map(({ id }: { id: string }) => id)
        return Response.json({ v: 1, ok: ids.slice(1), dup: ids.slice(0, 1), rej: [] })
      },
    })
    const rows = Array.from({ length: 300 }, (_, i) => `${i};04/05/2026;Tienda;p${i};es;Satisfecho;;;no;`)
    const file = write('past.csv', csv(...rows))
    const to = ['--to', 'http://127.0.0.1:4401', '--key', 'shop']
    expect(await pulso('import', file, '-m', write('m.json', mapping), ...to)).toBe(0)
    expect(bodies.map(({ items }) => items.length)).toEqual([200, 100])
    expect(said.err).toContain('Collector: 298 stored, 2 there before, 0 refused')
  })

  it('gives up on a wrong key at once, with the next step', async () => {
    let calls = 0
    const { pulso, write, said } = fresh({
      env,
      fetch: async () => {
        calls += 1
        return new Response('', { status: 401 })
      },
    })
    const to = ['--to', 'http://127.0.0.1:4401', '--key', 'wrong']
    expect(await pulso('import', write('p.csv', csv(...GOOD)), '-m', write('m.json', mapping), ...to)).toBe(1)
    expect([calls, said.err.includes('--key')]).toEqual([1, true])
  })
})

describe('readTime', () => {
  const now = Date.UTC(2026, 7, 1)
  it.each([
    ['2026-05-04', 'iso', Date.UTC(2026, 4, 4, 12)],
    ['2026-05-04T10:00:00+02:00', 'iso', Date.UTC(2026, 4, 4, 8)],
    ['4.5.2026', 'dmy', Date.UTC(2026, 4, 4, 12)],
    ['5/4/2026 08:15', 'mdy', Date.UTC(2026, 4, 4, 8, 15)],
    ['1777888800', 'unix', 1_777_888_800_000],
  ] as const)('reads %s as %s', (text, format, at) => {
    expect(readTime(text, format, now)).toBe(at)
  })

  it.each([
    ['1777888800', 'unix-ms', 'seconds'],
    ['1777888800000', 'unix', 'milliseconds'],
    ['2027-01-01', 'iso', 'future'],
    ['2014-12-31', 'iso', 'before 2015, and nothing so old is counted'],
    ['2026-02-30', 'iso', 'no iso time'],
    ['', 'iso', 'no iso time'],
  ] as const)('says what is wrong with %s as %s', (text, format, why) => {
    expect(readTime(text, format, now)).toContain(why)
  })
})

describe('numberOf', () => {
  it.each([
    ['7', 7],
    ['-2', -2],
    ['1.234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['3,5', 3.5],
    ['1,234', 1234],
    ['many', Number.NaN],
    ['', Number.NaN],
  ])('reads %s', (text, number) => {
    expect(numberOf(text)).toBe(number)
  })
})
