import type { Ledger } from '../engine/ports.ts'
import { PulsoError } from '../errors.ts'
import type { SurveyInput } from '../schema/index.ts'
import type { Pulso } from './api.ts'
import { loadQueue, loadWidget } from './chunks.ts'
import type { Core } from './core.ts'
import { createEmitter } from './emitter.ts'
import { fetchSurveys } from './fetchSurveys.ts'
import { createKeepsake } from './keepsake.ts'
import type { PulsoOptions } from './options.ts'

/** What a shared device is told once. What is not here means what it means for a page of one visitor. */
export interface KioskOptions
  extends Omit<PulsoOptions, 'consent' | 'storage' | 'debug' | 'traits' | 'quotas'> {
  /** Id of the survey that is asked. @defaultValue the first one */
  survey?: string
  /** Milliseconds without a touch after which a begun card starts anew, for whoever comes next. @defaultValue `30_000` */
  idleMs?: number
  /** Milliseconds for which the thanks stay. @defaultValue `5_000` */
  thanksMs?: number
}

/** The live handle. No method throws. */
export interface Kiosk extends Pick<Pulso, 'on' | 'flush' | 'destroy'> {
  /** Language of the card, until the next person comes. */
  locale(tag: string): void
}

/** Between two persons, so that a tap meant for the last card does not meet the next. */
const PAUSE_MS = 1000
/** After something failed: a file that did not come, an element that is not there. */
const RETRY_MS = 30_000
const TOUCHES = ['pointerdown', 'keydown', 'input']

/** A survey for whoever stands there: nobody is sampled, and an untouched card waits for ever. */
function forAnybody({ eligibility: _, touchpoint, presentation, ...survey }: SurveyInput): SurveyInput {
  return {
    ...survey,
    touchpoint: { channel: 'kiosk', ...touchpoint },
    presentation: { ...presentation, timeoutMs: 0 } as SurveyInput['presentation'],
  }
}

/**
 * Asks one survey on a shared device, of one person after the other: the card is always there, and starts anew after
 * each answer and when somebody left it half-way. Records have no person, nothing tells that two are of one, and what
 * is typed, chosen or known of a person is gone with the card. Answers wait on the device until the server has them.
 *
 * No gate and no trigger counts here. One kiosk a device: a second one takes the first one's cards away.
 *
 * @throws {@link PulsoError} `invalid_options`, before anything is touched. Later failures reach `onError`.
 */
export function createKiosk(options: KioskOptions): Kiosk {
  const { key, endpoint, survey: wanted, idleMs = 30_000, thanksMs = 5000 } = options
  if (!key || !endpoint || !options.surveys)
    throw new PulsoError('invalid_options', 'A kiosk needs key, endpoint and surveys.')
  const { on, emit } = createEmitter(fail)
  const files = createKeepsake('persistent', () => true) // the surveys of the last start, and nothing else
  let surveys: readonly SurveyInput[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let leaveMs = idleMs
  let pauseMs = PAUSE_MS

  function fail(error: unknown): void {
    try {
      options.onError?.(error)
    } catch {}
    emit('error', { error })
  }
  const wait = (ms: number, then: () => void) => {
    clearTimeout(timer)
    timer = setTimeout(then, ms)
  }
  /** Each wait for a file may end after `destroy`. */
  const isOn = () => core.consent === 'granted'
  const leave = () => core.card?.close('timeout')
  const touch = ({ target }: Event) => {
    if (core.card && (target as Element).localName === 'pulso-survey') wait(leaveMs, leave)
  }

  /** What is known of nobody. */
  const nobody = () => ({
    store: createKeepsake('none', () => false),
    tab: createKeepsake('none', () => false),
    ledger: { id: '', surveys: {}, shown: [] } satisfies Ledger,
    language: options.locale,
  })
  const core: Core = {
    ...nobody(),
    options: { ...options },
    mode: options.mode ?? 'live',
    consent: globalThis.document ? 'granted' : 'denied',
    person: null,
    traits: {},
    locale: () => core.language || document.documentElement.lang || navigator.language || 'en',
    visit: () => ({
      nowMs: Date.now(),
      consent: core.consent,
      visible: true,
      open: undefined,
      ledger: core.ledger,
      sessionShown: 0,
    }),
    explain: ({ id }) => ({ survey: id, eligible: isOn(), gates: [] }),
    emit(name, data) {
      if (name === 'completed') wait((leaveMs = thanksMs), leave)
      // Another kiosk is at work on this device: it may go on undisturbed for a while.
      if (name === 'dismissed' && (data as { reason: string }).reason === 'replaced') pauseMs = idleMs
      if (name === 'closed') wait(pauseMs, next)
      emit(name, data)
    },
    fail,
    attempt: async () => false,
  }

  async function refresh(): Promise<void> {
    if (typeof options.surveys !== 'string') surveys = options.surveys
    else await fetchSurveys(options.surveys, files, (feed) => (surveys = feed.surveys))
  }

  async function next(): Promise<void> {
    if (!isOn()) return
    try {
      const fresh = refresh().catch(fail)
      const find = () => surveys.find(({ id }) => !wanted || id === wanted)
      if (!find()) await fresh // without a network a survey that is known need not wait for news of it
      const survey = find()
      if (!survey) throw new PulsoError('unknown_survey', `Survey "${wanted ?? ''}" is unknown.`)
      const [{ startRun }, { deliveryOf }] = await Promise.all([loadWidget(), loadQueue()])
      if (!isOn()) return
      core.queue = {
        ...(await deliveryOf(core)),
        claim: async (decide) => decide(undefined), // a history is somebody's: none is shared, none is kept
      }
      Object.assign(core, nobody())
      leaveMs = idleMs
      pauseMs = PAUSE_MS
      if (await startRun(core, forAnybody(survey), { force: true })) return
    } catch (error) {
      fail(error)
    }
    wait(RETRY_MS, next)
  }

  if (isOn()) {
    for (const type of TOUCHES) document.addEventListener(type, touch, true)
    if (document.readyState !== 'loading') next()
    else document.addEventListener('DOMContentLoaded', next, { once: true })
  }
  return {
    on,
    flush: async () => core.queue?.flush(),
    locale(tag) {
      core.language = tag
      core.card?.relocale(tag)
    },
    destroy() {
      core.consent = 'denied'
      core.card?.close('api')
      clearTimeout(timer)
      for (const type of TOUCHES) document.removeEventListener(type, touch, true)
      core.queue?.destroy()
    },
  }
}
