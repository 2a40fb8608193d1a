import type { PulsoRecord, Value } from '@pulso/web/schema'
import { html } from 'hono/html'
import type { StoredRecord } from '../Store.ts'
import type { Markup } from './layout.ts'
import { minus, timeOf, titleOf } from './words.ts'

/** The latest records, newest first. On a phone each row becomes a block. */
export function latestRecords(records: readonly StoredRecord[]): Markup {
  return html`<div class="card"><table>
<thead><tr><th scope="col">Received</th><th scope="col">Touchpoint</th><th scope="col">What happened</th><th scope="col">Said</th></tr></thead>
<tbody>${records.map(row)}</tbody>
</table></div>`
}

function row({ project, received, json }: StoredRecord): Markup {
  const record = JSON.parse(json) as PulsoRecord // checked when it came in
  const { what, said, comment } = words(record)
  return html`<tr>
<td class="when"><time datetime="${new Date(received).toISOString()}">${timeOf(received)}</time></td>
<td><bdi>${record.type === 'outcome' ? 'Outcome' : titleOf(record.touchpoint.id)}</bdi>
<span class="soft"><bdi>${project}</bdi></span>${record.mode === 'test' ? html` <span class="tag">test</span>` : ''}</td>
<td class="what">${what}</td>
<td class="said">${said === '' ? '' : html`<strong><bdi>${said}</bdi></strong>`}${comment ? html`<q><bdi>${comment}</bdi></q>` : ''}</td>
</tr>`
}

function words(record: PulsoRecord): { what: string; said: string; comment?: string | undefined } {
  switch (record.type) {
    case 'shown':
      return { what: 'Shown', said: '' }
    case 'answered': {
      const what = `Answered ${titleOf(record.question.id)}`
      const isText = record.question.type === 'text' && typeof record.value === 'string'
      if (isText) return { what, said: '', comment: String(record.value) }
      return { what, said: sayValue(record.value), comment: record.comment ?? record.other }
    }
    case 'completed':
      return { what: `Completed in ${seconds(record.tookMs)}`, said: '' }
    case 'dismissed':
      return { what: `Dismissed (${record.reason})`, said: '' }
    case 'outcome': {
      const said = record.value === undefined ? '' : `${record.value} ${record.currency ?? ''}`.trim()
      return { what: titleOf(record.kind), said }
    }
  }
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

function sayValue(value: Value | null): string {
  if (value === null) return 'passed over'
  if (typeof value === 'number') return minus(String(value))
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.join(', ')
  return 'positive' in value
    ? `+${value.positive} −${value.negative}`
    : Object.values(value).filter(Boolean).join(', ')
}
