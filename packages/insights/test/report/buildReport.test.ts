import { describe, expect, it } from 'vitest'
import { buildReport, createAggregate, easeWorstFirst, parseProgramme } from '../../src/index.ts'
import { AT, answered, completed, DAY, outcome, shown } from '../support/records.ts'

const programme = parseProgramme({
  v: 1,
  name: 'Shop',
  objectives: [{ objective: 'Easy returns', level: 'board', owner: 'CCO', metric: 'ces' }],
  journeys: [
    {
      id: 'buy',
      name: 'To buy',
      touchpoints: [
        { id: 'search', name: 'Search', phase: 'before', owners: ['marketing'], first: true },
        { id: 'order', name: 'Order', phase: 'during', owners: ['sales'] },
        { id: 'returns', name: 'Returns', phase: 'after', owners: ['service'] },
        { id: 'support', name: 'Support', phase: 'after', owners: ['service'], last: true },
        { id: 'invoice', name: 'Invoice', phase: 'after', owners: ['finance'] },
      ],
    },
  ],
  targets: [
    { metric: 'csat', touchpoint: 'order', value: 0.7, by: '2026-12-31' },
    { metric: 'ces', touchpoint: 'returns', value: 0.8, by: '2026-12-31' },
    { metric: 'nps', touchpoint: 'search', value: 10, by: '2026-12-31' },
  ],
  actions: [
    {
      ...{ id: 'a1', what: 'A printed label', touchpoint: 'returns', element: 'process', owner: 'service' },
      ...{ due: '2026-05-01', expects: 'ces', done: '2026-04-20' },
    },
  ],
})

const place = (id: string, phase: 'before' | 'during' | 'after', channel = 'web') => ({
  touchpoint: { id, phase, channel, stage: 'front' as const },
})
const csat = { question: { id: 'csat', type: 'csat' as const, instrument: 'csat@1' } }
const ces = { question: { id: 'ces', type: 'ces' as const, instrument: 'ces@2' } }
const team = {
  survey: {
    id: 'team',
    rev: 1,
    hash: 'abc123',
    kind: 'transactional' as const,
    audience: 'employee' as const,
  },
}

function report() {
  const aggregate = createAggregate()
  for (let i = 0; i < 200; i += 1) {
    const run = { run: `r${i}`, at: AT + (i % 4) * DAY, ...place('order', 'during', i % 2 ? 'web' : 'kiosk') }
    aggregate.add(shown({ ...run, seq: 0 }))
    if (i % 2) continue
    aggregate.add(answered(i % 10 === 0 ? 2 : 5, { ...run, ...csat, seq: 1 }))
    aggregate.add(completed({ ...run, seq: 2 }))
  }
  for (let i = 0; i < 60; i += 1) {
    aggregate.add(answered(i % 2 ? 6 : 2, { ...ces, ...place('returns', 'after') }))
    aggregate.add(answered(i % 3 ? 6 : 2, { ...ces, ...place('support', 'after') }))
    aggregate.add(answered(5, { ...csat, ...place('order', 'during'), ...team, at: AT }))
  }
  aggregate.add(outcome('repeat', 30))
  aggregate.add(outcome('repeat', 12))
  return buildReport(programme, aggregate, { day: '2026-05-15' })
}

