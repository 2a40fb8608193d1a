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
      ? `${context.difference(difference, employees!.unit)} (${evidenceOfDifference(difference, employees!.unit, context)})\n${words.verdicts[difference.verdict]}`
      : '–'
  return section(
    'views',
    words.views,
    words.viewsLead,
    html`<figure class="card">${groups.map((group) => {
      const own = both.filter(({ employees }) => `${employees!.id} ${employees!.range.join()}` === group)
      const { unit, range, id } = own[0]!.employees!
      return html`<p class="key"><span class="dot from"></span>${words.employees} <span class="dot to"></span>${words.customers} <span class="soft">${context.metricName(id)} · ${words.atRight}: ${words.employeesMinus}</span></p>
${bothShapes((shape) =>
  dumbbells(
    own.map((view) => ({
      ...{
        label: nameOf(view.touchpoint),
        note:
          shape === 'wide'
            ? note(view)
            : context.difference(view.difference!, unit) + `: ${words.verdicts[view.difference!.verdict]}`,
      },
      ...{ from: view.employees!.metric, to: view.customers!.metric, tone: 'none' as const },
    })),
    range,
    context.tick(unit),
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
    const unit = employees!.unit
    return [
      name(view),
      { number: customers ? context.value(customers.metric, unit) : '–' },
      customers ? evidence(customers.metric, unit, context) : '–',
      { number: context.value(employees!.metric, unit) },
      evidence(employees!.metric, unit, context),
      { number: difference ? context.difference(difference, unit) : '–' },
      difference ? evidenceOfDifference(difference, unit, context) : '–',
      difference ? words.verdicts[difference.verdict] : '–',
    ]
  }),
)}</figure>`,
  )
}
