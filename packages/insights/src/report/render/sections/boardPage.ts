import { strip } from '../charts/strip.ts'
import { type Context, evidence, evidenceOfDifference } from '../context.ts'
import { formatValue } from '../format.ts'
import { highlightsOf } from '../highlightsOf.ts'
import { type Html, html } from '../html.ts'
import { icon } from '../icon.ts'

const DECISIONS = 6

/** One page for the person in charge: three key figures, the journey, what to decide. On paper it is the first page. */
export function boardPage(context: Context): Html {
  const { report, words, cards, count } = context
  const decisions = highlightsOf(context)
  const stages = ['overdue', 'acted', 'planned', 'closed'] as const
  return html`<section id="board" class="board" aria-labelledby="board-title">
<h2 id="board-title">${words.board}</h2>
<ul class="kpis">${report.kpis.map((kpi) => kpiTile(kpi, context))}</ul>
<div class="split">
<div class="panel"><h3>${words.decide}</h3>${
    decisions.length === 0
      ? html`<p>${words.nothingToDecide}</p>`
      : html`<ol class="decisions">${decisions
          .slice(0, DECISIONS)
          .map(
            ({ tone, text, evidence: facts, href }) =>
              html`<li>${icon(tone)}<span><a href="${href}">${text}</a> <span class="soft">${facts}</span></span></li>`,
          )}</ol>`
  }</div>
<div class="panel"><h3>${words.map}</h3><ul class="stations">${cards.map((card) => {
    const first = card.customers[0]?.metrics[0]
    const advice = card.targets[0]?.advice
    return html`<li>${icon(advice ?? 'none')}<a href="#at-${card.id}">${card.name}</a>${
      first &&
      html`<b>${context.value(first.metric, first)}</b><span class="soft facts">${context.metricName(first.id)} · ${evidence(first.metric, first, context)}</span>`
    }${!first && html`<span class="soft facts">n = 0. ${words.nobody}</span>`}</li>`
  })}</ul>
<p class="legend soft">${(['keep', 'fix', 'watch', 'cannot-tell'] as const).map((advice) => html`<span>${icon(advice)}${words.advice[advice]}</span>`)}<span>${icon('none')}${words.noTarget}</span></p></div>
</div>
<p class="footline soft">${words.loops}: ${
    stages
      .map((stage) => [stage, report.loops.filter(({ loop }) => loop.stage === stage).length] as const)
      .filter(([, n]) => n > 0)
      .map(([stage, n]) => `${count(n)} ${words.stage[stage]}`)
      .join('; ') || words.noActions
  } · ${words.maturity}: ${words.level[report.maturity.level]}${
    report.outcomes.length > 0 &&
    html` · ${words.outcomes}: ${report.outcomes.map(({ kind, n }) => `${words.outcomeKinds[kind] ?? kind} ${count(n)}`).join(', ')}`
  }</p>
</section>`
}

function kpiTile(
  { touchpoint, named, target, change }: Context['report']['kpis'][number],
  context: Context,
): Html {
  const { words, locale, nameOf, metricName } = context
  const { metric } = named
  return html`<li><p class="soft">${nameOf(touchpoint)}</p><h3>${metricName(named.id)}</h3>
<p class="big">${context.value(metric, named)}</p>
${strip(named, target?.target.value)}
<p class="soft">${evidence(metric, named, context)}</p>
${
  target &&
  html`<p class="aim">${words.target} ${formatValue(target.target.value, named, locale)}: <b>${words.targetStatus[target.status]}</b></p>`
}
${
  change &&
  html`<p>${context.difference(change.difference, named)} ${words.sinceLast}: <b>${words.verdicts[change.difference.verdict]}</b><br><span class="soft">${evidenceOfDifference(change.difference, named, context)}</span></p>`
}</li>`
}
