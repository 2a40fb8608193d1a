import type { Programme } from '@pulso/insights'
import { titleOf } from '../page/format.ts'
import type { Live } from './createLive.ts'
import type { Drawing, Wanted } from './LiveCalls.ts'
import type { LiveFilter } from './LiveFilter.ts'

/** Draws the journey report of what is counted now. It takes the thread that it runs on for as long as it takes. */
export async function drawReport(
  live: Live,
  programme: Programme | undefined,
  { filter, locale, allTouchpoints, day }: Wanted,
  now: () => number,
): Promise<Drawing> {
  const [{ buildReport }, { renderReportBody }] = await Promise.all([
    import('@pulso/insights'),
    import('@pulso/insights/report'),
  ])
  const began = performance.now()
  const at = now()
  const version = live.version()
  const { aggregate, people } = live.view(filter, 'week')
  const wanted = narrow(programme ?? programmeOf(aggregate, allTouchpoints), filter)
  const report = buildReport(wanted, aggregate, { day, people })
  const markup = renderReportBody(report, { locale })
  return { markup, at, tookMs: performance.now() - began, ...version }
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
