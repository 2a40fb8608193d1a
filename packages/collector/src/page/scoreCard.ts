import { html } from 'hono/html'
import type { Metric } from '../measure/metric.ts'
import type { Score } from '../measure/score.ts'
import type { Series } from '../measure/seriesOf.ts'
import type { Scored } from './homePage.ts'
import type { Markup } from './layout.ts'
import { count, minus, signed, titleOf } from './words.ts'

type Shown = Score['metrics'][number]

/** One question at one touchpoint: the score in its interval, the answers behind it, and what was left out. */
export function scoreCard({ cell, score }: Scored): Markup {
  const { series } = cell
  const [main, beside] = score.metrics
  if (!main) return html``
  return html`<section class="card score">
<h5><bdi>${titleOf(series.question)}</bdi></h5>
<p class="soft about">${about(series)}</p>
${main.metric.value === undefined ? suppressed(main) : shown(main, beside, score)}
${foot(footnotes(score.metrics.map(({ metric }) => metric)))}
</section>`
}

const foot = (notes: readonly string[]) =>
  notes.length === 0 ? '' : html`<p class="soft foot">${notes.map((note) => html`<span>${note}</span>`)}</p>`

function suppressed(main: Shown): Markup {
  return html`<p class="value"><span class="name">${main.name}</span><strong class="few">n = ${main.metric.n}</strong></p>
<p class="soft">Too few answers to show a score.</p>`
}

function shown(main: Shown, beside: Shown | undefined, score: Score): Markup {
  return html`<p class="value"><span class="name">${main.name}</span><strong>${inWords(main, main.metric.value)}</strong>
<span class="interval">${range(main)}</span></p>
${track(main, score)}
${distribution(score)}
${beside ? html`<p class="beside">${beside.name} <strong>${inWords(beside, beside.metric.value)}</strong> <span class="soft">${range(beside)}</span></p>` : ''}`
}

/** Where the score and its interval lie on the whole range it can take. */
function track({ unit, metric }: Shown, { scale }: Score): Markup {
  const { lower = 0, upper = 0, value = 0 } = metric
  const [from, to] =
    unit === 'points' ? [-100, 100] : unit === 'share' ? [0, 1] : [scale.lowest, scale.highest]
  const at = (point: number) => percent((point - from) / (to - from))
  return html`<svg class="track" aria-hidden="true"><rect class="rail" y="9" width="100%" height="2" rx="1"/>
<rect class="range" x="${at(lower)}" y="6" width="${percent((upper - lower) / (to - from))}" height="8" rx="4"/>
<circle cx="${at(value)}" cy="10" r="5"/></svg>`
}

/** Every step of the scale with how often it was given, so that no score hides the shape behind it. */
function distribution({ counts, scale, n, best }: Score): Markup {
  const steps = Array.from({ length: scale.highest - scale.lowest + 1 }, (_, index) => scale.lowest + index)
  const most = Math.max(...counts.values())
  const words = steps.map((step) => `${step}: ${counts.get(step) ?? 0}`).join(', ')
  return html`<div class="bars" role="img" aria-label="${count(n)} answers. ${words}.">${steps.map((step) => {
    const share = (counts.get(step) ?? 0) / most
    return html`<span class="${step >= best ? 'best' : 'rest'}"><svg aria-hidden="true"><rect y="${percent(1 - share)}" width="100%" height="${percent(share)}" rx="3"/></svg><span>${minus(String(step))}</span></span>`
  })}</div>`
}

function about(series: Series): Markup {
  const labelled: [string, string | undefined][] = [
    ['survey', series.survey],
    ['role', series.role],
    ['dimension', series.dimension],
    ['facet', series.facet],
    ['journey', series.journey],
  ]
  const parts = [
    series.wording.includes('@') ? series.wording : `own wording ${series.wording}`,
    ...(series.audience === 'employee' ? ['employees'] : []),
    series.kind,
    ...(series.stage === 'back' ? ['back stage'] : []),
    ...labelled.flatMap(([label, value]) => (value === undefined ? [] : [`${label} ${value}`])),
  ]
  return html`${parts.map((part) => html`<bdi>${part}</bdi>`)}`
}

function footnotes(metrics: readonly Metric[]): string[] {
  const [main] = metrics
  if (!main) return []
  const { n, flags, excluded, value } = main
  const methods = [...new Set(metrics.map(({ method }) => method))]
  return [
    ...(value === undefined
      ? []
      : [`n = ${count(n)}${flags.includes('indicative') ? ', indicative' : ''}`, ...methods]),
    ...Object.entries(excluded).map(([reason, times]) => `${count(times)} ${reason}`),
  ]
}

const percent = (share: number) => `${(100 * share).toFixed(2)}%`

function inWords({ unit }: Shown, value = 0): string {
  if (unit === 'points') return signed(value)
  return unit === 'share' ? `${(100 * value).toFixed(0)} %` : minus(value.toFixed(1))
}

const range = (shown: Shown) =>
  `${inWords(shown, shown.metric.lower)} to ${inWords(shown, shown.metric.upper)}`
