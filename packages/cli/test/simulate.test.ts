import {
  buildReport,
  createAggregate,
  createPeople,
  type JourneyReport,
  type Metric,
  parseProgramme,
} from '@pulso/insights'
import { PulsoRecord } from '@pulso/web/schema'
import { afterAll, describe, expect, it } from 'vitest'
import { shopProgramme, simulateJourneys, truthOf } from '../src/index.ts'
import { world } from './support/world.ts'

const from = Date.UTC(2026, 0, 5)
const options = { from, seed: 11, persons: 1600, days: 150 }

function reported(): JourneyReport {
  const aggregate = createAggregate({ period: 'week', segments: ['relationship', 'device'] })
  const people = createPeople()
  for (const record of simulateJourneys(options)) {
    aggregate.add(record)
    people.add(record)
  }
  return buildReport(parseProgramme(shopProgramme(from, options.days)), aggregate, {
    ...{ day: '2026-07-01', people, resamples: 40, confidence: 0.99 },
  })
}

const covers = ({ lower, upper }: Metric, truth: number) => lower! <= truth && truth <= upper!

describe('simulateJourneys', { timeout: 60_000 }, () => {
  const report = reported()
  const truth = truthOf(options)
  const cards = report.journeys.flatMap(({ before, during, after }) => [...before, ...during, ...after])
  const metric = (touchpoint: string, id: string, of: 'customers' | 'employees' = 'customers') =>
    cards
      .find((card) => card.id === touchpoint)!
      [of].flatMap(({ metrics, role }) => (role === undefined ? metrics : []))
      .find((named) => named.id === id)!.metric

  it('gives back what is true of satisfaction, of customers and of employees', () => {
    for (const [touchpoint, { customers, employees }] of Object.entries(truth.csat)) {
      expect(covers(metric(touchpoint, 'csat-top'), customers), touchpoint).toBe(true)
      if (employees !== undefined)
        expect(covers(metric(touchpoint, 'csat-top', 'employees'), employees), touchpoint).toBe(true)
    }
  })

  it('gives back what is true of ease, recommendation and feelings', () => {
    expect(covers(metric('checkout', 'ces-agree'), truth.ces.checkout!.after)).toBe(true)
    expect(covers(metric('product-use', 'nps'), truth.nps['product-use']!)).toBe(true)
    for (const [touchpoint, mean] of Object.entries(truth.emotion))
      expect(covers(metric(touchpoint, 'emotion-mean'), mean), touchpoint).toBe(true)
  })

  it('gives back the gaps, and where the company stands', () => {
    for (const { touchpoint, gap } of report.gaps.rows)
      expect(covers(gap, truth.gap[touchpoint]!.gap), touchpoint).toBe(true)
    for (const { frame, net } of report.benchmarks.asked)
      expect(covers(net, truth.benchmark[frame]), frame).toBe(true)
  })

  it('gives back the order of what goes with recommending', () => {
    const rated = report.drivers!.rows.filter(({ type }) => type !== 'emotion')
    const of = (touchpoint: string) => rated.find((row) => row.touchpoint === touchpoint)!
    expect(of('delivery').rank).toBe(1)
    expect(of('support').rankLower!).toBeLessThanOrEqual(2)
    expect(of('payment').rank!).toBeGreaterThan(4) // goes with nothing but the warmth of the person
  })

  it('gives back the one segment that differs, first and by how much', () => {
    const found = report.segments.rows.filter(({ verdict }) => verdict !== 'cannot-tell')
    expect(found[0]).toMatchObject({ segment: 'relationship', touchpoint: 'delivery', value: 'new' })
    // of what is found, a tenth may be chance
    expect(found.length).toBeLessThanOrEqual(2)
    expect(covers(found[0]!.difference, -truth.segments[0]!.difference)).toBe(true)
  })

  it('gives back what changed: the fall of support, and the gain of the printed label', () => {
    const support = cards.find(({ id }) => id === 'support')!.customers[0]!.trend
    const [change] = truth.changes
    expect(
      support.points.find(({ out, period }) => out === 'down' && period > '2026-02')!.period >= change!.day,
    ).toBe(true)
    const label = report.loops.find(({ action }) => action.id === 'printed-label')!
    expect(label.change!.verdict).toBe('higher')
    expect(covers(label.change!, truth.ces.returns!.after - truth.ces.returns!.before)).toBe(true)
  })

  it('makes records that the schema takes, the same ones from the same seed', () => {
    const few = { from, seed: 3, persons: 20, days: 30 }
    const [first, second] = [[...simulateJourneys(few)], [...simulateJourneys(few)]]
    for (const record of first) expect(PulsoRecord.safeParse(record).success).toBe(true)
    expect(second).toEqual(first)
    expect([...simulateJourneys({ ...few, seed: 4 })]).not.toEqual(first)
    expect(new Set(first.map(({ id }) => id)).size).toBe(first.length)
  })
})

