import type { MoreGates } from '../engine/gates.ts'
import { inOrder } from '../engine/inOrder.ts'
import { targeting } from '../engine/targeting.ts'
import type { Scalar, SurveyInput } from '../schema/index.ts'
import type { Core } from './core.ts'
import { device } from './device.ts'
import type { Feed } from './fetchSurveys.ts'
import { ledgerOf } from './ledgerOf.ts'
import { watch } from './triggers.ts'

type Trigger = NonNullable<SurveyInput['trigger']>[number]

/** A survey whose trigger fired and whose delay runs. */
export interface Wait {
  survey: string
  dueAt: number
  /** The address it belongs to; absent when navigation does not matter. */
  href?: string | false
  cancelOn?: readonly string[] | undefined
  placeholders: { [name: string]: Scalar }
}

/** What only surveys with targeting, delays, or triggers other than host events need. */
export interface Rules {
  gates: MoreGates
  /** Watches, and goes on with the delays of an earlier page. */
  start(surveys: readonly SurveyInput[]): void
  delay(survey: SurveyInput, trigger: Trigger, placeholders: Wait['placeholders']): void
  /** A host event that may call delays off. */
  cancel(event: string): void
  /** Listens no more. Returns the delays that run, for those who come after. */
  stop(): Wait[]
}

/**
 * Watches the page for these surveys' triggers and runs their delays. One timer, and only while something waits.
 *
 * @param waits - delays that run already; by default those that an earlier page of this tab kept.
 */
export function createRules(
  core: Core,
  { quotas }: Feed,
  waits: Wait[] = core.tab.get('waits') ?? [],
): Rules {
  let surveys: readonly SurveyInput[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let unwatch = () => {}
  ledgerOf(core) // sampling needs the visitor id
  /** False once navigation has called it off. */
  const isHere = ({ href }: Wait) => !href || href === location.href

  /** Delays that outlive the page are kept with the tab; they go on where they were. */
  function keep(): void {
    const kept = waits.filter((wait) => !wait.href)
    core.tab.set('waits', kept.length ? kept : undefined)
  }
  function pump(): void {
    clearTimeout(timer)
    if (document.hidden) return // `visibilitychange` comes back here
    const now = Date.now()
    const due = waits.filter((wait) => wait.dueAt <= now && isHere(wait))
    waits = waits.filter((wait) => wait.dueAt > now)
    keep()
    if (waits.length) timer = setTimeout(pump, Math.min(...waits.map((wait) => wait.dueAt)) - now)
    // Every gate is checked again. Of several that are due, the first in order has the first chance.
    for (const survey of inOrder(surveys, core.ledger))
      for (const { survey: id, placeholders } of due)
        if (id === survey.id) void core.attempt(survey, { placeholders })
  }
  const delay: Rules['delay'] = (survey, { delayMs = 0, onNavigate, cancelOn }, placeholders) => {
    waits = waits.filter(isHere)
    if (waits.some((wait) => wait.survey === survey.id)) return // a delay that runs is not started anew
    const href = onNavigate !== 'keep' && location.href
    waits.push({ survey: survey.id, dueAt: Date.now() + delayMs, href, cancelOn, placeholders })
    pump()
  }
  return {
    start(usable) {
      surveys = usable
      unwatch = watch(
        inOrder(surveys, core.ledger),
        (survey, trigger) => delay(survey, trigger, {}),
        core.fail,
      )
      document.addEventListener('visibilitychange', pump)
      pump()
    },
    gates: (survey, { nowMs, ledger }) =>
      targeting(survey, {
        nowMs,
        ledger,
        quotas: { ...core.options.quotas, ...quotas },
        traits: core.traits,
        context: core.options.context ?? {},
        device: device(),
        language: core.locale(),
      }),
    delay,
    cancel(event) {
      waits = waits.filter((wait) => !wait.cancelOn?.includes(event))
      keep()
    },
    stop() {
      clearTimeout(timer)
      unwatch()
      document.removeEventListener('visibilitychange', pump)
      return waits
    },
  }
}
