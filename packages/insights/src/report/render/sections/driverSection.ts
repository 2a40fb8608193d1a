import type { Metric } from '../../../contract/Metric.ts'
import { driverChart } from '../charts/driverChart.ts'
import { bothShapes, type Context, section } from '../context.ts'
import { dataTable } from '../dataTable.ts'
import { formatValue, INDEX, RATING, SHARE } from '../format.ts'
import { type Html, html } from '../html.ts'

/** The driver map with its list beside it, and what failing and excelling go with. */
export function driverSection(context: Context): Html {
  const { report, words, locale, nameOf, count } = context
  const { drivers } = report
  if (!drivers)
    return section('drivers', words.drivers, words.driversLead, html`<p class="card">${words.nothing}</p>`)
  const names = drivers.rows.map((row) => {
    const here = drivers.rows.filter(({ touchpoint }) => touchpoint === row.touchpoint)
    const alike = here.filter(({ type }) => type === row.type)
    const what = alike.length === 1 ? (words.types[row.type] ?? row.question) : row.question
    return here.length === 1 ? nameOf(row.touchpoint) : `${nameOf(row.touchpoint)} · ${what}`
  })
  const share = (metric: Metric) => `${context.value(metric, SHARE)} (${context.interval(metric, SHARE)})`
  const place = (value: number | null) => (value === null ? '–' : count(value))
  const label = drivers.rows
    .map(
      (row, i) =>
        `${i + 1} ${names[i]}: ${words.importance} ${context.value(row.importance, SHARE)}, ${words.performance} ${context.value(row.performance, INDEX)}, ${words.quadrants[row.quadrant]}`,
    )
    .join('. ')
  return section(
    'drivers',
    words.drivers,
    words.driversLead,
    html`<figure class="card"><div class="beside"><div>${bothShapes((shape) =>
      driverChart(
        drivers,
        {
          importance: words.importance,
          performance: `${words.performance} (0–100)`,
          quadrants: words.quadrants,
        },
        context.tick(SHARE),
        context.tick(INDEX),
        shape,
        `${words.drivers}. ${label}`,
      ),
    )}</div>
<ol class="ranked">${drivers.rows.map(
      (row, i) =>
        html`<li><b>${names[i]}</b><span class="verdict">${words.quadrants[row.quadrant]}</span><br><span class="soft">${words.importance} ${share(row.importance)} · ${words.performance} ${context.value(row.performance, INDEX)} (${context.interval(row.performance, INDEX)}) · n = ${count(row.importance.n)}</span></li>`,
    )}</ol></div>
<p>${share(drivers.r2)} ${words.explained}, n = ${count(drivers.n)}.${
      drivers.rankStability !== null &&
      html` ${formatValue(drivers.rankStability, SHARE, locale)} ${words.sameOrder}.`
    } ${words.association}</p>
${
  drivers.left.length > 0 &&
  html`<p class="soft">${words.leftOut2}: ${drivers.left.map(({ touchpoint, question, type, n }) => `${nameOf(touchpoint)} (${words.types[type] ?? question}), n = ${count(n)}`).join('; ')}</p>`
}
${dataTable(
  words,
  words.drivers,
  [
    ...[
      words.touchpoint,
      words.question,
      { number: words.importance },
      words.interval,
      { number: words.performance },
      words.interval,
    ],
    ...[{ number: words.place }, words.interval, { number: words.stated }, words.interval],
    ...[
      { number: words.penalty },
      words.interval,
      { number: words.reward },
      words.interval,
      { number: 'n' },
      words.reading,
    ],
  ],
  drivers.rows.map((row, i) => [
    ...[`${i + 1} ${names[i]}`, row.question, { number: context.value(row.importance, SHARE) }],
    ...[
      context.interval(row.importance, SHARE),
      { number: context.value(row.performance, INDEX) },
      context.interval(row.performance, INDEX),
    ],
    ...[{ number: place(row.rank) }, `${place(row.rankLower)} … ${place(row.rankUpper)}`],
    ...[
      { number: row.stated ? context.value(row.stated, SHARE) : '–' },
      row.stated ? context.interval(row.stated, SHARE) : '–',
    ],
    ...[row.penaltyReward?.penalty, row.penaltyReward?.reward].flatMap((metric) =>
      metric
        ? [{ number: context.difference(metric, RATING) }, context.range(metric, RATING)]
        : [{ number: '–' }, '–'],
    ),
    { number: count(row.importance.n) },
    words.quadrants[row.quadrant],
  ]),
  `${words.method}: ${drivers.method === 'lmg' ? 'LMG (Shapley)' : 'Johnson'}; ${context.translate(drivers.r2.method)}`,
)}</figure>`,
  )
}
