import { explain } from '../engine/gates.ts'
import { inOrder } from '../engine/inOrder.ts'
import { matchRule } from '../engine/matchRule.ts'
import type { Ledger } from '../engine/ports.ts'
import { PulsoError } from '../errors.ts'
import type { SurveyInput } from '../schema/index.ts'
import type { Pulso } from './api.ts'
import { loadDebug, loadQueue, loadRules, loadWidget } from './chunks.ts'
import type { Core } from './core.ts'
import { createEmitter } from './emitter.ts'
import { type Feed, fetchSurveys } from './fetchSurveys.ts'
import { hasLeftovers } from './hasLeftovers.ts'
import { idle } from './idle.ts'
import { createKeepsake } from './keepsake.ts'
import type { PulsoOptions } from './options.ts'
import type { Rules } from './rules.ts'
import type { Placeholders, Saved } from './widget/startRun.ts'

const MAX_QUEUED = 50 // verbs before consent
const NOBODY: Ledger = { id: '', surveys: {}, shown: [] }
/**
 * Marks of surveys that need the file with targeting, sampling, delays and the triggers of the page: `schedule`,
 * `language`, `device`, `traits`, `context`, `quota`, `sampleRate`, `maxPerYear`, `delayMs`, and triggers other than
 * `event` and `manual`. A key that only begins like one of them costs a file too many, nothing else.
 */
const NEEDS_RULES = /"(sch|lan|dev|tra|conte|quo|sam|maxPerY|del)\w*":|"on":"(?!ev|m)/

