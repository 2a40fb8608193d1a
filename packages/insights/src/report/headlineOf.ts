import type { Cell, CellKey } from '../aggregate/Cell.ts'
import { tallyCells } from '../aggregate/tallyCells.ts'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import type { Tally } from '../contract/Tally.ts'
import { benchmark } from '../metrics/benchmark.ts'
import { ces } from '../metrics/ces.ts'
import { csat } from '../metrics/csat.ts'
import { disconfirmation } from '../metrics/disconfirmation.ts'
import { emotion } from '../metrics/emotion.ts'
import { enps, nps } from '../metrics/nps.ts'
import { meanOf } from '../metrics/rating.ts'
import type { MetricId } from '../programme/Programme.ts'

import { isFirstCes } from './differenceOf.ts'

/** A number with its name and unit; the first of a series is its headline. */
export interface NamedMetric {
  id: string
  /** Metric that targets and actions name. */
  kpi: MetricId
  unit: 'points' | 'share' | 'mean'
  metric: Metric
  /** Lowest and highest value it can have. */
  range: readonly [number, number]
}

const POINTS = [-100, 100] as const
const SHARE = [0, 1] as const

/** The numbers by which a question is known, the headline first; none for questions without a scale. */
export function headlineOf(key: CellKey, cells: readonly Cell[], options: MetricOptions = {}): NamedMetric[] {
  return metricsOfTally(key, tallyCells(cells), options)
}

function metricsOfTally(key: CellKey, tally: Tally, options: MetricOptions): NamedMetric[] {
  const mean = (kpi: MetricId): NamedMetric => ({
    id: kpi === 'emotion' || kpi === 'remembered' ? 'emotion-mean' : 'mean',
    kpi,
    unit: 'mean',
    metric: meanOf(tally, options),
    range: tally.scale,
  })
  const fivePoints = tally.scale[0] === 1 && tally.scale[1] === 5
  if (key.role === 'benchmark' && fivePoints) {
    const frame = /best/.test(`${key.wording} ${key.question}`) ? 'best' : 'sector'
    const found = benchmark({ frame, answers: tally }, options)
    return [{ id: `benchmark-${frame}`, kpi: 'benchmark', unit: 'points', metric: found.net, range: POINTS }]
  }
  if (key.role === 'disconfirmation' && fivePoints) {
    const found = disconfirmation(tally, options)
    return [
      { id: 'disconfirmation-net', kpi: 'disconfirmation', unit: 'points', metric: found.net, range: POINTS },
      { id: 'fell-short', kpi: 'disconfirmation', unit: 'share', metric: found.short, range: SHARE },
    ]
  }
  switch (isFirstCes(key) ? 'rating' : key.type) {
    case 'nps': {
      const kpi = key.audience === 'employee' ? 'enps' : 'nps'
      const found = kpi === 'enps' ? enps(tally, options) : nps(tally, options)
      return [{ id: kpi, kpi, unit: 'points', metric: found, range: POINTS }]
    }
    case 'csat': {
      const found = csat(tally, options)
      return [
        { id: 'csat-top', kpi: 'csat', unit: 'share', metric: found.top, range: SHARE },
        { id: 'csat-bottom', kpi: 'csat', unit: 'share', metric: found.bottom, range: SHARE },
      ]
    }
    case 'ces': {
      const found = ces(tally, options)
      return [{ id: 'ces-agree', kpi: 'ces', unit: 'share', metric: found.agree, range: SHARE }, mean('ces')]
    }
    case 'emotion': {
      const kpi = key.role === 'remembered' ? 'remembered' : 'emotion'
      return [
        mean(kpi),
        { id: 'emotion-net', kpi, unit: 'points', metric: emotion(tally, options).net, range: POINTS },
      ]
    }
    default:
      return [mean(key.role === 'expectation' || key.role === 'perception' ? 'gap' : 'rating')]
  }
}
