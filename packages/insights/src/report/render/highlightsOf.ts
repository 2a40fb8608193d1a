import { isMomentary } from '../seriesOf.ts'
import type { Context } from './context.ts'
import { formatDifference, formatValue, type Kind, SHARE } from './format.ts'
import { sameMetric } from './sameMetric.ts'

/** One sentence that asks for a decision, with its evidence. */
export interface Highlight {
  tone: 'fix' | 'watch'
  text: string
  evidence: string
  /** Of the section that shows it. */
  href: string
}

/**
 * What is sure enough to act on, the surest kind first: targets missed with the whole interval, gaps and groups found after
 * false-discovery control, drivers clear of both lines, falls below the limits, actions that are late or not measured again.
 */
export function highlightsOf(context: Context): Highlight[] {
  const { report, words, locale, cards, nameOf, metricName, count, day } = context
  const found: Highlight[] = []
  for (const card of cards)
    for (const { status, metric, target } of card.targets) {
      const named = [...card.customers, ...card.employees].find(({ metrics }) =>
        sameMetric(metrics[0]?.metric, metric),
      )?.metrics[0]
      if (status !== 'not-reached' || !metric || !named) continue
      found.push({
        ...{ tone: 'fix', href: `#at-${card.id}` },
        text: words.highlight.missed(
          card.name,
          metricName(named.id),
          context.value(metric, named),
          formatValue(target.value, named, locale),
        ),
        evidence: `${context.interval(metric, named)} · n = ${count(metric.n)}`,
      })
    }
  for (const { verdict, gap, touchpoint, scale } of report.gaps.rows) {
    const kind: Kind = { unit: 'mean', range: scale }
    if (verdict === 'short')
      found.push({
        ...{ tone: 'fix', href: '#gaps' },
        text: words.highlight.short(
          nameOf(touchpoint),
          formatDifference(Math.abs(gap.value!), kind, locale, gap).replace('+', ''),
        ),
        evidence: `${context.range(gap, kind)} · n = ${count(gap.n)}`,
      })
  }
  const toFix = new Map(
    (report.drivers?.rows ?? [])
      .filter(({ quadrant }) => quadrant === 'fix')
      .map((row) => [row.touchpoint, row]),
  )
  for (const { touchpoint, importance } of toFix.values())
    found.push({
      ...{ tone: 'fix', href: '#drivers', text: words.highlight.fix(nameOf(touchpoint)) },
      evidence: `${words.importance} ${context.interval(importance, SHARE)} · n = ${count(importance.n)}`,
    })
  for (const card of cards) {
    const fallen = card.customers.find((series) => isMomentary(series) && series.trend.falling)
    const [named] = fallen?.metrics ?? []
    if (!fallen || !named) continue
    const { period, metric } = fallen.trend.points.at(-1)!
    found.push({
      ...{ tone: 'watch', href: `#at-${card.id}` },
      text: words.highlight.falling(card.name, metricName(named.id)),
      evidence: `${day(period)}: ${context.value(metric, named)} (${context.interval(metric, named)}) · n = ${count(metric.n)}`,
    })
  }
  for (const { verdict, touchpoint, segment, value, difference, metric } of report.segments.rows)
    if (verdict === 'lower')
      found.push({
        ...{ tone: 'watch', href: '#segments' },
        text: words.highlight.segment(
          nameOf(touchpoint),
          `${segment}: ${value}`,
          formatDifference(Math.abs(difference.value!), metric, locale, difference).replace('+', ''),
        ),
        evidence: `${context.range(difference, metric)} · n = ${count(difference.n)}`,
      })
  for (const { action, loop } of report.loops) {
    if (loop.stage === 'overdue')
      found.push({
        ...{ tone: 'fix', href: '#loops', evidence: nameOf(action.touchpoint) },
        text: words.highlight.overdue(action.what, action.owner, day(action.due)),
      })
    if (loop.stage === 'acted')
      found.push({
        ...{ tone: 'watch', href: '#loops', evidence: nameOf(action.touchpoint) },
        text: words.highlight.unmeasured(action.what, day(action.done!)),
      })
  }
  return found
}
