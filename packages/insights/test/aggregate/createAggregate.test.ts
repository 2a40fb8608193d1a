import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Aggregate, createAggregate, csat, nps, tallyCells } from '../../src/index.ts'
import { codeOf } from '../support/failure.ts'
import { AT, answered, completed, DAY, dismissed, outcome, shown } from '../support/records.ts'

/** A mutant has every test to itself, hundreds of times: there a few draws must do, and the first failure is enough. */
const isMutant = Boolean(process.env.PULSO_MUTATE)
const RUNS = isMutant ? 10 : 200
const draws = { numRuns: RUNS, endOnFailure: isMutant }

const of = (records: readonly Parameters<Aggregate['add']>[0][], options = {}) => {
  const aggregate = createAggregate(options)
  for (const record of records) aggregate.add(record)
  return aggregate
}
/** What is equal when two aggregates are: order does not count. */
const plain = (aggregate: Aggregate) => {
  const { cells, flow, outcomes, findings, records } = aggregate.toJSON()
  const sorted = (list: readonly object[]) => list.map((entry) => JSON.stringify(entry)).sort()
  return { cells: sorted(cells), flow: sorted(flow), outcomes: sorted(outcomes), findings, records }
}

/** Few runs, questions, places and days, so that answers change, come twice and cross midnight. */
const anyRecord = fc
  .record({
    kind: fc.constantFrom('answered', 'answered', 'answered', 'shown', 'completed', 'dismissed', 'outcome'),
    run: fc.integer({ min: 1, max: 6 }),
    seq: fc.integer({ min: 0, max: 3 }),
    question: fc.constantFrom('nps', 'csat'),
    day: fc.integer({ min: 0, max: 1 }),
    test: fc.boolean(),
  })
  .map(({ kind, run, seq, question, day, test }) => {
    // a record is what its run, question and seq say: the same ones come twice, contradictory ones do not exist
    const value = ((run * 7 + seq * 3) % 5) + 1
    const more = { run: `run${run}`, seq, at: AT + ((run + seq + day * 0) % 2) * DAY } as const
    const mode = test && seq === 3 ? 'test' : 'live'
    if (kind === 'outcome') return { ...outcome('repeat', run), id: `o${run}`, at: AT }
    if (kind === 'shown') return shown({ ...more, mode })
    if (kind === 'completed') return completed({ ...more, mode })
    if (kind === 'dismissed') return dismissed({ ...more, mode })
    return answered(seq === 2 ? null : value, {
      ...more,
      mode: 'live',
      question: question === 'nps' ? { id: 'nps', type: 'nps' } : { id: 'csat', type: 'csat' },
      touchpoint: { id: `t${run % 2}`, phase: 'after', channel: 'web', stage: 'front' },
    })
  })