const instances: { [keyAndEndpoint: string]: Pulso } = {}

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
  if (instances[name]) return instances[name]

  const inPage = !!globalThis.document
  const debugging = inPage && options.debug && location.search.includes('pulso=debug')
  const { on, emit } = createEmitter(fail)
  const isGranted = () => core.consent === 'granted'
  const store = createKeepsake(storage, isGranted)
  const tab = createKeepsake(storage === 'none' ? storage : 'session', isGranted)

  const queued: ((go: boolean) => void)[] = []
  let latest: Feed = { surveys: [] }
  let surveys: SurveyInput[] = []
  let rules: Rules | undefined
  /** Undefined until there are surveys, or there is no hope of any. */
  let armed: boolean | undefined = inPage ? undefined : false

  function fail(error: unknown): void {
    try {
      options.onError?.(error)
    } catch {}
    emit('error', { error })
  }
  const unreachable = (cause: unknown) => {
    fail(
      (cause as PulsoError).code
        ? cause
        : new PulsoError('chunk_unavailable', 'A Pulso file failed.', { cause }),
    )
  }
  const find = (id: string) => surveys.find((survey) => survey.id === id)

  const core: Core = {
    options,
    mode: debugging ? 'test' : (options.mode ?? 'live'),
    consent: inPage ? (options.consent ?? 'granted') : 'denied',
    store,
    tab,
    ledger: NOBODY,
    traits: { ...options.traits },
    language: options.locale,
    locale: () => core.language || document.documentElement.lang || navigator.language || 'en',
    explain: (survey, visit) => explain(survey, visit, rules?.gates),
    visit: () => ({
      nowMs: Date.now(),
      consent: core.consent,
      visible: !document.hidden,
      open: core.open,
      ledger: (core.ledger = store.get('ledger') ?? core.ledger), // newer when another tab wrote it
      sessionShown: tab.get<number>('shows') ?? 0,
    }),
    emit,
    fail,
    /** The one way to a card. The widget checks every gate again, under the claim. */
    async attempt(survey, opening) {
      const verdict = core.explain(survey, core.visit())
      if (opening.force ? core.open || !isGranted() : !verdict.eligible) {
        emit('skipped', verdict)
        return false
      }
      // A run that was left untouched on another page only has its end to be told: it keeps no other card away.
      if ((opening.resume?.href ?? location.href) === location.href) core.open = survey.id
      try {
        // Side by side: one imports the other.
        const startRun = core.startRun ?? (await Promise.all([loadWidget(), loadQueue()]))[0].startRun
        return await startRun(core, survey, opening)
      } catch (error) {
        core.open = undefined
        unreachable(error)
        return false
      }
    },
  }

  /** Fetches the card's code while the page is idle, once only the trigger is missing. */
  const prefetch = async () => {
    await idle()
    const likely = surveys.filter(
      (survey) => core.explain(survey, { ...core.visit(), visible: true }).eligible,
    )
    if (likely[0])
      loadWidget()
        .then((widget) => widget.warm(core, likely))
        .catch(unreachable)
  }

  async function use(feed: Feed): Promise<void> {
    latest = feed
    try {
      // A page that opens unseen needs them too: they hold back what is due until it is looked at.
      const needsRules = document.hidden || NEEDS_RULES.test(JSON.stringify(feed.surveys))
      const file = await (needsRules && loadRules())
      await idle() // the first look at each kind of storage waits for another process
      if (!isGranted()) return
      const waits = rules?.stop()
      rules = file ? file.createRules(core, feed, waits) : undefined
      surveys = feed.surveys.filter((survey) => {
        try {
          // Goes through all that the loader and the rules read; the widget looks at the rest, before it draws.
          const { survey: id } = core.explain(survey, core.visit())
          if (id && survey.touchpoint.id && survey.questions[0] && !survey.trigger?.some(({ on }) => !on))
            return true
        } catch {}
        return fail(new PulsoError('invalid_survey', `Survey "${survey?.id}" is invalid: see checkSurvey.`))
      })
      if (!armed) {
        armed = true
        const resume = tab.get<Saved>('run')
        const begun = resume && find(resume.survey)
        if (begun) void core.attempt(begun, { resume, force: true })
      }
      rules?.start(surveys)
      release(true)
      emit('ready', { surveys: surveys.map((survey) => survey.id) })
      prefetch()
    } catch (error) {
      unreachable(error)
    }
  }

  /** The page goes first: storage and network take their turn while it is idle, one at a time. */
  async function start(): Promise<void> {
    armed = undefined
    await idle()
    if (!isGranted()) return
    const feed =
      typeof options.surveys === 'string' ? fetchSurveys(options.surveys, store, use) : use(options as Feed)
    feed.catch((error) => {
      fail(error)
      release((armed ??= false))
    })
    await idle()
    if (isGranted() && storage === 'persistent') hasLeftovers(late('start'))
  }

  /** Runs the verbs that waited, or tells them that they never will. */
  function release(go: boolean): void {
    for (const run of queued.splice(0)) run(go)
  }
  /** Verbs wait for consent and for the surveys; afterwards they run at once. Nothing throws into the page. */
  const whenArmed = async (verb: () => unknown): Promise<boolean> => {
    const go =
      armed === undefined && queued.length < MAX_QUEUED
        ? await new Promise<boolean>((resolve) => queued.push(resolve))
        : armed
    try {
      return ((go && verb()) ?? false) as boolean
    } catch (error) {
      fail(error)
      return false
    }
  }
  /** Nothing listens any more, and no timer runs. */
  function rest(): void {
    core.card?.close('api')
    rules?.stop()
    rules = undefined
    release((armed = false))
  }
  /** A verb that lives in the queue's file. Without consent, and when it fails, it resolves `otherwise`. */
  const late =
    (name: 'start' | 'outcome' | 'flush' | 'deadLetters' | 'requeue' | 'reset', otherwise?: unknown) =>
    async (...args: unknown[]): Promise<never> => {
      try {
        if (isGranted()) otherwise = (await (await loadQueue()).verb(name, core, args)) ?? otherwise
      } catch (error) {
        unreachable(error)
      }
      return otherwise as never
    }

  const pulso: Pulso = {
    track(event, properties = {}) {
      void whenArmed(() => {
        rules?.cancel(event)
        for (const survey of inOrder(surveys, core.visit().ledger))
          for (const trigger of survey.trigger ?? [])
            if (
              trigger.on === 'event' &&
              trigger.name === event &&
              (trigger.where ?? []).every((rule) => matchRule(rule, properties[rule.key]))
            ) {
              if (rules) rules.delay(survey, trigger, properties as Placeholders)
              else void core.attempt(survey, { placeholders: properties as Placeholders })
            }
      })
    },
    identify(person, more) {
      core.person = person
      Object.assign(core.traits, more)
      prefetch()
    },
    show: (id, opening) =>
      whenArmed(() => {
        const survey = find(id)
        if (survey) return core.attempt(survey, { ...opening })
        return fail(new PulsoError('unknown_survey', `Survey "${id}" is unknown.`))
      }),
    explain(id) {
      const survey = find(id)
      return survey && core.explain(survey, core.visit())
    },
    consent(state) {
      if (state === core.consent || instances[name] !== pulso) return
      core.consent = state
      if (isGranted()) return start()
      rest()
      core.ledger = NOBODY
      loadQueue()
        .then(({ verb }) => verb('deny', core))
        .catch(unreachable)
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
      if (instances[name] !== pulso) return
      rest()
      core.consent = 'denied' // and `consent` does nothing from now on
      core.queue?.destroy()
      delete instances[name]
    },
  }
  if (inPage) instances[name] = pulso
  if (debugging)
    loadDebug().then(
      ({ debug }) => debug({ surveys: () => latest.surveys, pulso, mode: core.mode }),
      unreachable,
    )
  if (isGranted()) start()
  return pulso
}
