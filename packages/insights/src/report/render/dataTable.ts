import { type Html, html } from './html.ts'
import type { Words } from './words.ts'

/** A cell: text, or text that is a number and stands at the right. */
export type DataCell = string | { number: string }

/**
 * The numbers of a chart, for who reads with ears, and for who copies them. The region scrolls and takes the focus. The
 * first cell of a row is its heading.
 */
export function dataTable(
  words: Words,
  name: string,
  head: readonly DataCell[],
  rows: readonly (readonly DataCell[])[],
  note?: string,
): Html {
  const cell = (tag: 'th' | 'td', value: DataCell, scope?: 'row' | 'col') => {
    const [whole, isNumber] = typeof value === 'string' ? [value, false] : [value.number, true]
    const text = whole.replaceAll('\u00a0', ' ') // on paper the columns are narrow; on a screen cells do not wrap anyway
    if (tag === 'td') return isNumber ? html`<td class="n">${text}</td>` : html`<td>${text}</td>`
    return isNumber
      ? html`<th scope="${scope}" class="n">${text}</th>`
      : html`<th scope="${scope}">${text}</th>`
  }
  return html`<details class="numbers"><summary>${words.numbers}</summary>
<div class="scroll" tabindex="0" role="region" aria-label="${words.numbers}: ${name}"><table>
<thead><tr>${head.map((value) => cell('th', value, 'col'))}</tr></thead>
<tbody>${rows.map(
    ([first, ...rest]) =>
      html`<tr>${cell('th', first ?? '', 'row')}${rest.map((value) => cell('td', value))}</tr>`,
  )}</tbody></table></div>
${note !== undefined && html`<p class="soft">${note}</p>`}</details>`
}
