import { html } from 'hono/html'
import type { CaseFilter, CaseRow } from '../cases/caseBook.ts'
import { type CaseView, caseView } from '../cases/caseView.ts'
import { count, isoOf, timeOf, titleOf } from './format.ts'
import { type Markup, notice, signedIn } from './layout.ts'
import { sayAnswer } from './sayRecord.ts'
import type { View } from './View.ts'

export const CASE_STATES = ['unsettled', 'overdue', 'open', 'taken', 'closed', 'all'] as const
export type WantedState = (typeof CASE_STATES)[number]

export interface CasesPageOptions {
  rows: readonly CaseRow[]
  state: WantedState
  counts: { [state in 'open' | 'taken' | 'closed' | 'overdue']: number }
  /** Number of the case before which the next page begins. */
  next: number | undefined
  isFirst: boolean
  hasRules: boolean
  nowMs: number
  names: ReadonlyMap<string, string>
}

/** What of a filter a list of cases can do. */
export const wantedState = (state: WantedState): CaseFilter['state'] => (state === 'all' ? undefined : state)

/** The list of cases: state, owner, due, what was said. */
export function casesPage(view: View, options: CasesPageOptions) {
  const { rows, state, counts, next, isFirst, hasRules, nowMs, names } = options
  const { words, locale, filter } = view
  const titles: { [state in WantedState]: string } = {
    ...{ unsettled: words.unsettled, overdue: words.overdue, all: words.all },
    ...words.states,
  }
  /** How many there are is known of live ones. */
  const countOf = (wanted: WantedState): number | undefined =>
    filter.mode === 'test' || filter.project !== undefined || wanted === 'all'
      ? undefined
      : wanted === 'unsettled'
        ? counts.open + counts.taken
        : counts[wanted]
  const modes = [
    ['live', words.live],
    ['test', words.test],
  ] as const
  return signedIn(
    view,
    words.cases,
    html`<div class="filters"><nav class="switch" aria-label="${words.mode}">${modes.map(
      ([mode, name]) =>
        html`<a href="${view.link('cases', { mode, state })}" ${mode === filter.mode ? html`aria-current="true"` : ''}>${name}</a>`,
    )}</nav><nav class="switch" aria-label="${words.state}">${CASE_STATES.map((wanted) => {
      const n = countOf(wanted)
      return html`<a href="${view.link('cases', { state: wanted })}" ${wanted === state ? html`aria-current="true"` : ''}>${titles[wanted]}${n === undefined ? '' : html` <span class="soft">${count(n, locale)}</span>`}</a>`
    })}</nav></div>
${filter.mode === 'test' ? notice(words.testNote) : ''}
<div class="head"><div><h1>${words.cases}</h1><p class="lead">${words.casesLead}</p></div></div>
${
  rows.length > 0
    ? html`<ol class="cases">${rows.map((row) => item(caseView(row, nowMs)))}</ol>`
    : html`<p class="card">${hasRules ? words.noCases : words.noRules}</p>`
}
<nav class="pager" aria-label="${words.older}">${isFirst ? '' : html`<a class="button" href="${view.link('cases', { state })}">${words.newest}</a>`}
${next === undefined ? '' : html`<a class="button" href="${view.link('cases', { state, before: String(next) })}">${words.older}</a>`}</nav>`,
  )

  function item(found: CaseView): Markup {
    const { number, owner, due, touchpoint, project } = found
    return html`<li class="card"><div><p class="kicker"><a href="./case?${caseQuery(view, number)}">${words.case} ${number}</a> ${stateLabel(found, view)}</p>
<p class="soft"><bdi>${names.get(touchpoint) ?? titleOf(touchpoint)}</bdi> · <bdi>${project}</bdi></p></div>
<div class="said">${saidOf(found, view)}</div>
<p class="who"><b><bdi>${owner}</bdi></b><span class="soft">${words.due} <time datetime="${isoOf(due)}">${timeOf(due, locale)}</time></span></p></li>`
  }
}

/** The query of a case's own page. */
export function caseQuery(view: View, number: number): string {
  const query = new URLSearchParams(view.carried.filter(([key]) => key === 'lang'))
  query.set('number', String(number))
  return query.toString()
}

/** Its state, and whether it is late: a word and a shape, not a colour alone. */
export function stateLabel({ state, isOverdue }: CaseView, { words }: View): Markup {
  return html`<span class="label ${state}">${words.states[state]}</span>${isOverdue ? html` <span class="label late">${words.overdue}</span>` : ''}`
}

/** The answer that opened it. */
export function saidOf({ answer }: Pick<CaseView, 'answer'>, { words }: View): Markup {
  if (answer === null) return html`<p class="soft">${words.gone}</p>`
  const { question, type, value, comment, other } = answer
  const said = sayAnswer({ question: { type }, value: value as never, comment, other }, words)
  return html`<p><span class="soft"><bdi>${titleOf(question)}</bdi></span> ${said.value === '' ? '' : html`<b class="value"><bdi>${said.value}</bdi></b>`}</p>${said.text === undefined ? '' : html`<q><bdi>${said.text}</bdi></q>`}`
}
