import type { Context } from '../context.ts'
import { type Html, html } from '../html.ts'

/** What the programme lacks, what its maturity rests on, what was left out, and how to read a number. */
export function notesSection(context: Context): Html {
  const { report, words, count, nameOf, locale } = context
  const left = Object.entries({ ...report.excluded, ...report.people?.excluded })
  return html`<section id="notes" aria-labelledby="notes-title"><h2 id="notes-title">${words.notes}</h2>
<div class="split"><div class="card"><h3>${words.findings}</h3>${
    report.findings.length === 0
      ? html`<p>${words.noFindings}</p>`
      : html`<ul class="list">${report.findings.map(
          ({ code, message, evidence }) =>
            html`<li>${words.codes[code] ?? message}${typeof evidence.touchpoint === 'string' && html` <b>${nameOf(evidence.touchpoint)}</b>`}</li>`,
        )}</ul>`
  }
${
  report.outcomes.length > 0 &&
  html`<h3>${words.outcomes}</h3><table><tbody>${report.outcomes.map(
    ({ kind, currency, n, sum }) =>
      html`<tr><th scope="row">${words.outcomeKinds[kind] ?? kind}</th><td class="n">n = ${count(n)}</td><td class="n">${
        currency !== '' && `${count(sum)} ${currency}`
      }</td></tr>`,
  )}</tbody></table>`
}
<h3>${words.counted}</h3><p>${count(report.records)} ${words.records} · ${
    left.length === 0
      ? words.nothingLeftOut
      : `${words.leftOut}: ${left.map(([reason, n]) => `${context.translate(reason)} ${count(n)}`).join(', ')}`
  }</p>${
    report.people &&
    html`<p>${count(report.people.persons)} ${words.persons}${
      report.people.share < 1 &&
      html` (${words.sampleOf} ${new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(report.people.share)})`
    } · ${count(report.people.comments)} ${words.comments}</p>`
  }</div>
<div class="card"><h3>${words.maturity}: ${words.level[report.maturity.level]}</h3><ul class="checks">${report.maturity.facts.map(
    ({ fact, holds, level }) =>
      html`<li><span class="${holds ? 'yes' : 'no'}">${holds ? '✓' : '○'}</span> <span>${context.translate(fact)}</span> <span class="soft">${words.level[level]} · ${holds ? words.evidence.holds : words.evidence.lacks}</span></li>`,
  )}</ul></div></div>
<div class="card"><ul class="list">${words.rules.map((rule) => html`<li>${rule}</li>`)}<li>${words.association}</li></ul></div></section>`
}
