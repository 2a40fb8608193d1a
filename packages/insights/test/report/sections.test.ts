import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/algorithms.ts'
import { buildReport, createAggregate, createPeople, parseProgramme } from '../../src/index.ts'
import { renderReport } from '../../src/report.ts'
import { AT, answered, DAY } from '../support/records.ts'

const programme = parseProgramme({
  v: 1,
  name: 'Shop',
  objectives: [{ objective: 'x', level: 'board', owner: 'CCO', metric: 'nps' }],
  journeys: [
    {
      id: 'buy',
      name: 'To buy',
      touchpoints: [
        { id: 'search', name: 'Search', phase: 'before', owners: ['a'], first: true },
        { id: 'order', name: 'Order', phase: 'during', owners: ['a'] },
        { id: 'delivery', name: 'Delivery', phase: 'after', owners: ['b'], last: true },
      ],
    },
  ],
  kpis: ['nps', 'csat'],
  actions: [
    {
      ...{ id: 'a1', what: 'Say the hour', touchpoint: 'delivery', element: 'communication', owner: 'b' },
      ...{ due: '2026-05-14', done: '2026-05-14', measuredAgain: '2026-05-20', expects: 'csat' },
      finding: 'Nobody knows when',
    },
  ],
  benchmarks: [
    {
      ...{ metric: 'nps', value: -90, source: 'Panel X', date: '2026-01-01', sample: 500 },
      ...{ scale: '0–10', mode: 'web' },
    },
  ],
  cycles: [
    { id: 'c1', from: '2026-05-01', to: '2026-05-13' },
    { id: 'c2', from: '2026-05-14', to: '2026-05-31' },
  ],
})

const place = (id: string, phase: 'before' | 'during' | 'after') => ({
  touchpoint: { id, phase, channel: 'web', stage: 'front' as const },
})

/**
 * 240 persons: what they expect of the order is a point above what they find, delivery goes with recommending and search
 * does not, region a is happier with the delivery, what is felt peaks at the end, and delivery gets better on day 10.
 */
function everything() {
  const random = createRandom(3)
  const aggregate = createAggregate({ segments: ['region', 'coin'] })
  const people = createPeople()
  const put = (record: ReturnType<typeof answered>) => {
    aggregate.add(record)
    people.add(record)
  }
  const step = (value: number, low: number, high: number) => Math.max(low, Math.min(high, Math.round(value)))
  for (let i = 0; i < 240; i += 1) {
    const at = AT + (i % 20) * DAY
    const region = i % 3 === 0 ? 'a' : 'b'
    const own = { at, person: `p${i}`, context: { region, coin: random() < 0.5 ? 'heads' : 'tails' } }
    const noise = () => 1.2 * (random() + random() - 1)
    const delivery = 3.1 + (region === 'a' ? 1.1 : 0) + (i % 20 >= 10 ? 0.6 : 0) + noise()
    const ask = (
      value: number,
      id: string,
      type: 'nps' | 'csat' | 'emotion' | 'rating',
      where: ReturnType<typeof place>,
      more: {
        role?: 'expectation' | 'perception' | 'benchmark' | 'remembered' | 'importance'
        points?: number
      } = {},
      also: Parameters<typeof answered>[1] = {},
    ) => put(answered(value, { ...own, ...where, question: { id, type, ...more }, ...also }))
    const [search, order, arrival] = [
      place('search', 'before'),
      place('order', 'during'),
      place('delivery', 'after'),
    ]
    const found = step(4.5 + noise(), 1, 7)
    ask(step(found + 1 + noise() / 2, 1, 7), 'ease-expected', 'rating', search, {
      role: 'expectation',
      points: 7,
    })
    ask(found, 'ease-perceived', 'rating', order, { role: 'perception', points: 7 })
    ask(step(4 + noise(), 1, 5), 'csat', 'csat', search)
    ask(step(0.1 + noise(), -2, 2), 'felt', 'emotion', search)
    ask(step(0.2 + noise(), -2, 2), 'felt', 'emotion', order)
    ask(step(1.6 + noise() / 2, -2, 2), 'felt', 'emotion', arrival)
    ask(step(1.2 + noise() / 2, -2, 2), 'remembered', 'emotion', arrival, { role: 'remembered' })
    ask(
      step(delivery, 1, 5),
      'csat',
      'csat',
      arrival,
      {},
      {
        ...(i % 40 === 0 && {
          comment: 'The driver, Marek Nowak, <b>smiled</b>. Write to me: z@example.com',
        }),
      },
    )
    ask(step(2.4 * delivery - 1 + noise(), 0, 10), 'nps', 'nps', arrival)
    ask(step(3.8 + noise(), 1, 5), 'benchmark-sector', 'rating', arrival, { role: 'benchmark', points: 5 })
    put(
      answered(['delivery'], {
        ...own,
        ...search,
        question: { id: 'matters', type: 'choice', role: 'importance' },
      }),
    )
    if (i % 4 === 0)
      aggregate.add(
        answered(5, {
          ...{ at, ...arrival, question: { id: 'csat', type: 'csat' as const } },
          survey: { id: 'team', rev: 1, hash: 'abc123', kind: 'transactional', audience: 'employee' },
        }),
      )
  }
  return buildReport(programme, aggregate, { day: '2026-06-01', people, resamples: 100 })
}

