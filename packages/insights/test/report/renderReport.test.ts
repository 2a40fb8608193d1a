import { JSDOM } from 'jsdom'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/algorithms.ts'
import { buildReport, createAggregate, parseProgramme } from '../../src/index.ts'
import { renderReport } from '../../src/report.ts'
import { AT, answered, DAY, outcome, shown } from '../support/records.ts'

/** A small shop with three months behind it; names that try to be markup. */
function shopReport() {
  const programme = parseProgramme({
    v: 1,
    name: 'Shop <script>alert(1)</script> & Co',
    objectives: [{ objective: 'Easy returns', level: 'board', owner: 'CCO', metric: 'ces' }],
    journeys: [
      {
        id: 'buy',
        name: 'From search to return',
        touchpoints: [
          { id: 'search', name: 'Search', phase: 'before', owners: ['marketing'], first: true },
          { id: 'compare', name: 'Compare', phase: 'before', owners: ['marketing', 'product'] },
          { id: 'order', name: 'Order', phase: 'during', owners: ['sales'] },
          { id: 'delivery', name: 'Delivery', phase: 'after', owners: ['logistics'] },
          { id: 'returns', name: 'Returns', phase: 'after', owners: ['service'], last: true },
        ],
      },
    ],
    targets: [
      { metric: 'csat', touchpoint: 'order', value: 0.75, by: '2026-12-31' },
      { metric: 'ces', touchpoint: 'returns', value: 0.8, by: '2026-12-31' },
      { metric: 'nps', touchpoint: 'delivery', value: 30, by: '2026-12-31' },
    ],
    actions: [
      {
        ...{ id: 'printed-label', what: 'A printed label', touchpoint: 'returns', element: 'process' },
        ...{ owner: 'service', due: '2026-05-01', expects: 'ces', done: '2026-04-20' },
      },
    ],
  })
  const random = createRandom(4)
  const aggregate = createAggregate({ period: 'week' })
  const draw = (mean: number, low: number, high: number) =>
    Math.max(low, Math.min(high, Math.round(mean + 1.6 * (random() + random() - 1))))
  const place = (id: string, phase: 'before' | 'during' | 'after') => ({
    touchpoint: { id, phase, channel: 'web', stage: 'front' as const },
  })
  for (let week = 0; week < 12; week += 1)
    for (let i = 0; i < 45; i += 1) {
      const at = AT + week * 7 * DAY
      const order = { run: `o${week}-${i}`, at, ...place('order', 'during') }
      aggregate.add(shown({ ...order, seq: 0 }))
      if (i % 3)
        aggregate.add(answered(draw(4.3, 1, 5), { ...order, seq: 1, question: { id: 'csat', type: 'csat' } }))
      aggregate.add(
        answered(draw(0.7, -2, 2), {
          at,
          ...place('search', 'before'),
          question: { id: 'mood', type: 'emotion' },
        }),
      )
      if (i % 2)
        aggregate.add(
          answered(draw(week > 8 ? 3.4 : 5, 1, 7), {
            at,
            ...place('returns', 'after'),
            question: { id: 'ces', type: 'ces' },
          }),
        )
      aggregate.add(answered(draw(random() < 0.2 ? 4 : 9.2, 0, 10), { at, ...place('delivery', 'after') }))
      if (i < 2)
        aggregate.add(
          answered(draw(3.8, 1, 5), {
            ...{ at, ...place('order', 'during'), question: { id: 'csat', type: 'csat' } },
            survey: { id: 'team', rev: 1, hash: 'abc123', kind: 'transactional', audience: 'employee' },
          }),
        )
    }
  for (let i = 0; i < 3; i += 1)
    aggregate.add(answered(4, { ...place('compare', 'before'), question: { id: 'csat', type: 'csat' } }))
  aggregate.add(outcome('repeat', 120))
  aggregate.addLine('{"type":')
  return buildReport(programme, aggregate, { day: '2026-08-01' })
}