describe('pulso simulate and report', { timeout: 60_000 }, () => {
  const { pulso, path, read, said, write, end } = world()
  afterAll(end)

  it('writes a shop whose report opens by itself, indicators beside what is said', async () => {
    expect(
      await pulso('simulate', '-o', path('shop'), '--persons', '120', '--days', '60', '--seed', '2'),
    ).toBe(0)
    expect(JSON.parse(read('shop/truth.json')).persons).toBe(120)
    const indicators = write(
      'i.ndjson',
      [1, 2, 3]
        .map((n) =>
          JSON.stringify({
            touchpoint: 'support',
            at: from + n * 86_400_000,
            name: 'Waiting',
            value: n,
            unit: 'min',
          }),
        )
        .join('\n'),
    )
    const programme = ['--programme', path('shop/pulso.programme.json')]
    const more = ['--indicators', indicators, '--locale', 'es', '-o', path('r.html')]
    expect(await pulso('report', path('shop/records.ndjson'), ...programme, ...more)).toBe(0)
    expect(read('r.html')).toContain('<html lang="es">')
    expect(read('r.html')).toContain('Contado, no preguntado')
    expect(read('r.html')).not.toMatch(/<script|https?:/)
    expect(said.err).toContain(`Report: ${path('r.html')}`)
  })

  it('counts broken lines, and lines that a collector has wrapped', async () => {
    const [first, second] = read('shop/records.ndjson').split('\n') as [string, string]
    const file = write(
      'odd.ndjson',
      `${first}\n{"project":"a","received":1,"sentAt":null,"record":${second}}\nbroken\n{"type":"x"}\n`,
    )
    const flags = ['-p', path('shop/pulso.programme.json'), '--json', '-o', path('r.json')]
    expect(await pulso('report', file, ...flags)).toBe(0)
    const { records, excluded } = JSON.parse(read('r.json'))
    expect([records, excluded]).toEqual([4, { 'no JSON': 1, 'unknown type': 1 }])
    expect(said.err).toContain(`1 × left out: no JSON, in ${file}, line 3 (each line is one JSON object`)
    expect(said.err).toContain(`1 × left out: unknown type, in ${file}, line 4 (it is no record of Pulso`)
  })

  it('names the first place of what is left out, and ends with 1 when that is all there was', async () => {
    const record = JSON.parse(read('shop/records.ndjson').split('\n')[0]!)
    const lines = [
      { ...record, at: 1_777_888_800 },
      { ...record, at: 1_777_888_801 },
      { ...record, mode: 'test' },
    ]
    const file = write('seconds.ndjson', lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    expect(await pulso('report', file, '-p', path('shop/pulso.programme.json'), '-o', path('r.html'))).toBe(1)
    expect(said.err).toContain(
      `2 × left out: time in seconds, first in ${file}, line 1 ("at" is in milliseconds: multiply it by 1000)`,
    )
    expect(said.err).toContain('1 × left out: test mode')
    expect(said.err).toContain('Nothing of it could be counted')
  })

  it('names what the records can be compared by when a segment is not there', async () => {
    const flags = ['-p', path('shop/pulso.programme.json'), '--json', '-o', path('r.json'), '-s', 'contry']
    const file = write('few.ndjson', read('shop/records.ndjson').split('\n').slice(0, 50).join('\n'))
    expect(await pulso('report', file, ...flags)).toBe(0)
    expect(said.err).toContain('No record has "contry" in its context')
    expect(said.err).toMatch(/There is: .*country/)
  })

  it('says so when there was nothing to count, and what is wrong with a programme', async () => {
    const flags = ['-p', path('shop/pulso.programme.json'), '--json', '-o', path('r.json')]
    expect(await pulso('report', write('empty.ndjson', ''), ...flags)).toBe(0)
    expect(said.err).toContain('No record was there to count')
    const bad = write('bad.json', { v: 1, name: 'x', journeys: [] })
    expect(await pulso('report', path('empty.ndjson'), '-p', bad)).toBe(1)
    expect(said.err).toContain('pulso validate')
  })

  it('counts only the days asked for', async () => {
    const flags = [
      '-p',
      path('shop/pulso.programme.json'),
      '--json',
      '-o',
      path('r.json'),
      '--to',
      '2020-01-01',
    ]
    expect(await pulso('report', path('shop/records.ndjson'), ...flags)).toBe(0)
    expect(JSON.parse(read('r.json')).records).toBe(0)
    expect(await pulso('report', path('shop/records.ndjson'), ...flags, '--from', 'monday')).toBe(2)
    expect(await pulso('report', path('shop/records.ndjson'), ...flags, '--from', '2026-01-01')).toBe(2)
    expect(said.err).toContain('--from 2026-01-01 is after --to 2020-01-01')
  })
})
