import type { Metric } from '../../contract/Metric.ts'
import type { TouchpointCard } from '../cardOf.ts'
import type { NamedMetric } from '../headlineOf.ts'
import type { JourneyReport } from '../JourneyReport.ts'
import { type Shape, WIDTHS } from './charts/marks.ts'
import {
  formatCount,
  formatDay,
  formatDifference,
  formatInterval,
  formatRange,
  formatValue,
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
  value: (metric: Metric, unit: NamedMetric['unit']) => string
  difference: (metric: Metric, unit: NamedMetric['unit']) => string
  count: (n: number) => string
  day: (day: string) => string
  metricName: (id: string) => string
  /** Words that come from a metric in English: its method, reasons for leaving out. */
  translate: (text: string) => string
  /** Ticks of a chart in this unit. */
  tick: (unit: NamedMetric['unit']) => (value: number) => string
}

export function contextOf(report: JourneyReport, locale: ReportLocale): Context {
  const words = WORDS[locale]
  const cards = report.journeys.flatMap(({ before, during, after }) => [...before, ...during, ...after])
  const names = new Map(cards.map(({ id, name }) => [id, name]))
  return {
    ...{ report, locale, words, cards },
    nameOf: (touchpoint) => names.get(touchpoint) ?? touchpoint,
    value: (metric, unit) => formatValue(metric.value, unit, locale),
    difference: (metric, unit) => formatDifference(metric.value, unit, locale),
    count: (n) => formatCount(n, locale),
    day: (day) => formatDay(day, locale),
    metricName: (id) => words.metrics[id] ?? id,
    translate: (text) => words.translate[text] ?? text,
    tick: (unit) => (value) =>
      unit === 'mean'
        ? new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value).replace('-', '−')
        : formatValue(value, unit, locale),
  }
}

/** `68 … 74 % · n = 120`, or that there are too few. */
export const evidence = (
  metric: Metric,
  unit: NamedMetric['unit'],
  { words, locale, count }: Context,
): string =>
  metric.value === null
    ? `n\u00a0=\u00a0${count(metric.n)}: ${words.tooFew}`
    : `${formatInterval(metric, unit, locale)} · n\u00a0=\u00a0${count(metric.n)}`

/** The same of a difference. */
export const evidenceOfDifference = (
  metric: Metric,
  unit: NamedMetric['unit'],
  { words, locale, count }: Context,
): string =>
  metric.value === null
    ? `n\u00a0=\u00a0${count(metric.n)}: ${words.tooFew}`
    : `${formatRange(metric, unit, locale)} · n\u00a0=\u00a0${count(metric.n)}`

/** One drawing for a desk and paper, one for a phone; the style sheet shows the one that fits. */
export const bothShapes = (draw: (shape: Shape) => Html): Html =>
  html`${(Object.keys(WIDTHS) as Shape[]).map((shape) => html`<div class="chart ${shape}">${draw(shape)}</div>`)}`

/** A section of the report with its lead, reachable from the contents. */
export const section = (id: string, title: string, lead: string, body: Html | readonly Html[]): Html =>
  html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2><p class="lead">${lead}</p>${body}</section>`
