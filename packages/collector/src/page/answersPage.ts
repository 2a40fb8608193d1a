import { html } from 'hono/html'
import { type FilterOptions, filterForm } from './filterForm.ts'
import { count, isoOf, timeOf, titleOf } from './format.ts'
import { type Markup, signedIn } from './layout.ts'
import { type AnswersFound, PAGE_RECORDS } from './readAnswers.ts'
import { sayRecord } from './sayRecord.ts'
import type { View } from './View.ts'

export interface AnswersPageOptions extends FilterOptions, AnswersFound {
  what: 'answers' | 'all'
  /** Records of all kinds that fit the filter; `null` when that is not known at the moment. */
  matching: number | null
  isFirst: boolean
  /** Ids of contact answers whose words asked for consent. */
  consented: ReadonlySet<string>
}

/** The records themselves, a page at a time. */
export function answersPage(
  view: View,
  { rows, next, what, matching, isFirst, consented, ...options }: AnswersPageOptions,
) {
  const { words, locale, page } = view
  const also = what === 'all' ? ([['what', 'all']] as const) : []
  const kinds = [
    ['answers', words.onlyAnswers, null],
    ['all', words.allRecords, 'all'],
  ] as const
  const query = view.link('answers', { lang: null }).split('?')[1] ?? ''
  const actions = html`<span class="exports">${words.export}: ${(['ndjson', 'csv'] as const).map(
    (format) =>
      html`<a href="./v1/export.${format}${query === '' ? '' : `?${query}`}" download>${format.toUpperCase()}</a> `,
  )}</span>`
  return signedIn(
    view,
    words.answers,
    html`${filterForm(view, { ...options, actions, also })}
<div class="head"><div><h1>${words.answers}</h1><p class="lead">${words.answersLead}${matching === null ? '' : ` ${words.matching(count(matching, locale))}.`}</p></div>
<nav class="switch" aria-label="${words.what}">${kinds.map(
      ([kind, name, value]) =>
        html`<a href="${view.link(page, { what: value })}" ${kind === what ? html`aria-current="true"` : ''}>${name}</a>`,
    )}</nav></div>
${rows.length === 0 ? html`<p class="card">${next === null ? words.nothingHere : words.searched}</p>` : table()}
<nav class="pager" aria-label="${words.older}">${isFirst ? '' : html`<a class="button" href="${view.link(page, Object.fromEntries(also))}">${words.newest}</a>`}
${next === null ? '' : html`<a class="button" href="${view.link(page, { ...Object.fromEntries(also), before: String(next) })}">${rows.length < PAGE_RECORDS ? words.lookFurther : words.older}</a>`}</nav>`,
  )

  function table(): Markup {
    return html`<div class="card rows"><table>
<thead><tr><th scope="col">${words.received}</th><th scope="col">${words.touchpoint}</th><th scope="col">${words.happened}</th><th scope="col">${words.said}</th></tr></thead>
<tbody>${rows.map(row)}</tbody></table></div>`
  }

  function row({ project, received, record }: AnswersFound['rows'][number]): Markup {
    const { what: happened, value, text } = sayRecord(record, words)
    const place = record.type === 'outcome' ? words.outcome : nameOf(record.touchpoint.id)
    const channel = record.type === 'outcome' ? '' : record.touchpoint.channel
    const isEmployee = record.type !== 'outcome' && record.survey.audience === 'employee'
    const segments = Object.keys(options.choices.segments).flatMap((name) => {
      const of = record.context?.[name]
      return of === undefined || of === null ? [] : [String(of)]
    })
    return html`<tr>
<td class="when"><time datetime="${isoOf(received)}">${timeOf(received, locale)}</time></td>
<td><b><bdi>${place}</bdi></b> <span class="soft">${[project, channel, ...segments].filter(Boolean).map((part) => html`<bdi>${part}</bdi> `)}</span></td>
<td><bdi>${happened}</bdi> ${isEmployee ? html`<span class="label">${words.employee}</span>` : ''}</td>
<td>${said()}</td></tr>`

    function said(): Markup {
      if (record.type !== 'answered') return html`<bdi>${value}</bdi>`
      if (isEmployee) return html`<span class="soft">${words.hidden}</span>`
      if (record.question.type === 'contact' && record.value !== null && !consented.has(record.id))
        return html`<span class="soft">${words.contactHidden}</span>`
      return html`${value === '' ? '' : html`<b class="value"><bdi>${value}</bdi></b>`}${text === undefined ? '' : html`<q><bdi>${text}</bdi></q>`}`
    }
  }

  function nameOf(id: string): string {
    return options.names.get(id) ?? titleOf(id)
  }
}
