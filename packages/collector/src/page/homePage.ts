import { html } from 'hono/html'
import type { Score } from '../measure/score.ts'
import type { ModeFilter, ScoreCell, StoredRecord, StoreTotals } from '../Store.ts'
import { latestRecords } from './latestRecords.ts'
import { layout, type Markup, mark } from './layout.ts'
import { scoreCard } from './scoreCard.ts'
import { count, titleOf } from './words.ts'

export interface Scored {
  cell: ScoreCell
  score: Score
}

export interface HomeView {
  mode: ModeFilter
  records: readonly StoredRecord[]
  scored: readonly Scored[]
  totals: StoreTotals
  scoreDays: number
}

const MODES: { mode: ModeFilter; label: string }[] = [
  { mode: 'live', label: 'Live' },
  { mode: 'test', label: 'Test' },
  { mode: 'all', label: 'All' },
]
const PHASES = ['before', 'during', 'after']

/** The operator's page: the journey with its scores, then the latest records. */
export function homePage({ mode, records, scored, totals, scoreDays }: HomeView): Markup {
  return layout(
    'Pulso collector',
    html`<header class="top">
<div class="wrap">
<h1>${mark} Pulso <span class="soft">collector</span></h1>
<nav aria-label="Records shown">${MODES.map(
      (entry) =>
        html`<a href="./?mode=${entry.mode}" ${entry.mode === mode ? html`aria-current="page"` : ''}>${entry.label}</a>`,
    )}</nav>
<div class="actions">
<a class="button" href="./v1/export.ndjson?mode=${mode}" download>Export <span class="wide">NDJSON</span></a>
<form method="post" action="./logout"><button>Sign out</button></form>
</div>
</div>
</header>
<main class="wrap">
<p class="totals"><strong>${count(totals.live)}</strong> live ${totals.live === 1 ? 'record' : 'records'} kept${
      totals.test > 0 ? html`, and <strong>${count(totals.test)}</strong> from test mode, kept apart` : ''
    }.</p>
${scored.length > 0 ? journey(scored, mode, scoreDays) : ''}
<section aria-labelledby="latest">
<h2 id="latest">Latest records</h2>
${records.length > 0 ? latestRecords(records) : empty(mode)}
</section>
</main>`,
  )
}

function journey(scored: readonly Scored[], mode: ModeFilter, scoreDays: number): Markup {
  return html`<section aria-labelledby="scores">
<h2 id="scores">Scores by touchpoint</h2>
<p class="soft note">Last ${scoreDays} days. One answer per person and question, the latest. The band around a score is its 95 % interval.</p>
${PHASES.map((phase) => {
  const places = groupBy(
    scored.filter(({ cell }) => cell.phase === phase),
    ({ cell }) => JSON.stringify([cell.project, cell.mode, cell.touchpoint, cell.channel]),
  )
  return places.length === 0
    ? ''
    : html`<div class="phase"><h3>${titleOf(phase)}</h3><div class="places">${places.map((place) => touchpoint(place, mode))}</div></div>`
})}
</section>`
}

function touchpoint(place: readonly Scored[], mode: ModeFilter): Markup | '' {
  const cell = place[0]?.cell
  if (!cell) return ''
  return html`<article class="touchpoint">
<h4><bdi>${titleOf(cell.touchpoint)}</bdi> <span class="soft"><bdi>${cell.project}</bdi> · <bdi>${cell.channel}</bdi></span>
${mode === 'all' ? html`<span class="tag">${cell.mode}</span>` : ''}</h4>
<div class="scores">${place.map(scoreCard)}</div>
</article>`
}

function empty(mode: ModeFilter): Markup {
  return html`<div class="card empty"><p><strong>Nothing has arrived yet.</strong></p>
<p class="soft">${
    mode === 'test'
      ? 'Records of test mode will be listed here, apart from the live ones.'
      : 'Records appear here as soon as a page sends one. Reload to look again.'
  }</p></div>`
}

function groupBy<T>(entries: readonly T[], keyOf: (entry: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const entry of entries) {
    const key = keyOf(entry)
    groups.set(key, [...(groups.get(key) ?? []), entry])
  }
  return [...groups.values()]
}
