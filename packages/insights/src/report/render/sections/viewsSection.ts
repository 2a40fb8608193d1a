import type { TwoViews } from '../../twoViewsOf.ts'
import { dumbbells } from '../charts/dumbbells.ts'
import { bothShapes, type Context, evidence, evidenceOfDifference, section } from '../context.ts'
import { dataTable } from '../dataTable.ts'
import { type Html, html } from '../html.ts'

/** The employee view beside the customer view, never mixed; what only employees were asked stands in the table. */
export function viewsSection(context: Context): Html {
  const { report, words, nameOf } = context
  const { views } = report
  if (views.length === 0)
    return section('views', words.views, words.viewsLead, html`<p class="card">${words.nothing}</p>`)
  const both = views.filter(
    ({ customers, employees }) => customers?.metric.value != null && employees?.metric.value != null,
  )
  const groups = [...new Set(both.map(({ employees }) => `${employees!.id} ${employees!.range.join()}`))]
  const name = ({ touchpoint, employees }: TwoViews) =>
    `${nameOf(touchpoint)} · ${context.metricName(employees!.id)}`
  const note = ({ difference, employees }: TwoViews) =>
    difference
      ? `${context.difference(difference, employees!)} (${evidenceOfDifference(difference, employees!, context)})\n${words.verdicts[difference.verdict]}`
      : '–'
  return section(
    'views',
    words.views,
    words.viewsLead,
    html`<figure class="card">${groups.map((group) => {
      const own = both.filter(({ employees }) => `${employees!.id} ${employees!.range.join()}` === group)
      const kind = own[0]!.employees!
      return html`<p class="key"><span class="dot from"></span>${words.employees} <span class="dot to"></span>${words.customers} <span class="soft">${context.metricName(kind.id)} · ${words.atRight}: ${words.employeesMinus}</span></p>
${bothShapes((shape) =>
  dumbbells(
    own.map((view) => ({
      ...{
        label: nameOf(view.touchpoint),
        note:
          shape === 'wide'
            ? note(view)
            : context.difference(view.difference!, kind) + `: ${words.verdicts[view.difference!.verdict]}`,
      },
      ...{ from: view.employees!.metric, to: view.customers!.metric, tone: 'none' as const },
    })),
    kind.range,
    context.tick(kind),
    shape,
    `${words.views}. ${own.map((view) => `${name(view)}: ${note(view)}`).join('. ')}`,
    'line',
  ),
)}`
    })}
${dataTable(
  words,
  words.views,
  [
    ...[
      words.touchpoint,
      { number: words.customers },
      words.interval,
      { number: words.employees },
      words.interval,
    ],
    ...[{ number: words.employeesMinus }, words.interval, words.reading],
  ],
  views.map((view) => {
    const { customers, employees, difference } = view
    const kind = employees!
    return [
      name(view),
      { number: customers ? context.value(customers.metric, kind) : '–' },
      customers ? evidence(customers.metric, kind, context) : '–',
      { number: context.value(employees!.metric, kind) },
      evidence(employees!.metric, kind, context),
      { number: difference ? context.difference(difference, kind) : '–' },
      difference ? evidenceOfDifference(difference, kind, context) : '–',
      difference ? words.verdicts[difference.verdict] : '–',
    ]
  }),
)}</figure>`,
  )
}
