import type { ScoreCell } from '../Store.ts'
import { type Estimate, mean, netScore, wilson } from './intervals.ts'
import { type Metric, MIN_N } from './metric.ts'
import type { Series } from './seriesOf.ts'

/** The scale of a question: its ends, low is bad. */
export interface Scale {
  lowest: number
  highest: number
}

/** What the page says of one cell: the score by which its kind of question is known, and where there are two, both. */
export interface Score {
  scale: Scale
  /** From this value up, an answer counts as a good one for the first metric. */
  best: number
  /** Answers on the scale, by value. */
  counts: Map<number, number>
  n: number
  metrics: { name: string; unit: 'points' | 'share' | 'mean'; metric: Metric }[]
}

type Rule = {
  name: string
  unit: 'points' | 'share' | 'mean'
  method: string
  estimate: (cell: Counted) => Estimate
}
interface Counted {
  counts: Map<number, number>
  n: number
  scale: Scale
}

const between = ({ counts }: Counted, from: number, to: number) => {
  let sum = 0
  for (const [value, count] of counts) if (value >= from && value <= to) sum += count
  return sum
}
const share = (name: string, from: number, to: number): Rule => ({
  name,
  unit: 'share',
  method: 'Wilson score interval',
  estimate: (cell) => wilson(between(cell, from, to), cell.n),
})
const average = (name: string): Rule => ({
  name,
  unit: 'mean',
  method: 'Student t interval',
  estimate: ({ counts, scale }) => mean(counts, scale.lowest, scale.highest),
})
const nps: Rule = {
  name: 'NPS',
  unit: 'points',
  method: 'adjusted Wald interval',
  estimate: (cell) => netScore(between(cell, 9, 10), between(cell, 0, 6), cell.n),
}

function rulesFor(series: Series): { scale: Scale; best: number; rules: Rule[] } {
  switch (series.type) {
    case 'nps': // employees recommend a place to work: same sum, another measure
      return {
        scale: { lowest: 0, highest: 10 },
        best: 9,
        rules: [series.audience === 'employee' ? { ...nps, name: 'eNPS' } : nps],
      }
    case 'csat':
      return {
        scale: { lowest: 1, highest: 5 },
        best: 4,
        rules: [share('Satisfied (4–5)', 4, 5), share('Dissatisfied (1–2)', 1, 2)],
      }
    case 'ces':
      return {
        scale: { lowest: 1, highest: 7 },
        best: 5,
        rules: [share('Easy (5–7)', 5, 7), average('Mean, 1 to 7')],
      }
    case 'emotion':
      return { scale: { lowest: -2, highest: 2 }, best: -2, rules: [average('Mean, −2 to +2')] }
    case 'rating':
    case 'agreement': {
      const points = series.points ?? 5
      const [lowest, highest] = points === 11 ? [0, 10] : [1, points] // eleven steps are numbered from 0
      const scale = { lowest, highest }
      return highest === 2
        ? { scale, best: 2, rules: [share('Thumbs up', 2, 2)] }
        : { scale, best: 1, rules: [average(`Mean, ${lowest} to ${highest}`)] }
    }
  }
}

/** Scores one cell. Too few answers give `n` alone: 5 customers or 10 employees are the least that is shown. */
export function score(cell: Pick<ScoreCell, 'series' | 'counts' | 'skipped' | 'repeated'>): Score {
  const { scale, best, rules } = rulesFor(cell.series)
  const counts = new Map<number, number>()
  let n = 0
  let offScale = 0
  for (const [value, count] of cell.counts) {
    if (Number.isInteger(value) && value >= scale.lowest && value <= scale.highest) {
      counts.set(value, count)
      n += count
    } else offScale += count
  }
  const excluded = Object.fromEntries(
    Object.entries({
      'passed over': cell.skipped,
      'answered again': cell.repeated,
      'off the scale': offScale,
    }).filter(([, count]) => count > 0),
  )
  const least = MIN_N[cell.series.audience]
  return {
    scale,
    best,
    counts,
    n,
    metrics: rules.map(({ name, unit, method, estimate }) => ({
      name,
      unit,
      metric: {
        n,
        confidence: 0.95,
        method,
        excluded,
        ...(n >= least ? estimate({ counts, n, scale }) : {}),
        flags: n < least ? ['suppressed'] : n < MIN_N.indicative ? ['indicative'] : [],
      },
    })),
  }
}
