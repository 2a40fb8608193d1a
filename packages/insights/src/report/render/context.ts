import type { Metric } from '../../contract/Metric.ts'
import type { TouchpointCard } from '../cardOf.ts'
import type { JourneyReport } from '../JourneyReport.ts'
import { type Shape, WIDTHS } from './charts/marks.ts'
import {
  formatCount,
  formatDay,
  formatDifference,
  formatInterval,
  formatRange,
  formatTick,
  formatValue,
  type Kind,
} from './format.ts'
import { type Html, html } from './html.ts'
import { type ReportLocale, WORDS, type Words } from './words.ts'

/** What every section writes with. */
export interface Context {
  report: JourneyReport
  locale: ReportLocale
  words: Words
  /** Cards in journey order. */
  cards: TouchpointCard[]
  nameOf: (touchpoint: string) => string
  value: (metric: Metric, kind: Kind) => string
  interval: (metric: Metric, kind: Kind) => string
  difference: (metric: Metric, kind: Kind) => string
  /** Both bounds of a difference. */
  range: (metric: Metric, kind: Kind) => string
  count: (n: number) => string
  day: (day: string) => string
  metricName: (id: string) => string
  /** Words that come from a metric in English: its method, reasons for leaving out. */
  translate: (text: string) => string
  /** Ticks of a chart of this kind. */
  tick: (kind: Kind) => (value: number, at?: number, all?: readonly number[]) => string
}

export function contextOf(report: JourneyReport, locale: ReportLocale): Context {
  const words = WORDS[locale]
  const cards = report.journeys.flatMap(({ before, during, after }) => [...before, ...during, ...after])
  const names = new Map(cards.map(({ id, name }) => [id, name]))
  return {
    ...{ report, locale, words, cards },
    nameOf: (touchpoint) => names.get(touchpoint) ?? touchpoint,
    value: (metric, kind) => formatValue(metric.value, kind, locale, metric),
    interval: (metric, kind) => formatInterval(metric, kind, locale),
    difference: (metric, kind) => formatDifference(metric.value, kind, locale, metric),
    range: (metric, kind) => formatRange(metric, kind, locale),
    count: (n) => formatCount(n, locale),
    day: (day) => formatDay(day, locale),
    metricName: (id) => words.metrics[id] ?? id,
    translate: (text) => words.translate[text] ?? text,
    tick: (kind) => (value, _, all) => formatTick(value, kind, locale, all),
  }
}

/** `68 … 74 % · n = 120`, or that there are too few. */
export const evidence = (metric: Metric, kind: Kind, context: Context): string =>
  evidenceWith(metric, context.interval(metric, kind), context)

/** The same of a difference. */
export const evidenceOfDifference = (metric: Metric, kind: Kind, context: Context): string =>
  evidenceWith(metric, context.range(metric, kind), context)

const evidenceWith = (metric: Metric, interval: string, { words, count }: Context): string => {
  const n = `n\u00a0=\u00a0${count(metric.n)}`
  return metric.value === null ? `${n}: ${words.tooFew}` : `${interval} · ${n}`
}

/** A name with what stands in parentheses kept on one line. */
export function unbroken(text: string): Html {
  const at = text.indexOf('(')
  return at === -1 ? html`${text}` : html`${text.slice(0, at)}<span class="one">${text.slice(at)}</span>`
}

/** One drawing for a desk and paper, one for a phone; the style sheet shows the one that fits. */
export const bothShapes = (draw: (shape: Shape) => Html): Html =>
  html`${(Object.keys(WIDTHS) as Shape[]).map((shape) => html`<div class="chart ${shape}">${draw(shape)}</div>`)}`

/** A section of the report with its lead, reachable from the contents. */
export const section = (id: string, title: string, lead: string, body: Html | readonly Html[]): Html =>
  html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2><p class="lead">${lead}</p>${body}</section>`