describe('renderReport', { timeout: 60_000 }, () => {
  const report = shopReport()
  const text = renderReport(report)
  const { document } = new JSDOM(text).window

  it('000-9 is one file that needs nothing else: no script, no link, no address, no picture to fetch', () => {
    expect(document.querySelectorAll('script, link, img, iframe, object, [src], [style]')).toHaveLength(0)
    for (const link of document.querySelectorAll('[href]')) {
      const [place, id] = link.getAttribute('href')!.split('#')
      expect([place, document.getElementById(id!)?.id]).toEqual(['', id])
    }
    expect(text).not.toMatch(/https?:|url\(|@import|javascript:/i)
  })

  it('escapes names that try to be markup', () => {
    expect(document.querySelector('h1')!.textContent).toBe('Shop <script>alert(1)</script> & Co')
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co')
  })

  it('003-12 shows before, during and after in this order, and every chart has a table of the same numbers', () => {
    expect([...document.querySelectorAll('.band > h3')].map((one) => one.textContent)).toEqual([
      'Before',
      'During',
      'After',
    ])
    expect([...document.querySelectorAll('#cards .card h3')].map((one) => one.textContent)).toEqual([
      'Search',
      'Compare',
      'Order',
      'Delivery',
      'Returns',
    ])
    for (const chart of document.querySelectorAll('#cards svg.plot')) {
      expect(chart.getAttribute('aria-hidden')).toBe('true')
      expect(chart.closest('.block')!.querySelector('table')).not.toBeNull()
    }
    for (const chart of document.querySelectorAll('svg[role="img"]')) {
      expect(chart.getAttribute('aria-label')).toMatch(/n\s=\s\d/)
      expect(chart.closest('.card')!.querySelector('table')).not.toBeNull()
    }
    const returns = report.journeys[0]!.after[1]!.customers[0]!
    const table = document.querySelector('#at-returns table')!
    expect(table.querySelectorAll('tbody tr')).toHaveLength(returns.trend.points.length)
    expect(table.querySelector('tbody tr th')!.textContent).toBe('4 May 2026')
  })

  it('is read by keyboard: tables that scroll take the focus and have a name', () => {
    for (const region of document.querySelectorAll('.scroll')) {
      expect(region.getAttribute('tabindex')).toBe('0')
      expect(region.getAttribute('aria-label')).toMatch(/^(The numbers|Journey map): /)
    }
    expect(document.querySelectorAll('details > summary').length).toBeGreaterThan(4)
  })

  it('gives every number its interval and n, and "too few" instead of a number', () => {
    for (const figure of document.querySelectorAll('.figure')) {
      const below = figure.parentElement!.textContent!
      expect(below).toMatch(/n\s=\s\d/)
    }
    const compare = document.querySelector('#at-compare')!
    expect(compare.textContent).toMatch(/n\s=\s3: too few to show/)
    expect(compare.querySelector('svg')).toBeNull()
  })

  it('004-5 says keep, fix or cannot tell on the touchpoint', () => {
    expect([...document.querySelectorAll('#cards .tag')].map((one) => one.textContent)).toEqual(
      report.journeys[0]!.during.concat(report.journeys[0]!.after).flatMap(({ targets }) =>
        targets.map(
          ({ advice }) =>
            ({ keep: 'Keep', fix: 'Fix', watch: 'Watch', 'cannot-tell': 'Cannot tell' })[advice],
        ),
      ),
    )
  })

  it('001-7 gives employees a block of their own beside customers', () => {
    const order = document.querySelector('#at-order')!
    expect([...order.querySelectorAll('.block > .soft:first-child')].map((one) => one.textContent)).toEqual([
      'Customers · web',
      'Employees · web',
    ])
  })

  it('is written in Spanish too, with no English left in its own words', () => {
    const spanish = new JSDOM(renderReport(report, { locale: 'es' })).window.document
    expect(spanish.documentElement.lang).toBe('es')
    expect([...spanish.querySelectorAll('.band > h3')].map((one) => one.textContent)).toEqual([
      'Antes',
      'Durante',
      'Después',
    ])
    expect(spanish.body.textContent).not.toMatch(/Customers|Nobody|Owners|Satisfied|Period\b/)
  })

  it('writes a mean the same way on the map, on its card, along the curve and in its tables', () => {
    for (const [locale, form] of [
      ['en', /^\+0\.\d\d$/],
      ['es', /^\+0,\d\d$/],
    ] as const) {
      const page = new JSDOM(renderReport(report, { locale })).window.document
      const text = (selector: string) => page.querySelector(selector)!.textContent!
      const said = text('#emotion td.n')
      expect(said).toMatch(form)
      for (const place of ['#map .station .big', '#map td.n', '#board .stations b', '#at-search .figure b'])
        expect(text(place), place).toBe(said)
      expect(page.querySelector('#emotion svg')!.getAttribute('aria-label')).toContain(`Search ${said} (`)
    }
  })

  it('is the same page of a report that was kept as JSON', () => {
    expect(document.querySelectorAll('#board .decisions li').length).toBeGreaterThan(0)
    expect(renderReport(JSON.parse(JSON.stringify(report)))).toBe(text)
  })

  it('says of a file without records that nobody has answered, for each touchpoint', () => {
    const empty = buildReport(
      parseProgramme({
        v: 1,
        name: 'New',
        objectives: [{ objective: 'x', level: 'team', owner: 'y', metric: 'nps' }],
        journeys: [
          { id: 'j', name: 'J', touchpoints: [{ id: 'a', name: 'A', phase: 'before', first: true }] },
        ],
      }),
      createAggregate(),
      { day: '2026-01-01' },
    )
    expect(renderReport(empty)).toContain('n = 0. Nobody has answered here.')
  })
})