describe('buildReport with people', { timeout: 60_000 }, () => {
  const report = everything()
  const { document } = parseHTML(renderReport(report))
  const { document: spanish } = parseHTML(renderReport(report, { locale: 'es' }))

  it('003-9, 000-7 pairs what was expected with what the same people found, wherever it was asked', () => {
    const [row] = report.gaps.rows
    expect(row).toMatchObject({ touchpoint: 'order', stem: 'ease', paired: true, verdict: 'short' })
    expect(row!.gap.n).toBe(240)
    expect(row!.gap.value!).toBeGreaterThan(-1.2)
    expect(row!.gap.upper!).toBeLessThan(-0.7)
    expect(row!.exceeded!.value! + row!.met!.value! + row!.short!.value!).toBeCloseTo(1)
  })

  it('003-9 holds means of different people against each other where nobody answered both, and says so', () => {
    const aggregate = createAggregate()
    for (let i = 0; i < 80; i += 1) {
      const question = {
        id: 'ease-expected',
        type: 'rating' as const,
        points: 7,
        role: 'expectation' as const,
      }
      aggregate.add(answered(5 + (i % 2), { ...place('order', 'during'), question }))
      aggregate.add(
        answered(3 + (i % 2), {
          ...place('order', 'during'),
          question: { ...question, id: 'ease-perceived', role: 'perception' },
        }),
      )
    }
    const [row] = buildReport(programme, aggregate, { day: '2026-06-01' }).gaps.rows
    expect(row).toMatchObject({ paired: false, exceeded: null, verdict: 'short', gap: { value: -2 } })
    expect(row!.gap.flags).toContain('unpaired')
  })

  it('000-2, 000-17 finds the peak and the end of what was felt, and holds memory against both', () => {
    const [curve] = report.emotions
    expect(curve!.points.map(({ touchpoint, isPeak }) => [touchpoint, isPeak])).toEqual([
      ['search', false],
      ['order', false],
      ['delivery', true],
    ])
    expect(curve!.isPeakClear).toBe(true)
    expect(curve!.memory!.end.value).toBeCloseTo(curve!.points[2]!.metric.value!)
    expect(curve!.memory!.bias.lower!).toBeGreaterThan(0)
  })

  it('003-2, 004-51 credits what goes with recommending, and holds what people say against it', () => {
    const rows = report.drivers!.rows
    const delivery = rows.find(
      ({ touchpoint, question }) => touchpoint === 'delivery' && question === 'csat',
    )!
    expect(delivery.rank).toBe(1)
    expect(delivery.importance.value!).toBeGreaterThan(0.7)
    expect(delivery.stated!.value).toBeCloseTo(0.5) // shared with what was felt there
    expect(rows.reduce((sum, { importance }) => sum + importance.value!, 0)).toBeCloseTo(1)
    expect(report.drivers!.r2.flags).toContain('association')
  })

  it('leaves ratings out of the drivers, by name, when too few persons answered all of them', () => {
    const people = createPeople()
    for (let i = 0; i < 130; i += 1) {
      const own = { person: `q${i}`, at: AT }
      people.add(answered(i % 11, { ...own, ...place('delivery', 'after') }))
      people.add(
        answered(1 + (i % 5), {
          ...own,
          ...place('order', 'during'),
          question: { id: 'csat', type: 'csat' },
        }),
      )
      if (i < 40)
        people.add(
          answered(1 + (i % 5), {
            ...own,
            ...place('search', 'before'),
            question: { id: 'csat', type: 'csat' },
          }),
        )
    }
    const { drivers } = buildReport(programme, createAggregate(), {
      day: '2026-06-01',
      people,
      resamples: 50,
    })
    expect(drivers!.rows.map(({ touchpoint }) => touchpoint)).toEqual(['order'])
    expect(drivers!.left).toEqual([{ touchpoint: 'search', question: 'csat', type: 'csat', n: 40 }])
  })

  it('002-24 finds the segment that differs and not the one drawn by a coin, and tells how many were tested', () => {
    const found = report.segments.rows.filter(({ verdict }) => verdict !== 'cannot-tell')
    expect(found.map(({ segment, touchpoint }) => [segment, touchpoint])).toContainEqual([
      'region',
      'delivery',
    ])
    expect(found.filter(({ segment }) => segment === 'coin')).toEqual([])
    expect(report.segments.tested).toBe(6)
  })

  it('001-11 keeps benchmark frames apart and sets a published number beside its own, with its source', () => {
    expect(report.benchmarks.asked.map(({ frame, net }) => [frame, net.n])).toEqual([['sector', 240]])
    expect(report.benchmarks.imported[0]).toMatchObject({
      imported: { source: 'Panel X' },
      own: { touchpoint: 'delivery' },
      status: 'reached',
    })
  })

  it('001-8 sets the employee view beside the customer view, as a difference of two groups', () => {
    expect(report.views).toHaveLength(1)
    expect(report.views[0]).toMatchObject({ touchpoint: 'delivery', difference: { verdict: 'higher' } })
    expect(report.views[0]!.employees!.metric.n).toBe(60)
  })

  it('003-22 measures an action again: before and from its day on, with the difference', () => {
    const [view] = report.loops
    expect(view).toMatchObject({ loop: { stage: 'closed' }, change: { verdict: 'higher' } })
    expect(view!.before!.metric.n + view!.after!.metric.n).toBe(240)
  })

  it('002-10 compares the latest cycle with the one before it', () => {
    const nps = report.kpis.find(({ named }) => named.kpi === 'nps')!
    expect(nps.change).toMatchObject({ from: 'c1', to: 'c2', difference: { verdict: 'higher' } })
  })

  it('002-30 shows what was written with names and contacts masked, and escaped', () => {
    const [quote] = [...spanish.querySelectorAll('blockquote p')]
    expect(quote!.textContent).toBe('The driver, [nombre], <b>smiled</b>. Write to me: [correo]')
  })

  it('003-12 tells each number of a chart in its table and in its label, with n', () => {
    for (const id of ['gaps', 'emotion', 'drivers', 'segments', 'benchmarks', 'views', 'loops']) {
      const section = document.getElementById(id)!
      expect(section.querySelectorAll('svg[role="img"]').length, id).toBeGreaterThan(1)
      expect(section.querySelectorAll('tbody tr').length, id).toBeGreaterThan(0)
    }
    expect(document.querySelector('#gaps tbody')!.textContent).toContain('falls short')
    expect(document.querySelector('#gaps svg')!.getAttribute('aria-label')).toContain('n = 240')
  })

  it('escapes names in drawings too, and rounds no number that is read', () => {
    const name = '"><img src=x onerror=alert(1)> 0.256 '
    const odd = parseProgramme({
      ...programme,
      journeys: [
        {
          ...programme.journeys[0]!,
          touchpoints: [
            { id: 'search', name, phase: 'before', first: true },
            { id: 'order', name: 'Order', phase: 'during' },
          ],
        },
      ],
      ...{ actions: [], targets: [] },
    })
    const aggregate = createAggregate()
    for (let i = 0; i < 60; i += 1)
      for (const [id, phase] of [
        ['search', 'before'],
        ['order', 'during'],
      ] as const)
        aggregate.add(
          answered((i % 5) - 2, { ...place(id, phase), question: { id: 'felt', type: 'emotion' } }),
        )
    const page = parseHTML(renderReport(buildReport(odd, aggregate, { day: '2026-06-01' }))).document
    expect(page.querySelectorAll('img, [onerror]')).toHaveLength(0)
    const drawn = page.querySelector('#emotion svg')!
    expect(drawn.textContent).toContain(name.trim())
    expect(drawn.getAttribute('aria-label')).toContain(name.trim())
  })

  it('says "cannot tell" where an interval does not say more', () => {
    const undecided = report.segments.rows.filter(({ verdict }) => verdict === 'cannot-tell').length
    expect(
      document.querySelector('#segments')!.textContent!.match(/cannot tell/g)!.length,
    ).toBeGreaterThanOrEqual(undecided)
  })

  it('has no English word of its own in Spanish', () => {
    const own = spanish.body.textContent!.replace(
      /Search|Order|Delivery|To buy|Say the hour|Nobody knows when|Panel X|The driver.*?\]\./g,
      '',
    )
    expect(
      own.match(/\b(of the|and|with|interval|limits|cannot tell|answers|expected|found|smoothed|score)\b/g),
    ).toBeNull()
  })
})
