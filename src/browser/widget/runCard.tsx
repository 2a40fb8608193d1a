import { render } from 'preact'
import { definitionHash } from '../../engine/definitionHash.ts'
import { allHold, countSteps, nextQuestion } from '../../engine/flow.ts'
import { localize, type WrittenText } from '../../engine/localize.ts'
import { directionOf, pickLocale } from '../../engine/pickLocale.ts'
import type { Answer, CardEvent, Kept, Presented, PresentOptions, RunEnd } from '../../engine/ports.ts'
import { answerOf, type Happening, makeRecord } from '../../engine/record.ts'
import { advance, openQuestion, type Run, type RunEvent } from '../../engine/run.ts'
import { scrub } from '../../engine/scrub.ts'
import type { DismissReason, PulsoRecord } from '../../schema/index.ts'
import { Card } from '../../ui/Card.tsx'
import { css } from '../../ui/card.css.ts'
import { type Deeds, type Draft, type Views, viewName } from '../../ui/view.ts'
import { randomId } from '../randomId.ts'
import { createHost } from './createHost.ts'
import { listenKeys } from './listenKeys.ts'
import { whenSeen } from './whenSeen.ts'

/** Taps this soon after something new appeared under the finger were not meant for it. */
const MISTAP_MS = 300
/** The choice stays in sight this long before the next question takes its place. */
const ADVANCE_MS = 140
/** A live region must have been there, empty, before text in it is read out. */
const ANNOUNCE_MS = 150
/** Sending mostly takes less: then nobody reads of a device that has the answer no longer. */
const SAVED_MS = 600
const THANKS_MS = 4000

/** What a survey's second chunk brings. */
export interface Kit {
  views: Views
  css: readonly string[]
  /** What is missing or wrong in a draft; empty when it may be sent. */
  check?:
    | ((
        question: PresentOptions['survey']['questions'][number],
        draft: Draft,
        strings: PresentOptions['strings'],
      ) => string)
    | undefined
}

