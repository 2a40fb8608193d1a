import type { Programme } from '@pulso/insights'
import type { ReportLocale } from '@pulso/insights/report'
import type { Live } from '../live/createLive.ts'
import type { LiveFilter } from '../live/LiveFilter.ts'
import { dayOf } from '../live/placeOf.ts'
import { titleOf } from './format.ts'

const REMEMBERED = 12
/** A report that takes long to make is drawn anew at most this often: as many times as long as it took. */
const REST_FACTOR = 10
const LONG_MS = 250

/** A report as it was drawn, and of which numbers. */
interface Drawn {
  generation: number
  cursor: string | null
  until: number
  markup: string
}

/** Reports as markup, each made once of the same numbers. */
export function createReports(live: Live, programme: Programme | undefined, now: () => number) {
  const drawn = new Map<string, Drawn>()

  return async (filter: LiveFilter, locale: ReportLocale, allTouchpoints: string): Promise<string> => {
    const name = JSON.stringify([filter, locale, dayOf(now())])
    const version = live.version()
    const known = drawn.get(name)
    // what was taken back is in no report any more; what came since may wait a little
    if (
      known?.generation === version.generation &&
      (known.cursor === version.cursor || performance.now() < known.until)
    )
      return known.markup
    const [{ buildReport }, { renderReportBody }] = await Promise.all([
      import('@pulso/insights'),
      import('@pulso/insights/report'),
    ])
    const began = performance.now()
    const { aggregate, people } = live.view(filter, 'week')
    const wanted = narrow(programme ?? programmeOf(aggregate, allTouchpoints), filter)
    const report = buildReport(wanted, aggregate, { day: dayOf(now()), people })
    const markup = renderReportBody(report, { locale })
    const tookMs = performance.now() - began
    if (drawn.size >= REMEMBERED) drawn.delete(drawn.keys().next().value!)
    const until = tookMs > LONG_MS ? performance.now() + tookMs * REST_FACTOR : 0
    drawn.set(name, { ...version, until, markup })
    return markup
  }
}

/** Of one touchpoint, what the programme says of it. */
function narrow(programme: Programme, { touchpoint }: LiveFilter): Programme {
  if (touchpoint === undefined) return programme
  const journeys = programme.journeys.flatMap((journey) => {
    const touchpoints = journey.touchpoints.filter(({ id }) => id === touchpoint)
    return touchpoints.length > 0 ? [{ ...journey, touchpoints }] : []
  })
  if (journeys.length === 0) return programme
  const isHere = (one: { touchpoint?: string | undefined }) => one.touchpoint === touchpoint
  return {
    ...{ ...programme, journeys },
    targets: programme.targets.filter(isHere),
    actions: programme.actions.filter(isHere),
  }
}

/** Without a programme: the touchpoints that there are, in the order of their phases. */
function programmeOf({ cells, flow }: Parameters<typeof keysOf>[0], name: string): Programme {
  const touchpoints = new Map<string, Programme['journeys'][number]['touchpoints'][number]>()
  for (const { touchpoint: id, phase, stage } of keysOf({ cells, flow }))
    touchpoints.set(id, { id, name: titleOf(id), phase, stage })
  return {
    ...{ v: 1, name, phase: 'as-is', objectives: [], kpis: ['nps', 'csat', 'ces'] },
    ...{ targets: [], actions: [], benchmarks: [], cycles: [] },
    journeys: [{ id: 'all', name, touchpoints: [...touchpoints.values()] }],
  }
}

const keysOf = ({ cells, flow }: Pick<ReturnType<Live['view']>['aggregate'], 'cells' | 'flow'>) =>
  [...cells, ...flow].map(({ key }) => key)