describe('buildReport', () => {
  const found = report()
  const [journey] = found.journeys
  const order = journey!.during[0]!

  it('002-2 has a card for each configured touchpoint, also with n = 0', () => {
    const cards = [...journey!.before, ...journey!.during, ...journey!.after]
    expect(cards.map(({ id, n }) => [id, n])).toEqual([
      ['search', 0],
      ['order', 100],
      ['returns', 60],
      ['support', 60],
      ['invoice', 0],
    ])
    expect(journey!.before[0]!).toMatchObject({
      customers: [],
      responseRate: { n: 0, value: null },
      first: true,
    })
  })

  it('000-22 puts every number on a touchpoint, in the bands before, during and after', () => {
    expect(journey!.after.map(({ phase }) => phase)).toEqual(['after', 'after', 'after'])
    expect(order.customers[0]!.metrics[0]).toMatchObject({
      id: 'csat-top',
      unit: 'share',
      metric: { value: 0.8, n: 100 },
    })
    expect(order.customers[0]!.metrics[1]).toMatchObject({ id: 'csat-bottom', metric: { value: 0.2 } })
    expect(order.responseRate).toMatchObject({ value: 0.5, n: 200 })
    expect(order.completionRate.value).toBe(0.5)
  })

  it('001-7 shows employees in a block of their own, never mixed with customers', () => {
    expect(order.customers).toHaveLength(1)
    expect(order.employees).toHaveLength(1)
    expect(order.employees[0]!.metrics[0]!.metric).toMatchObject({ n: 60, value: 1 })
  })

  it('004-5, 003-8 says of each target reached, not reached, or cannot tell, and advises', () => {
    expect(order.targets[0]).toMatchObject({ status: 'reached', advice: 'keep' })
    expect(journey!.after[0]!.targets[0]).toMatchObject({ status: 'not-reached', advice: 'fix' })
    expect(journey!.before[0]!.targets[0]).toMatchObject({
      status: 'cannot-tell',
      advice: 'cannot-tell',
      metric: null,
    })
  })

  it('003-22 shows the loop of an action as open until it is measured again', () => {
    expect(journey!.after[0]!.loops).toEqual([
      {
        action: 'a1',
        touchpoint: 'returns',
        stage: 'acted',
        missing: 'a measurement of ces after 2026-04-20',
      },
    ])
  })

  it('002-28 orders ease after the purchase with the worst first, equal ones as they stand', () => {
    expect(easeWorstFirst(journey!.after).map(({ card }) => card.id)).toEqual(['returns', 'support'])
    const same = [journey!.after[1]!, journey!.after[1]!, journey!.after[0]!]
    expect(easeWorstFirst(same)[0]!.card.id).toBe('returns')
  })

  it('003-19 charts each series by period, with limits of its own n', () => {
    const { trend } = order.customers[0]!
    expect(trend.points.map(({ period, metric }) => [period, metric.n])).toEqual([
      ['2026-05-04', 50],
      ['2026-05-06', 50],
    ])
    expect(trend.method).toMatch(/chart/)
    expect(trend.points[0]!.lower!).toBeLessThan(0.8)
    expect(trend.flags).toContain('short-baseline')
  })

  it('002-14 gives no point, limit or chart to a period under the least n', () => {
    const aggregate = createAggregate()
    for (let i = 0; i < 45; i += 1)
      aggregate.add(
        answered(i % 2 ? 5 : 1, {
          ...csat,
          ...place('order', 'during'),
          ...team,
          at: AT + Math.floor(i / 9) * DAY,
        }),
      )
    const { employees } = buildReport(programme, aggregate, { day: '2026-07-01' }).journeys[0]!.during[0]!
    expect(employees[0]!.metrics[0]!.metric).toMatchObject({ n: 45 })
    expect(
      employees[0]!.trend.points.map(({ metric, charted, lower }) => [metric.value, charted, lower]),
    ).toEqual(Array(5).fill([null, null, null]))
  })

  it('004-46, 004-38 adds up outcomes, and tells level and findings from the data', () => {
    expect(found.outcomes).toEqual([{ kind: 'repeat', currency: 'EUR', n: 2, sum: 42 }])
    expect(found.maturity.level).toBe('none')
    expect(found.findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['no-benchmark', 'mixed-channels', 'silent-touchpoint', 'open-loop']),
    )
  })

  it('flags a fall of NPS by EWMA, period by period, and keeps still where few answered', () => {
    const aggregate = createAggregate()
    for (let day = 0; day < 30; day += 1)
      for (let i = 0; i < (day === 10 ? 2 : 40); i += 1)
        aggregate.add(
          answered((i + day) % 4 < (day < 22 ? 3 : 1) ? 10 : 5, {
            ...place('order', 'during'),
            at: AT + day * DAY,
          }),
        )
    const { trend } = buildReport(programme, aggregate, { day: '2026-07-01' }).journeys[0]!.during[0]!
      .customers[0]!
    expect(trend.method).toMatch(/EWMA/)
    expect(trend.points[10]!.metric.value).toBeNull()
    expect(trend.falling).toBe(true)
    expect(trend.points.filter(({ out }) => out === 'down').length).toBeGreaterThan(2)
  })
})