/** Opens the card of a run and sees it through. Throws when the first question cannot be drawn. */
export function runCard(options: PresentOptions, kit: Kit, freshId: string): Presented {
  const { survey, theme, on } = options
  const { questions, presentation = {}, thanks = {} } = survey
  let { locale, strings } = options

  const hash = definitionHash(questions)
  const find = (id: string) => questions.find((question) => question.id === id)!
  const { resume } = options
  const resumed = resume?.hash === hash && resume.path.length && resume.path.every(find) ? resume : undefined
  const runId = resumed?.run ?? freshId
  const startedAt = resumed?.startedAt ?? Date.now()
  let seq = resumed?.seq ?? 0
  let run: Run = {
    status: 'asking',
    path: resumed?.path ?? [nextQuestion(questions, [], {})!],
    answers: resumed?.answers ?? {},
  }

  const text = (words: WrittenText | undefined) =>
    localize(words as WrittenText, locale, survey.locale?.fallback, options.placeholders)
  const tag = () => {
    const { prompt } = questions[0]!
    return typeof prompt === 'string'
      ? locale
      : pickLocale(locale, Object.keys(prompt), survey.locale?.fallback).tag
  }
  if (!questions.every((question) => kit.views[viewName(question)] && text(question.prompt)))
    throw new Error('a question has no prompt, or a type this version does not know')

  // --- records ------------------------------------------------------------------------------------------------
  let waiting: PulsoRecord[] = []
  const ids: string[] = []
  const note = (happening: Happening) => {
    const facts = { ...options, locale: tag(), run: runId, hash }
    let record: PulsoRecord | null = makeRecord(facts, happening, {
      id: randomId(),
      seq: seq++,
      at: Date.now(),
    })
    try {
      if (options.beforeSend) record = options.beforeSend(record)
    } catch (error) {
      options.onError(error)
    }
    if (record) ids.push(record.id)
    if (record) waiting.push(record)
  }
  const keep = async (): Promise<Kept> => {
    const batch = waiting
    waiting = []
    const kept = batch.length ? await options.keep(batch).catch(() => 'failed' as const) : 'device'
    if (kept === 'failed') waiting = [...batch, ...waiting]
    return kept
  }
  const tookMs = () => Math.max(0, Date.now() - startedAt)
  const save = () =>
    options.save({
      run: runId,
      survey: survey.id,
      hash,
      seq,
      startedAt,
      path: [...run.path],
      answers: { ...run.answers },
    })

  // --- time ---------------------------------------------------------------------------------------------------
  const timers: { [name: string]: ReturnType<typeof setTimeout> } = {}
  const after = (name: string, ms: number, work?: () => void) => {
    clearTimeout(timers[name])
    if (work) timers[name] = setTimeout(safely(work), ms)
  }
  /** Nothing is thrown into the page: what fails closes the card and is told. */
  const safely =
    <Args extends unknown[]>(work: (...args: Args) => void) =>
    (...args: Args) => {
      if (closed) return
      try {
        work(...args)
      } catch (error) {
        options.onError(error)
        close('api')
      }
    }

  // --- the question that is open --------------------------------------------------------------------------------
  let draft: Draft = {}
  let error = ''
  let said = ''
  let where = ''
  let since = 0
  let visited = false
  let closed = false
  const current = () => find(openQuestion(run))
  const given = () => run.answers[openQuestion(run)]
  const comment = () => {
    const question = current()
    const asked = 'comment' in question ? question.comment : undefined
    return asked && given()?.value != null && allHold(asked.showIf, run.answers) ? asked.prompt : undefined
  }
  const needsButton = () => {
    const question = current()
    return (
      !!comment() ||
      visited ||
      question.required === false ||
      /^(text|contact)$/.test(question.type) ||
      (question.type === 'choice' && !!question.multiple) ||
      draft.value === 'other'
    )
  }
  const focused = () => host.root.activeElement

  const enter = () => {
    draft = { ...given() }
    visited = !!given()
    error = ''
    since = performance.now()
  }

  /** Tells what is new: by moving the focus along if it is here, else by the live region. */
  const announce = (words: string, target: string, always = true) => {
    const inside = focused()
    said = ''
    draw()
    if (inside) host.card.querySelector<HTMLElement>(target)?.focus({ preventScroll: true })
    if (!inside || always) say(words)
  }
  const say = (words: string) =>
    after('say', ANNOUNCE_MS, () => {
      said = words
      draw()
    })

  const step = (event: RunEvent) => {
    run = advance(run, event, questions)
  }

  const answer = () => {
    const before = given()
    const question = current()
    const clean = (words: string | undefined) => (words && options.scrub ? scrub(words) : words)
    const next: Answer = { value: draft.value ?? null }
    if (question.type === 'text' && typeof next.value === 'string') next.value = clean(next.value)!
    const written = comment() && clean(draft.comment?.trim())
    const other = [draft.value].flat().includes('other') && clean(draft.other?.trim())
    if (written) next.comment = written
    if (other) next.other = other
    if (JSON.stringify(next) === JSON.stringify(before)) return
    step({ type: 'answer', answer: next })
    note({ type: 'answered', ...answerOf(question, next), tookMs: Math.round(performance.now() - since) })
    on({ type: 'answered', question: question.id, answer: next })
  }

  const goOn = () => {
    step({ type: 'next' })
    if (run.status === 'keeping') return finish()
    save()
    enter()
    announce(text(current().prompt), 'legend', false)
  }

  const finish = () => {
    note({ type: 'completed', tookMs: tookMs() })
    store()
  }

  const store = () => {
    draw()
    keep().then(
      safely((kept) => {
        step({ type: 'kept', kept })
        if (run.status === 'failed') return announce(strings.failed, '.send')
        options.save(undefined)
        on({ type: 'completed', answers: { ...run.answers } })
        const sent = safely(() => {
          step({ type: 'sent' })
          tellWhere()
        })
        if (kept === 'sent') where = strings.sent
        else after('where', SAVED_MS, tellWhere)
        announce([title(), text(thanks.message), where].join(' '), '.x')
        options.flush().catch(() => {})
        options.settled(ids).then(
          (word) => word === 'sent' && sent(),
          () => {},
        )
        rest()
      }),
    )
  }
  const title = () => text(thanks.title) || strings.thanks
  const tellWhere = () => {
    if (run.status !== 'thanked' || !ids.length) return
    where = run.kept === 'sent' ? strings.sent : strings.saved
    draw()
    say(where)
  }

  /** Closes the thanks after a while, unless somebody is reading or using it. */
  let hovered = false
  const rest = () => {
    const ms = thanks.closeAfterMs ?? (presentation.mode === 'inline' ? 0 : THANKS_MS)
    const idle = run.status === 'thanked' && ms && !hovered && !focused()?.matches(':focus-visible')
    after('close', ms, idle ? () => close() : undefined)
  }

  const deeds: Deeds = {
    choose: safely((value) => {
      if (run.status !== 'asking') return
      draft = { ...draft, value }
      error = ''
      if (!isMoving()) {
        answer()
        save()
        if (!needsButton()) {
          if (nextQuestion(questions, run.path, run.answers)) after('next', ADVANCE_MS, goOn)
          else return goOn()
        }
        keep()
      }
      draw()
    }),
    edit: safely((part) => {
      draft = { ...draft, ...part }
      error = ''
      draw()
    }),
    send: safely(() => {
      if (run.status !== 'asking') return
      const question = current()
      const missing = question.required !== false && draft.value == null
      error = kit.check?.(question, draft, strings) || (missing ? strings.choose : '')
      if (error) {
        draw()
        ;(host.card.querySelector<HTMLElement>('[aria-invalid=true]') ?? host.card).focus()
        return
      }
      answer()
      goOn()
      keep()
    }),
    back: safely(() => {
      step({ type: 'back' })
      save()
      enter()
      announce(text(current().prompt), 'legend', false)
    }),
    retry: safely(() => {
      step({ type: 'retry' })
      store()
    }),
    close: safely((reason) => close(reason)),
  }

  const draw = () => {
    const question = current()
    const steps = countSteps(questions, run.path, run.answers)
    const language = tag()
    host.card.lang = language
    host.card.dir = directionOf(language)
    ;(host.root.host as HTMLElement).dir = host.card.dir
    host.card.setAttribute('aria-label', strings.survey)
    render(
      <Card
        {...{ question, draft, strings, text, deeds, error, steps, said }}
        View={kit.views[viewName(question)]!}
        lot={Number.parseInt(runId.slice(0, 8), 16) / 2 ** 32}
        status={run.status}
        step={run.path.length}
        button={needsButton() || (draft.value !== undefined && draft.value !== given()?.value)}
        comment={comment()}
        snooze={!!presentation.snooze}
        thanks={{
          title: title(),
          message: text(thanks.message),
          where,
          link: thanks.link && { label: text(thanks.link.label), href: thanks.link.href },
        }}
      />,
      host.card,
    )
  }

  function close(reason?: DismissReason) {
    if (closed) return
    closed = true
    const answered = Object.keys(run.answers).length > 0
    if (run.status === 'asking') {
      if (given() && !nextQuestion(questions, run.path, run.answers)) {
        note({ type: 'completed', tookMs: tookMs() })
        on({ type: 'completed', answers: { ...run.answers } })
      } else {
        const step = Object.keys(run.answers).length
        note({
          type: 'dismissed',
          reason: reason ?? 'api',
          step,
          question: openQuestion(run),
          tookMs: tookMs(),
        })
        on({ type: 'dismissed', reason: reason ?? 'api', step })
      }
    }
    keep()
    for (const name in timers) clearTimeout(timers[name])
    stopSeeing()
    const inside = focused()
    host.remove()
    if (inside) previous?.focus?.({ preventScroll: true })
    options.save(undefined)
    const byPerson = reason === 'close' || reason === 'escape' || reason === 'outside'
    const end: RunEnd | undefined =
      reason === 'snooze' ? 'snoozed' : answered ? 'answered' : byPerson ? 'dismissed' : undefined
    on({ type: 'closed', ...(end && { end }) } as CardEvent)
  }

  // --- on the page ----------------------------------------------------------------------------------------------
  const host = createHost({
    presentation,
    theme,
    home: () =>
      options.container?.isConnected
        ? options.container
        : presentation.mode === 'inline'
          ? document.querySelector(presentation.target ?? 'body')
          : document.documentElement,
    css: [css, ...kit.css],
    onOutside: (reason) => close(reason),
    onError: options.onError,
  })
  const { card, root } = host
  let previous: HTMLElement | null = null
  const isMoving = listenKeys(
    root,
    () => close('escape'),
    (ms, then) => after('digit', ms, then),
  )

  const seen = () => {
    stopSeeing()
    if (seq === 0) {
      note({ type: 'shown' })
      save()
      keep()
    }
  }
  let stopSeeing = () => {}
  const touched = () => {
    after('timeout', 0)
    seen()
  }
  const opened = performance.now()
  root.addEventListener(
    'click',
    (event) => {
      const age = performance.now() - Math.max(opened, since)
      if ((event as MouseEvent).detail && age < MISTAP_MS) {
        event.preventDefault()
        event.stopPropagation()
      } else touched()
    },
    true,
  )
  root.addEventListener('keydown', touched, true)
  root.addEventListener('focusin', (event) => {
    const from = (event as FocusEvent).relatedTarget as HTMLElement | null
    if (from && !root.contains(from)) previous = from
    rest()
  })
  root.addEventListener('focusout', rest)
  card.addEventListener('pointerenter', ({ pointerType }) => {
    hovered = pointerType === 'mouse'
    rest()
  })
  card.addEventListener('pointerleave', () => {
    hovered = false
    rest()
  })

  enter()
  draw()
  host.show()
  if (!matchMedia('(prefers-reduced-motion:reduce)').matches)
    card.animate?.([{ opacity: 0.4 }, { opacity: 1 }], { duration: 120 })
  say([strings.survey, text(current().prompt)].join(': '))
  if (presentation.timeoutMs) after('timeout', presentation.timeoutMs, () => close('timeout'))
  stopSeeing = whenSeen(card, seen)
  requestAnimationFrame(safely(() => on({ type: 'shown' })))

  return {
    survey: survey.id,
    run: runId,
    close: (reason) => close(reason),
    relocale: safely((tag, words) => {
      locale = tag
      strings = words
      draw()
    }),
  }
}
