import type { Aggregate } from '../aggregate/Aggregate.ts'
import { lastDayOf } from '../aggregate/lastDayOf.ts'
import type { PeriodLength } from '../aggregate/periodOf.ts'
import { coverage } from '../programme/coverage.ts'
import { lintProgramme } from '../programme/lintProgramme.ts'
import { maturity } from '../programme/maturity.ts'
import type { Programme } from '../programme/Programme.ts'
import { benchmarksOf } from './benchmarksOf.ts'
import { cardOf } from './cardOf.ts'
import { createPeople } from './createPeople.ts'
import { driverMapOf } from './driverMapOf.ts'
import { emotionCurvesOf } from './emotionCurvesOf.ts'
import { gapsOf } from './gapsOf.ts'
import type { JourneyReport } from './JourneyReport.ts'
import { kpisOf } from './kpisOf.ts'
import { leftOutOf } from './leftOutOf.ts'
import { loopsOf } from './loopsOf.ts'
import type { ReportOptions } from './ReportOptions.ts'
import { segmentsOf } from './segmentsOf.ts'
import { twoViewsOf } from './twoViewsOf.ts'
import { verbatimsOf } from './verbatimsOf.ts'

/**
 * Puts a programme and what its customers and employees said together, touchpoint by touchpoint in the order of the
 * journey. Costs what its cells and the persons in the sample cost, whatever the number of records.
 */
export function buildReport(
  programme: Programme,
  aggregate: Aggregate,
  { people: given, ...asked }: ReportOptions,
): JourneyReport {
  const options = { ...asked, ...(programme.baseline && { frozen: programme.baseline.frozen }) }
  const cells = aggregate.cells
  const people = given ?? createPeople()
  const order = [
    ...new Set(
      programme.journeys.flatMap(({ touchpoints }) =>
        (['before', 'during', 'after'] as const).flatMap((phase) =>
          touchpoints.filter((one) => one.phase === phase).map(({ id }) => id),
        ),
      ),
    ),
  ]
  const outcomes = new Map<string, JourneyReport['outcomes'][number]>()
  for (const { kind, currency, n, sum } of aggregate.outcomes) {
    const key = `${kind} ${currency}`
    const known = outcomes.get(key) ?? { kind, currency, n: 0, sum: 0 }
    outcomes.set(key, { ...known, n: known.n + n, sum: known.sum + sum })
  }
  const data = { cells, outcomes: aggregate.outcomes }
  const periods = cells.map(({ key }) => key.period).sort()
  return {
    name: programme.name,
    day: options.day,
    span: spanOf(periods, aggregate.period, options.day),
    objectives: programme.objectives,
    kpis: kpisOf(programme, aggregate, options),
    journeys: programme.journeys.map(({ id, name, touchpoints }) => {
      const cards = touchpoints.map((touchpoint) => cardOf(touchpoint, programme, aggregate, options))
      const inPhase = (phase: string) => cards.filter((card) => card.phase === phase)
      return { id, name, before: inPhase('before'), during: inPhase('during'), after: inPhase('after') }
    }),
    gaps: gapsOf(people, aggregate, order, options),
    emotions: emotionCurvesOf(programme, aggregate, people, options),
    drivers: driverMapOf(people, order, options),
    segments: segmentsOf(aggregate, order, options),
    benchmarks: benchmarksOf(programme, aggregate, order, options),
    views: twoViewsOf(aggregate, order, options),
    loops: loopsOf(programme, aggregate, options.day, options),
    verbatims: verbatimsOf(people, programme, options),
    people: given
      ? {
          ...{ persons: given.persons.size, share: given.share, comments: given.commented },
          excluded: given.excluded,
        }
      : null,
    findings: lintProgramme(programme, data),
    maturity: maturity(programme, data),
    coverage: coverage(programme),
    excluded: leftOutOf(aggregate),
    records: aggregate.records,
    outcomes: [...outcomes.values()],
  }
}

/** The last period ends with its last day, or has come as far as the day of the report. */
function spanOf(periods: readonly string[], length: PeriodLength, today: string): JourneyReport['span'] {
  const [from] = periods
  if (!from || length === 'all') return null
  const last = periods.at(-1)!
  const to = lastDayOf(last, length)
  return { from, to: to > today && last <= today ? today : to }
}
