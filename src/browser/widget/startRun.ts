import { hasPairOverride, sampleRateOf } from '../../engine/gates.ts'
import { withEnd, withImpression } from '../../engine/ledger.ts'
import type { PresentOptions, RunEnd, RunState } from '../../engine/ports.ts'
import type { Scalar, SurveyInput } from '../../schema/index.ts'
import type { Core } from '../core.ts'
import { keepLedger, ledgerOf } from '../ledgerOf.ts'
import { personOf } from '../personOf.ts'
import { deliveryOf } from '../queue.ts'
import { createTabs } from '../tabs.ts'
import { isDrawable, prepare, present } from './present.ts'

/** Values for `{placeholders}`, such as the properties of the event. */
export type Placeholders = { [name: string]: Scalar }
/** What a reload needs to know of a run; `href` while it is untouched: then it comes back on that page only. */
export type Saved = RunState & { href?: string; placeholders?: Placeholders | undefined }

export interface Opening {
  placeholders?: Placeholders | undefined
  force?: boolean | undefined
  container?: Element | undefined
  resume?: Saved | undefined
}

/**
 * Claims the impression among all tabs, checking every gate again with the history they share, then shows the card
 * and keeps that history up to date.
 *
 * @returns Whether the card opened. `core.open` is cleared when it did not, and when it closes.
 */
export async function startRun(core: Core, survey: SurveyInput, opening: Opening): Promise<boolean> {
  const { force, resume } = opening
  const { tab } = core
  const isOver = () => core.consent !== 'granted' // while this waited
  if (resume?.href && resume.href !== location.href) {
    tab.set('run', undefined)
    const { abandon } = await import('./abandon.ts')
    if (!isOver()) await abandon(core, survey, resume)
    return false
  }
  const strings = await prepare([survey], core.locale(), core.options.theme)
  const queue = await deliveryOf(core)
  if (isOver()) {
    core.open = undefined
    return false
  }
  const { id } = ledgerOf(core)
  const { placeholders } = resume ?? opening
  const container = opening.container ?? core.options.container

  let run = ''
  let ended: RunEnd | undefined
  let closed = false
  let forget: (() => void) | undefined
  let tabs: ReturnType<typeof createTabs> | undefined
  const end = async (how: RunEnd): Promise<void> => {
    if (ended === 'answered') return
    ended = how
    const nowMs = Date.now()
    keepLedger(core, withEnd(core.ledger, survey.id, how, nowMs)) // at once here; the other tabs' copy follows
    const shared = await queue.claim((stored) => withEnd(stored ?? core.ledger, survey.id, how, nowMs))
    if (shared) keepLedger(core, shared)
  }
  const { options } = core
  const present_: PresentOptions = {
    ...options,
    survey,
    resume,
    mode: core.mode,
    ...personOf(core),
    sampleRate: sampleRateOf(survey),
    locale: core.locale(),
    strings,
    theme: options.theme ?? {},
    placeholders: { ...options.placeholders, ...placeholders },
    container,
    ...queue,
    save(state) {
      const href = Object.keys(state?.answers ?? {})[0] ? undefined : location.href
      tab.set('run', state && { ...state, href, placeholders })
    },
    onError: core.fail,
    on(event) {
      if (event.type === 'answered') {
        if (!ended) tabs?.tell({ survey: survey.id, run, is: 'end' })
        end('answered').catch(core.fail)
      }
      if (event.type === 'closed') {
        closed = true
        if (event.end) end(event.end).catch(core.fail)
        if (ended) tabs?.tell({ survey: survey.id, run, is: 'end' })
        tabs?.destroy()
        core.open = core.card = undefined
        forget?.()
      }
      const { type, ...data } = event
      core.emit(type, { survey: survey.id, run, ...data } as never)
    },
  }
  // All tabs are asked who shows it while this one draws. What cannot be drawn uses up no impression.
  let last = core.explain(survey, { ...core.visit(), open: undefined })
  const claim =
    resume || !isDrawable(survey, container)
      ? undefined
      : queue.claim((shared) => {
          const ledger = { ...(shared ?? core.ledger), id }
          last = core.explain(survey, { ...core.visit(), open: undefined, ledger })
          if (closed || isOver() || (!force && !last.eligible)) return undefined
          return withImpression(ledger, survey.id, Date.now(), hasPairOverride(survey, ledger))
        })
  const show = present(present_)
  if (closed) return false // it could not be drawn; `onError` knows why
  if (claim) {
    const claimed = await claim
    if (!claimed || isOver()) {
      core.open = undefined
      core.emit('skipped', last)
      return false
    }
    keepLedger(core, claimed)
    tab.set('shows', (tab.get<number>('shows') ?? 0) + 1)
  }

  // An answer in another tab closes this copy. Both opened at once, where no claim could be made: one of them stays.
  tabs = createTabs((other) => {
    if (other.survey !== survey.id) return
    if (other.is === 'end' || other.run < run) card?.close('replaced')
    else tabs?.tell({ survey: survey.id, run, is: 'open' }) // it came too late to hear of this one
  })
  const card = show()
  if (!card) return false
  run = card.run
  core.card = {
    ...card,
    relocale(locale) {
      prepare([], locale).then((words) => card.relocale(locale, words), core.fail)
    },
  }
  tabs.tell({ survey: survey.id, run, is: 'open' })
  if (survey.presentation?.onNavigate === 'close')
    import('../onNavigation.ts').then(({ onNavigation }) => {
      if (!closed) forget = onNavigation(() => card.close('navigation'))
    }, core.fail)
  return true
}
