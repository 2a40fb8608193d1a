import { explain } from '../engine/gates.ts'
import { inOrder } from '../engine/inOrder.ts'
import { matchRule } from '../engine/matchRule.ts'
import type { Ledger, RunState } from '../engine/ports.ts'
import { PulsoError } from '../errors.ts'
import type { Scalar, SurveyInput } from '../schema/index.ts'
import type { Pulso, ShowOptions } from './api.ts'
import { loadDebug, loadQueue, loadRules, loadWidget } from './chunks.ts'
import type { Core } from './core.ts'
import { createEmitter } from './emitter.ts'
import { type Feed, fetchSurveys } from './fetchSurveys.ts'
import { hasLeftovers } from './hasLeftovers.ts'
import { createKeepsake } from './keepsake.ts'
import type { PulsoOptions } from './options.ts'
import { randomId } from './randomId.ts'
import type { Rules } from './rules.ts'
import { whenIdle } from './whenIdle.ts'

const MAX_QUEUED = 50 // verbs before consent
const NOBODY: Ledger = { id: '', surveys: {}, shown: [] }
/** Marks of surveys that need the file with targeting, sampling, delays and the triggers of the page. */
const NEEDS_RULES =
  /"(schedule|language|device|traits|context|quota|sampleRate|maxPerYear|delayMs)":|"on":"(?!event|manual)/

const instances = new Map<string, Pulso>()

/**
 * Starts Pulso on this page. Nothing is drawn until a trigger fires and the visitor is eligible.
 *
 * Calling it again with the same key and endpoint returns the first handle. In Node it does nothing.
 *
 * @param options - see {@link PulsoOptions}; `key`, `endpoint` and `surveys` are required.
 * @returns A handle; `destroy()` removes the card and every listener.
 * @throws {@link PulsoError} `invalid_options`, before anything is touched. Later failures reach `onError`.
 */
