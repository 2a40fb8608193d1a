import { driverChart } from '../charts/driverChart.ts'
import { bothShapes, type Context, section } from '../context.ts'
import { dataTable } from '../dataTable.ts'
import { formatDifference, formatInterval, formatValue } from '../format.ts'
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
  const percent = (value: number) => formatValue(value, 'share', locale)
  const whole = (value: number | null) =>
    value === null ? '–' : new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value)
  const bounds = ({ lower, upper }: { lower: number | null; upper: number | null }) =>
    `${whole(lower)} … ${whole(upper)}`
  const label = drivers.rows
    .map(
      (row, i) =>
        `${i + 1} ${names[i]}: ${words.importance} ${percent(row.importance.value ?? 0)}, ${words.performance} ${whole(row.performance.value)}, ${words.quadrants[row.quadrant]}`,
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
        percent,
        whole,
        shape,
        `${words.drivers}. ${label}`,
      ),
    )}</div>
<ol class="ranked">${drivers.rows.map(
      (row, i) =>
        html`<li><b>${names[i]}</b><span class="verdict">${words.quadrants[row.quadrant]}</span><br><span class="soft">${words.importance} ${percent(row.importance.value ?? 0)} (${formatInterval(row.importance, 'share', locale)}) · ${words.performance} ${whole(row.performance.value)} (${bounds(row.performance)}) · n = ${count(row.importance.n)}</span></li>`,
    )}</ol></div>
<p>${percent(drivers.r2.value ?? 0)} (${formatInterval(drivers.r2, 'share', locale)}) ${words.explained}, n = ${count(drivers.n)}.${
      drivers.rankStability !== null && html` ${percent(drivers.rankStability)} ${words.sameOrder}.`
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
    ...[`${i + 1} ${names[i]}`, row.question, { number: percent(row.importance.value ?? 0) }],
    ...[
      formatInterval(row.importance, 'share', locale),
      { number: whole(row.performance.value) },
      bounds(row.performance),
    ],
    ...[{ number: whole(row.rank) }, bounds({ lower: row.rankLower, upper: row.rankUpper })],
    ...[
      { number: row.stated ? formatValue(row.stated.value, 'share', locale) : '–' },
      row.stated ? formatInterval(row.stated, 'share', locale) : '–',
    ],
    ...contrast(row.penaltyReward?.penalty, locale),
    ...contrast(row.penaltyReward?.reward, locale),
    { number: count(row.importance.n) },
    words.quadrants[row.quadrant],
  ]),
  `${words.method}: ${drivers.method === 'lmg' ? 'LMG (Shapley)' : 'Johnson'}; ${context.translate(drivers.r2.method)}`,
)}</figure>`,
  )
}

const contrast = (
  metric: { value: number | null; lower: number | null; upper: number | null } | undefined,
  locale: Context['locale'],
) =>
  metric
    ? [
        { number: formatDifference(metric.value, 'mean', locale) },
        metric.lower === null
          ? '–'
          : `${formatDifference(metric.lower, 'mean', locale)} … ${formatDifference(metric.upper, 'mean', locale)}`,
      ]
    : [{ number: '–' }, '–']
