import { PulsoRecord } from '@pulso/web/schema'
import { describe, expect, it } from 'vitest'
import {
  benchmark,
  buildReport,
  consistency,
  createAggregate,
  createPeople,
  parseProgramme,
} from '../src/index.ts'
import { renderReportBody } from '../src/report.ts'
import { createRandom } from '../src/stats/createRandom.ts'
import { codeOf } from './support/failure.ts'
import { AT, answered, DAY } from './support/records.ts'

/** Features of the source list whose test has no better place; each name begins with the number of its row. */

const PHASES = ['before', 'during', 'after'] as const
const programme = parseProgramme({
  v: 1,
  name: 'Shop',
  objectives: [{ objective: 'Recommended', level: 'board', owner: 'Ana', metric: 'nps' }],
  journeys: [
    {
      id: 'buy',
      name: 'Buying',
      touchpoints: PHASES.map((phase, i) => ({
        id: `at-${phase}`,
        name: `Step ${phase}`,
        phase,
        first: i === 0,
      })),
    },
  ],
})
const touchpoint = (phase: (typeof PHASES)[number]) => ({
  id: `at-${phase}`,
  phase,
  channel: 'web',
  stage: 'front' as const,
})
const agreement = (id: string) => ({ id, type: 'agreement' as const, points: 7, instrument: `${id}@1` })

function reportOf(records: readonly PulsoRecord[], segments: readonly string[] = []) {
  const aggregate = createAggregate({ segments, period: 'week' })
  const people = createPeople()
  for (const record of records) {
    aggregate.add(record)
    people.add(record)
  }
  return buildReport(programme, aggregate, { day: '2026-06-01', people, resamples: 100 })
}

describe('rows of the source list', () => {
  it('002-27: positioning is asked before the purchase too, each frame apart, and consistency is a number of its own', () => {
    // before: 30 better, 10 same, 20 worse of 60; after: everyone better
    const asked = {
      before: [...Array(30).fill(5), ...Array(10).fill(3), ...Array(20).fill(1)],
      after: Array(60).fill(5),
    }
    const before = benchmark({ frame: 'sector', answers: asked.before })
    expect(before.net.value).toBeCloseTo((100 * (30 - 20)) / 60, 10)
    expect(benchmark({ frame: 'sector', answers: asked.after }).net.value).toBe(100)
    const mixed = [
      { frame: 'sector' as const, answers: asked.before },
      { frame: 'best' as const, answers: asked.after },
    ]
    expect(codeOf(() => benchmark(mixed))).toBe('mixed_frames')
    // a journey that breaks its promise in one place is less even than one that keeps it everywhere
    const means = (values: readonly number[]) =>
      values.map((mean, i) => ({ name: `t-${i}`, mean, standardError: 0.1, n: 100 }))
    const even = consistency(means([4, 4.1, 3.9, 4, 4.05, 3.95]))
    const uneven = consistency(means([4.6, 4.5, 4.7, 2, 4.6, 4.4]))
    expect(even.value).toBe(0)
    expect(uneven.value!).toBeGreaterThan(0.8)
  })

  it('002-42: the journey map goes before → during → after, and its table carries the same numbers', () => {
    const records = PHASES.flatMap((phase, i) =>
      Array.from({ length: 40 }, (_, k) =>
        answered(k < 10 * (i + 1) ? 10 : 3, { touchpoint: touchpoint(phase) }),
      ),
    )
    const html = renderReportBody(reportOf(records))
    const map = html.slice(html.indexOf('<section id="map"'), html.indexOf('<section id="emotion"'))
    const [drawing, table] = [map.slice(0, map.indexOf('<table')), map.slice(map.indexOf('<table'))]
    for (const half of [drawing, table]) {
      const places = PHASES.map((phase) => half.indexOf(`Step ${phase}`))
      expect(places.every((place) => place > 0)).toBe(true)
      expect(places).toEqual([...places].sort((a, b) => a - b))
      // 10, 20 and 30 promoters of 40, all others detractors
      for (const score of ['−50', '0', '+50']) expect(half).toContain(score)
      expect(half.match(/\b40\b/g)!.length).toBeGreaterThanOrEqual(3)
    }
  })

  it('003-1: the emotional bond stands beside what was felt, and is no part of it', () => {
    const records = Array.from({ length: 40 }, (_, k) => {
      const at = { touchpoint: touchpoint('after') }
      return [
        answered(7, { ...at, question: { ...agreement('bond'), facet: 'emotional' as const } }),
        answered(k % 2 ? 2 : -2, {
          ...at,
          question: { id: 'emotion', type: 'emotion', instrument: 'emotion@1' },
        }),
      ]
    }).flat()
    const [card] = reportOf(records).journeys[0]!.after
    const shown = card!.customers.map(({ question, metrics }) => [question, metrics[0]!.metric.value])
    expect(shown).toEqual(
      expect.arrayContaining([
        ['bond', 7],
        ['emotion', 0],
      ]),
    )
    expect(shown).toHaveLength(2)
  })

  it('003-5 and 000-23: prospects, new, returning and former customers are told apart', () => {
    const relations = ['prospect', 'new', 'returning', 'former']
    const records = relations.flatMap((relationship, i) =>
      Array.from({ length: 60 }, (_, k) =>
        answered(k < 15 * (i + 1) ? 10 : 0, { touchpoint: touchpoint('before'), context: { relationship } }),
      ),
    )
    const { rows } = reportOf(records, ['relationship']).segments
    const own = Object.fromEntries(rows.map(({ value, own }) => [value, [own.n, own.value]]))
    expect(own).toEqual({ prospect: [60, -50], new: [60, 0], returning: [60, 50], former: [60, 100] })
    expect(rows.find(({ value }) => value === 'prospect')!.verdict).toBe('lower')
  })

  it('004-6: whether people felt understood is found as a driver of recommending', () => {
    const random = createRandom(4)
    const records = Array.from({ length: 300 }, (_, k) => {
      const [understood, quick] = [1 + Math.floor(7 * random()), 1 + Math.floor(7 * random())]
      const of = { person: `p-${k}`, run: k.toString(16).padStart(32, '0'), touchpoint: touchpoint('during') }
      return [
        answered(Math.min(10, understood + Math.floor(4 * random())), of),
        answered(understood, { ...of, question: agreement('understood') }),
        answered(quick, { ...of, question: agreement('quick') }),
      ]
    }).flat()
    const { drivers } = reportOf(records)
    const share = Object.fromEntries(drivers!.rows.map(({ question, importance }) => [question, importance]))
    expect(share.understood!.lower!).toBeGreaterThan(0.9)
    expect(share.quick!.upper!).toBeLessThan(0.1)
  })

  it('004-34: purchase, repurchase and retention are outcomes; another kind is refused', () => {
    const of = (kind: string) => ({
      id: '0'.repeat(32),
      at: AT + DAY,
      mode: 'live',
      type: 'outcome',
      kind,
      value: 20,
      currency: 'EUR',
    })
    const aggregate = createAggregate()
    for (const kind of ['purchase', 'repeat', 'retention']) {
      const record = PulsoRecord.parse({ ...of(kind), id: kind.padEnd(32, '0').replace(/[^0-9a-f]/g, 'a') })
      aggregate.add(record)
    }
    expect(aggregate.outcomes.map(({ kind, n, sum }) => [kind, n, sum])).toEqual([
      ['purchase', 1, 20],
      ['repeat', 1, 20],
      ['retention', 1, 20],
    ])
    expect(PulsoRecord.safeParse(of('love')).success).toBe(false)
  })
})