export function createPulso(options: PulsoOptions): Pulso {
  const { key, endpoint, storage = 'persistent' } = options
  if (!key || !endpoint || !options.surveys)
    throw new PulsoError('invalid_options', 'Pulso needs key, endpoint and surveys.')
  const name = key + endpoint
  const running = instances.get(name)
  if (running) return running

  const inPage = typeof document === 'object'
  const debugging = inPage && options.debug && /[?&]pulso=debug\b/.test(location.search)
  const { on, emit } = createEmitter(fail)
  const store = createKeepsake(storage)
  const tab = createKeepsake(storage === 'none' ? storage : 'session')

  let queued: (() => void)[] = []
  let surveys: SurveyInput[] = []
  let rules: Rules | undefined
  let armed = false

  function fail(error: unknown): void {
    try {
      options.onError?.(error)
    } catch {}
    emit('error', { error })
  }
  const unreachable = (cause: unknown) => {
    fail(new PulsoError('chunk_unavailable', 'A file of Pulso failed.', { cause }))
  }
  const find = (id: string) => surveys.find((survey) => survey.id === id)

  const core: Core = {
    options,
    mode: debugging ? 'test' : (options.mode ?? 'live'),
    consent: options.consent ?? 'granted',
    destroyed: !inPage,
    store,
    tab,
    ledger: NOBODY,
    traits: { ...options.traits },
    language: options.locale,
    locale: () => core.language || document.documentElement.lang || navigator.language || 'en',
    explain: (survey, visit) => explain(survey, visit, rules?.gates),
    visit: (over) => ({
      nowMs: Date.now(),
      consent: core.consent,
      visible: !document.hidden,
      open: core.open,
      ledger: readLedger(),
      sessionShown: tab.get<number>('shows') ?? 0,
      ...over,
    }),
    keepLedger(ledger) {
      core.ledger = ledger
      store.set('ledger', ledger)
    },
    emit,
    fail,
    /** The one way to a card. The widget checks every gate again, under the claim. */
    async attempt(survey, opening) {
      if (core.destroyed) return false
      const verdict = core.explain(survey, core.visit())
      if (opening.force || opening.resume ? core.open || core.consent !== 'granted' : !verdict.eligible) {
        emit('skipped', verdict)
        return false
      }
      core.open = survey.id
      try {
        loadQueue() // side by side with the widget, which imports it
        return await (await loadWidget()).startRun(core, survey, opening)
      } catch (error) {
        core.open = undefined
        unreachable(error)
        return false
      }
    },
  }

  /** The copy in storage is newer when another tab wrote it. Nothing is made or read before consent. */
  function readLedger(): Ledger {
    if (core.consent === 'granted') {
      const kept = store.get<Ledger>('ledger')
      if (kept?.id) core.ledger = kept
      else if (!core.ledger.id) core.keepLedger({ ...NOBODY, id: randomId() })
    }
    return core.ledger
  }

  /** Fetches the card's code while the page is idle, once only the trigger is missing. */
  const prefetch = () =>
    whenIdle(() => {
      const likely = surveys.filter((survey) => core.explain(survey, core.visit({ visible: true })).eligible)
      if (!core.destroyed && likely[0])
        loadWidget()
          .then((widget) => widget.warm(core, likely))
          .catch(unreachable)
    })

  async function use(feed: Feed): Promise<void> {
    const usable = feed.surveys.filter(
      (survey) =>
        (survey?.id && survey.touchpoint && survey.questions?.length) ||
        fail(new PulsoError('invalid_survey', `Survey "${survey?.id}" is left out: see checkSurvey.`)),
    )
    const make = NEEDS_RULES.test(JSON.stringify(usable)) && (await loadRules()).createRules
    if (core.destroyed) return
    surveys = usable
    rules?.stop()
    rules = make ? make(core, { ...feed, surveys }) : undefined
    if (!armed) {
      armed = true
      const resume = tab.get<RunState>('run')
      const begun = resume && find(resume.survey)
      if (begun) void core.attempt(begun, { placeholders: {}, resume })
      for (const verb of queued.splice(0)) verb()
    }
    emit('ready', { surveys: surveys.map(({ id }) => id) })
    prefetch()
  }

  function start(): void {
    readLedger()
    const feed =
      typeof options.surveys === 'string' ? fetchSurveys(options.surveys, store, use) : use(options as Feed)
    feed.catch(fail)
    if (storage === 'persistent')
      whenIdle(() => hasLeftovers(() => loadQueue().then(({ deliveryOf }) => deliveryOf(core), unreachable)))
  }

  /** Verbs wait for consent and for the surveys; afterwards they run at once. Nothing throws into the page. */
  const whenArmed = (verb: () => void): void => {
    try {
      if (armed) verb()
      else if (queued.length < MAX_QUEUED) queued.push(verb)
    } catch (error) {
      fail(error)
    }
  }
  /** A verb that lives in the queue's file. Without consent, and when it fails, it resolves `otherwise`. */
  const late =
    (verb: 'outcome' | 'flush' | 'deadLetters' | 'requeue' | 'reset' | 'deny', otherwise?: unknown) =>
    async (...args: unknown[]): Promise<never> => {
      try {
        if (!core.destroyed && (verb === 'deny' || core.consent === 'granted'))
          otherwise = await ((await loadQueue())[verb] as (...args: unknown[]) => unknown)(core, ...args)
      } catch (error) {
        unreachable(error)
      }
      return otherwise as never
    }

  const pulso: Pulso = {
    track(event, properties = {}) {
      whenArmed(() => {
        rules?.cancel(event)
        for (const survey of inOrder(surveys, core.ledger))
          for (const trigger of survey.trigger ?? [])
            if (
              trigger.on === 'event' &&
              trigger.name === event &&
              (trigger.where ?? []).every((rule) => matchRule(rule, properties[rule.key]))
            ) {
              const placeholders = properties as { [name: string]: Scalar }
              if (rules) rules.delay(survey, trigger, placeholders)
              else void core.attempt(survey, { placeholders })
            }
      })
    },
    identify(person, more) {
      core.person = person
      Object.assign(core.traits, more)
      if (armed) prefetch()
    },
    show: (id, { force, placeholders = {}, container }: ShowOptions = {}) =>
      new Promise((resolve) => {
        whenArmed(() => {
          const survey = find(id)
          if (!survey) fail(new PulsoError('unknown_survey', `No survey "${id}" is loaded.`))
          resolve(!!survey && core.attempt(survey, { placeholders, force, container }))
        })
      }),
    explain(id) {
      const survey = find(id)
      return survey && core.explain(survey, core.visit())
    },
    consent(state) {
      if (core.destroyed || state === core.consent) return
      core.consent = state
      if (state === 'granted') return start()
      queued = []
      core.ledger = NOBODY
      void late('deny')()
    },
    outcome: late('outcome', false),
    on,
    flush: late('flush'),
    reset(how) {
      core.person = undefined
      core.traits = {}
      void late('reset')(how)
    },
    locale(tag) {
      core.language = tag
      core.card?.relocale(tag)
    },
    deadLetters: late('deadLetters', []),
    requeue: late('requeue', 0),
    destroy() {
      core.card?.close('api')
      core.destroyed = true
      rules?.stop()
      core.queue?.destroy()
      instances.delete(name)
    },
  }
  instances.set(name, pulso)
  if (debugging)
    loadDebug().then(({ debug }) => debug({ surveys: () => surveys, pulso, mode: core.mode }), unreachable)
  if (inPage && core.consent === 'granted') start()
  return pulso
}