describe('createAggregate', () => {
  it('003-7 merge(a, b) is the whole, however the records are split and ordered', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 60 }), fc.array(fc.boolean()), (records, sides) => {
        const [a, b] = [createAggregate(), createAggregate()]
        records.forEach((record, i) => {
          ;(sides[i] ? a : b).add(record)
        })
        a.merge(b)
        expect(plain(a)).toEqual(plain(of(records)))
        expect(plain(of([...records].reverse()))).toEqual(plain(of(records)))
      }),
      draws,
    )
  })

  it('003-7 gives the very numbers that the raw list gives', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: -1, max: 11 })), { maxLength: 80 }), (values) => {
        const aggregate = of(values.map((value, i) => answered(value, { at: AT + (i % 3) * DAY })))
        if (values.length === 0) return
        const series = {
          kind: 'transactional',
          audience: 'customer',
          wording: 'nps@1',
          scale: [0, 10],
        } as const
        const raw = nps(values.map((value) => ({ value, series, channel: 'web' })))
        expect(nps(tallyCells(aggregate.cells))).toEqual(raw)
      }),
      draws,
    )
  })

  it('003-7 keeps its memory bounded: twenty thousand records, one cell', () => {
    const aggregate = createAggregate({ window: 100 })
    const many = 100 * RUNS
    for (let i = 0; i < many; i += 1) aggregate.add(answered(i % 11, { run: `r${i}` }))
    expect(aggregate.cells).toHaveLength(1)
    expect(JSON.stringify(aggregate.toJSON()).length).toBeLessThan(2000)
    expect(nps(tallyCells(aggregate.cells)).n).toBe(many)
  })

  it('004-48 an added record moves the number at once', () => {
    const aggregate = of(Array.from({ length: 9 }, () => answered(9)))
    expect(nps(tallyCells(aggregate.cells)).value).toBe(100)
    aggregate.add(answered(0))
    expect(nps(tallyCells(aggregate.cells))).toMatchObject({ n: 10, value: 80 })
  })

  it('counts a changed answer once, the last one, and says that it was changed', () => {
    const aggregate = of([
      answered(3, { run: 'r', seq: 1 }),
      answered(9, { run: 'r', seq: 2 }),
      answered(5, { run: 'r', seq: 0 }),
    ])
    const found = tallyCells(aggregate.cells)
    expect([...found.counts]).toEqual([[9, 1]])
    expect(found.excluded).toEqual({ 'answered again': 2 })
  })

  it('002-32 counts a record that comes twice once, and test mode not at all; both are in the findings', () => {
    const twice = answered(3)
    const bought = outcome('repeat', 20)
    const seen = shown()
    const aggregate = of([twice, twice, bought, bought, seen, seen, answered(1, { mode: 'test' })])
    expect(aggregate.findings).toEqual({ duplicate: 3, 'test mode': 1 })
    expect(aggregate.records).toBe(7)
    expect(tallyCells(aggregate.cells).n).toBe(1)
    expect(aggregate.outcomes).toMatchObject([{ n: 1, sum: 20, currency: 'EUR' }])
  })

  it('counts impressions, responses, completions and dismissals with their reasons', () => {
    const run = { run: 'r1' }
    const aggregate = of([
      shown(run),
      answered(9, { run: 'r1', seq: 2 }),
      answered(4, { run: 'r1', seq: 3, question: { id: 'csat', type: 'csat' } }),
      completed({ ...run, seq: 4 }),
      shown({ run: 'r2' }),
      dismissed({ run: 'r2' }),
    ])
    expect(aggregate.flow).toMatchObject([
      { shown: 2, responded: 1, completed: 1, dismissed: 1, reasons: { close: 1 } },
    ])
  })

  it('003-3, 001-14, 004-18 keeps channels, days, wordings and roles in cells of their own, and tallies only what may be pooled', () => {
    const web = answered(9)
    const kiosk = answered(9, { touchpoint: { ...web.touchpoint, channel: 'kiosk' } })
    const reworded = answered(9, { question: { id: 'nps', type: 'nps', instrument: 'nps@2' } })
    const memory = answered(9, {
      question: { id: 'nps', type: 'nps', instrument: 'nps@1', role: 'remembered' },
    })
    const aggregate = of([web, kiosk, reworded, memory, answered(9, { at: AT + DAY })])
    expect(aggregate.cells).toHaveLength(5)
    expect(tallyCells(aggregate.cells.slice(0, 2)).channels).toEqual(['kiosk', 'web'])
    expect(codeOf(() => tallyCells([aggregate.cells[0]!, aggregate.cells[2]!]))).toBe('mixed_wordings')
    expect(codeOf(() => tallyCells([aggregate.cells[0]!, aggregate.cells[3]!]))).toBe('mixed_roles')
  })

  it('002-45 takes a channel it has never heard of as itself', () => {
    const aggregate = of([answered(9, { touchpoint: { ...answered(9).touchpoint, channel: 'metaverse' } })])
    expect(aggregate.cells[0]!.key.channel).toBe('metaverse')
  })

  it('splits by the segments asked for, weeks and months as told', () => {
    const aggregate = of([answered(9, { context: { region: 'north' } }), answered(2)], {
      segments: ['region'],
      period: 'week',
    })
    expect(aggregate.cells.map(({ key }) => [key.segments, key.period])).toEqual([
      [{ region: 'north' }, '2026-05-04'],
      [{ region: '' }, '2026-05-04'],
    ])
    expect(of([answered(1, { at: AT + 6 * DAY })], { period: 'week' }).cells[0]!.key.period).toBe(
      '2026-05-04',
    )
    expect(of([answered(1, { at: AT + 7 * DAY })], { period: 'week' }).cells[0]!.key.period).toBe(
      '2026-05-11',
    )
    expect(of([answered(1)], { period: 'month' }).cells[0]!.key.period).toBe('2026-05-01')
    expect(of([answered(1)], { period: 'all' }).cells[0]!.key.period).toBe('all')
  })

  it('counts choices by id, taps on a grid by place, texts as being there, and no contact data', () => {
    const question = (type: string) => ({ id: 'q', type }) as never
    const aggregate = of([
      answered('yes', { question: question('choice') }),
      answered(['b', 'a'], { question: question('choice') }),
      answered('I waited for Ana García.', { question: question('text') }),
      answered({ positive: 3, negative: 1 }, { question: question('emotion-grid') }),
      answered({ email: 'ana@example.org' }, { question: question('contact') }),
    ])
    const values = aggregate.cells.flatMap(({ counts }) => [...counts.keys()])
    expect(values.sort()).toEqual(['3,1', 'a,b', 'text', 'yes'])
    expect(JSON.stringify(aggregate.toJSON())).not.toMatch(/ana/i)
    expect(aggregate.findings).toEqual({ 'not counted: contact': 1 })
    expect(codeOf(() => tallyCells([aggregate.cells[0]!]))).toBe('invalid_input')
    expect(codeOf(() => tallyCells([]))).toBe('invalid_input')
  })

  it('refuses to outgrow its bound', () => {
    const aggregate = createAggregate({ maxCells: 4 })
    aggregate.add(answered(1))
    aggregate.add(answered(1, { at: AT + DAY }))
    expect(codeOf(() => aggregate.add(answered(1, { at: AT + 2 * DAY })))).toBe('too_many_cells')
  })

  it('counts broken lines, wrong units, clock skew and records without phase under their names', () => {
    const aggregate = createAggregate({ latest: AT })
    const line = (more: object) => aggregate.addLine(JSON.stringify({ ...answered(9), ...more }))
    line({})
    aggregate.addLine('{"type":"answ')
    aggregate.addLine('')
    aggregate.addLine('7')
    line({ at: AT / 1000 })
    line({ at: AT + 2 * DAY })
    line({ at: AT + DAY / 2 })
    line({ at: 5 })
    line({ at: 'now' })
    line({ type: 'viewed' })
    line({ touchpoint: { id: 'order', channel: 'web' } })
    line({ question: undefined })
    line({ survey: undefined })
    expect(aggregate.findings).toEqual({
      'no JSON': 1,
      'no record': 4,
      'time in seconds': 1,
      'in the future': 1,
      'before 2015': 1,
      'unknown type': 1,
      'no phase': 1,
    })
    expect(aggregate.records).toBe(12)
    expect(tallyCells(aggregate.cells).n).toBe(2)
  })

  it('keeps the journey of a touchpoint, and names none where there is none', () => {
    const here = answered(9).touchpoint
    const aggregate = of([answered(9, { touchpoint: { ...here, journey: 'buy' } }), answered(9)])
    expect(aggregate.cells.map(({ key }) => [key.journey, 'journey' in key])).toEqual([
      ['buy', true],
      [undefined, false],
    ])
  })

  it('does not count a question that was passed over as a response, nor a reason where nobody dismissed', () => {
    const aggregate = of([answered(null, { run: 'r' }), completed({ run: 'r', seq: 2 })])
    expect(aggregate.flow).toMatchObject([{ responded: 0, completed: 1, reasons: {} }])
  })

  it('gives data of its own: what is counted later changes nothing of it', () => {
    const aggregate = of([dismissed(), answered(9), answered(1, { mode: 'test' })])
    const data = aggregate.toJSON()
    const before = structuredClone(data)
    for (const record of [dismissed(), answered(null), answered(1, { mode: 'test' })]) aggregate.add(record)
    expect(data).toEqual(before)
    expect(of([answered(9), answered(2), answered(5)]).toJSON().cells[0]!.counts).toEqual([
      [2, 1],
      [5, 1],
      [9, 1],
    ])
  })

  it('goes through JSON and continues from it', () => {
    const first = of([
      answered(9),
      answered('yes', { question: { id: 'q', type: 'choice' } }),
      shown(),
      outcome('churn'),
    ])
    const again = createAggregate({}, JSON.parse(JSON.stringify(first)))
    expect(plain(again)).toEqual(plain(first))
    again.add(answered(2))
    expect(again.cells).toHaveLength(2)
    expect(first.records).toBe(4)
  })

  it('gives nothing of an empty file, and n = 1 of one answer', () => {
    expect(createAggregate().toJSON()).toMatchObject({ cells: [], flow: [], records: 0 })
    const one = of([answered(5, { question: { id: 'csat', type: 'csat' } })])
    expect(csat(tallyCells(one.cells)).top).toMatchObject({ n: 1, value: null, flags: ['suppressed'] })
  })
})
