import type { LoopView } from '../../loopsOf.ts'
import { dumbbells } from '../charts/dumbbells.ts'
import { bothShapes, type Context, evidence, evidenceOfDifference, section } from '../context.ts'
import { dataTable } from '../dataTable.ts'
import { type Html, html } from '../html.ts'
import { icon } from '../icon.ts'

/** The loop of each action: asked → understood → acted → measured again. */
export function loopSection(context: Context): Html {
  const { report, words } = context
  return section(
    'loops',
    words.loops,
    words.loopsLead,
    report.loops.length === 0
      ? html`<p class="card">${words.noActions}</p>`
      : report.loops.map((view) => loopOf(view, context)),
  )
}

function loopOf({ action, loop, before, after, change }: LoopView, context: Context): Html {
  const { words, nameOf, count, day } = context
  const named = before ?? after
  const closed = loop.stage === 'closed'
  const steps = [
    {
      name: words.steps.asked,
      done: before !== null,
      text: before ? `${context.metricName(before.id)}, n = ${count(before.metric.n)}` : words.waiting,
    },
    {
      name: words.steps.understood,
      done: action.finding !== undefined,
      text: action.finding ?? words.waiting,
    },
    {
      name: words.steps.acted,
      done: action.done !== undefined,
      text:
        action.done !== undefined ? `${words.done} ${day(action.done)}` : `${words.due} ${day(action.due)}`,
    },
    {
      name: words.steps.measured,
      done: closed,
      text:
        closed && change && named
          ? `${context.difference(change, named)}: ${words.verdicts[change.verdict]}`
          : words.waiting,
    },
  ]
  const isDrawn = named && before?.metric.value != null && after?.metric.value != null
  const note =
    change && named
      ? `${context.difference(change, named)} (${evidenceOfDifference(change, named, context)})\n${words.verdicts[change.verdict]}`
      : ''
  const regression = change?.flags.includes('regression-to-mean')
    ? words.flags['regression-to-mean']
    : undefined
  return html`<article class="card"><header><h3>${action.what}</h3><span class="tag ${closed ? 'keep' : loop.stage === 'overdue' ? 'fix' : 'watch'}">${icon(closed ? 'keep' : loop.stage === 'overdue' ? 'fix' : 'watch')}<span>${words.stage[loop.stage]}</span></span></header>
<p class="soft">${nameOf(action.touchpoint)} · ${action.owner}</p>
<ol class="steps">${steps.map(
    ({ name, done, text }) =>
      html`<li class="${done ? 'is-done' : 'is-open'}"><b>${name}</b><span>${text}</span></li>`,
  )}</ol>
${
  isDrawn &&
  html`<p class="key"><span class="dot from"></span>${words.beforeAction} <span class="dot to"></span>${words.afterAction}</p>${bothShapes(
    (shape) =>
      dumbbells(
        [
          {
            ...{ label: context.metricName(named.id), from: before!.metric, to: after!.metric },
            note:
              shape === 'wide'
                ? note
                : `${context.difference(change!, named)}: ${words.verdicts[change!.verdict]}`,
            tone: change?.verdict === 'higher' ? 'good' : change?.verdict === 'lower' ? 'bad' : 'none',
          },
        ],
        named.range,
        context.tick(named),
        shape,
        `${action.what}. ${note}`,
      ),
  )}${dataTable(
    words,
    action.what,
    ['', { number: words.value }, words.interval, { number: 'n' }],
    [
      [
        words.beforeAction,
        { number: context.value(before!.metric, named) },
        context.interval(before!.metric, named),
        { number: count(before!.metric.n) },
      ],
      [
        words.afterAction,
        { number: context.value(after!.metric, named) },
        context.interval(after!.metric, named),
        { number: count(after!.metric.n) },
      ],
      [
        words.change,
        { number: context.difference(change!, named) },
        evidenceOfDifference(change!, named, context),
        { number: count(change!.n) },
      ],
    ],
  )}`
}
${!isDrawn && named && html`<p class="soft">${context.metricName(named.id)}: ${context.value(named.metric, named)} (${evidence(named.metric, named, context)})</p>`}
${regression && html`<p class="soft">${regression}</p>`}</article>`
}
