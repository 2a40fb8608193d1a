import { html } from 'hono/html'
import type { CaseDetailView } from '../cases/caseView.ts'
import { MOVES, type Move } from '../cases/moves.ts'
import { caseQuery, saidOf, stateLabel } from './casesPage.ts'
import { isoOf, timeOf, titleOf } from './format.ts'
import { type Markup, signedIn } from './layout.ts'
import type { View } from './View.ts'

export interface CasePageOptions {
  /** `null`: there is none of this number. */
  found: CaseDetailView | null
  /** What the form carries to show where it comes from. */
  token: string
  /** The name that was given last. */
  by: string
  /** Why a move was not made. */
  problem?: 'notMoved' | 'noName' | 'noOwner' | 'stale'
  names: ReadonlyMap<string, string>
}

/** One case: what was said, who it is, what was done, and what can be done now. */
export function casePage(view: View, { found, token, by, problem, names }: CasePageOptions) {
  const { words, locale } = view
  const back = html`<p><a href="${view.link('cases')}">← ${words.back}</a></p>`
  if (found === null) return signedIn(view, words.cases, html`${back}<p class="card">${words.noCase}</p>`)
  const { number, touchpoint, project, owner, due, opened, rule, contact, text, history } = found
  const possible = (Object.keys(MOVES) as Move[]).filter((move) => MOVES[move].from.includes(found.state))
  const others = possible.filter((move) => move !== 'hand')
  return signedIn(
    view,
    `${words.case} ${number}`,
    html`${back}${problem === undefined ? '' : html`<p class="notice bad" role="alert">${words[problem]}</p>`}
<div class="head"><div><h1>${words.case} ${number}</h1><p>${stateLabel(found, view)}</p></div></div>
<div class="columns"><div>
<section class="card"><h2>${words.said}</h2><div class="said">${saidOf(found, view)}${text === null ? '' : saidOf({ answer: text }, view)}</div></section>
<section class="card"><h2>${words.contact}</h2>${contactOf(contact)}</section>
<section class="card"><h2>${words.history}</h2><ol class="history">${history.map(
      ({
        at,
        who,
        move,
        owner,
        note,
      }) => html`<li><time class="soft" datetime="${isoOf(at)}">${timeOf(at, locale)}</time>
<p>${words.moved[move]} <b><bdi>${who}</bdi></b> ${words.forWhom} <b><bdi>${owner}</bdi></b></p>${note === null ? '' : html`<q><bdi>${note}</bdi></q>`}</li>`,
    )}</ol></section></div>
<div><section class="card"><dl>
${fact(words.owner, html`<b><bdi>${owner}</bdi></b>`)}
${fact(words.due, html`<time datetime="${isoOf(due)}">${timeOf(due, locale)}</time>`)}
${fact(words.opened, html`<time datetime="${isoOf(opened)}">${timeOf(opened, locale)}</time>`)}
${fact(words.touchpoint, html`<bdi>${names.get(touchpoint) ?? titleOf(touchpoint)}</bdi>`)}
${fact(words.project, html`<bdi>${project}</bdi>`)}
${fact(words.rule, html`<bdi>${rule}</bdi>`)}
</dl></section>
<form class="card move" method="post" action="./case?${caseQuery(view, number)}">
<input type="hidden" name="form" value="${token}">
<label>${words.by}<input name="by" value="${by}" required maxlength="200" autocomplete="name"></label>
<label>${words.note}<textarea name="note" rows="3" maxlength="2000" aria-describedby="note-help"></textarea></label>
<p class="soft" id="note-help">${words.noteHelp}</p>
<div class="buttons">${others.map((move, place) => html`<button name="move" value="${move}" class="${place === 0 ? 'main' : ''}">${words.moves[move]}</button>`)}</div>
${possible.includes('hand') ? html`<div class="hand"><label>${words.newOwner}<input name="owner" maxlength="200" autocomplete="off"></label><div class="buttons"><button name="move" value="hand">${words.moves.hand}</button></div></div>` : ''}
</form></div></div>`,
  )

  function contactOf(value: unknown): Markup {
    const given = Object.entries((value ?? {}) as { [name: string]: unknown }).filter(
      ([, one]) => typeof one === 'string',
    )
    if (given.length === 0) return html`<p class="soft">${words.noContact}</p>`
    return html`<dl>${given.map(([name, one]) => fact(words.contacts[name] ?? name, html`<bdi>${String(one)}</bdi>`))}</dl>`
  }

  function fact(name: string, value: Markup): Markup {
    return html`<div><dt>${name}</dt><dd>${value}</dd></div>`
  }
}
