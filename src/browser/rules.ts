import type { MoreGates } from '../engine/gates.ts'
import { targeting } from '../engine/targeting.ts'
import type { Scalar, SurveyInput } from '../schema/index.ts'
import type { Core } from './core.ts'
import { device } from './device.ts'
import type { Feed } from './fetchSurveys.ts'
import { watch } from './triggers.ts'

type Trigger = NonNullable<SurveyInput['trigger']>[number]

/** A survey whose trigger fired and whose delay runs. */
interface Wait {
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
  delay(survey: SurveyInput, trigger: Trigger, placeholders: Wait['placeholders']): void
  /** A host event that may call delays off. */
  cancel(event: string): void
  stop(): void
}

/** Watches the page for these surveys' triggers and runs their delays. One timer, and only while something waits. */
export function createRules(core: Core, { surveys, quotas }: Feed): Rules {
  let waits = core.tab.get<Wait[]>('waits') ?? []
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Delays that outlive the page are kept with the tab; they go on where they were. */
  function keep(): void {
    const kept = waits.filter((wait) => !wait.href)
    core.tab.set('waits', kept.length ? kept : undefined)
  }
  function pump(): void {
    clearTimeout(timer)
    if (document.hidden) return // `visibilitychange` comes back here
    const now = Date.now()
    for (const wait of waits.splice(0)) {
      const survey = surveys.find((each) => each.id === wait.survey)
      if (wait.dueAt > now) waits.push(wait)
      // The attempt checks every gate again; one that navigation cancelled is not tried.
      else if (survey && (!wait.href || wait.href === location.href))
        void core.attempt(survey, { placeholders: wait.placeholders })
    }
    keep()
    if (waits.length) timer = setTimeout(pump, Math.min(...waits.map((wait) => wait.dueAt)) - now)
  }
  const delay: Rules['delay'] = (survey, { delayMs = 0, onNavigate, cancelOn }, placeholders) => {
    if (waits.some((wait) => wait.survey === survey.id)) return // a delay that runs is not started anew
    const href = onNavigate !== 'keep' && location.href
    waits.push({ survey: survey.id, dueAt: Date.now() + delayMs, href, cancelOn, placeholders })
    pump()
  }
  const unwatch = watch(surveys, (survey, trigger) => delay(survey, trigger, {}), core.fail)
  document.addEventListener('visibilitychange', pump)
  pump()
  return {
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
    },
  }
}
