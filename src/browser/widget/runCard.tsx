import { render } from 'preact'
import { localize, type WrittenText } from '../../engine/localize.ts'
import type { Answer, Kept, Presented, PresentOptions, RunState } from '../../engine/ports.ts'
import { answerOf } from '../../engine/record.ts'
import { advance, openQuestion, type Run, type RunEvent } from '../../engine/run.ts'
import type { DismissReason } from '../../schema/index.ts'
import { Card } from '../../ui/Card.tsx'
import type { Deeds, Draft } from '../../ui/view.ts'
import { createHost } from './createHost.ts'
import { createNotes } from './createNotes.ts'
import type { Kit } from './kit.ts'
import { listenKeys } from './listenKeys.ts'
import { listenTaps } from './listenTaps.ts'
import { whenSeen } from './whenSeen.ts'

/** A choice stays in sight this long before the next question takes its place. */
const ADVANCE_MS = 140
/** A live region must have been there, empty, before text in it is read out. */
const ANNOUNCE_MS = 150
/** Sending mostly takes less: then nobody reads of a device that has the answer no longer. */
const SAVED_MS = 600
const THANKS_MS = 4000

/**
 * Draws the card of a run, with nothing on the page yet, and sees the run through once it is shown. Throws when it
 * cannot be drawn.
 *
 * @returns Shows it. Throws, with nothing on the page, when that cannot be done.
 */
export function runCard(options: PresentOptions, kit: Kit, state: RunState): () => Presented {
  const { survey, on, onError } = options
  const { questions, presentation = {}, thanks = {} } = survey
  const { more } = kit
  const { run: runId, hash, startedAt } = state
  let { locale, strings } = options
  let run: Run = { status: 'asking', path: state.path, answers: state.answers }

  const fallback = survey.locale?.fallback
  /** Without the file that knows about languages, which an English page needs not, the plain tag will do. */
  const pick = (tags: readonly string[]) =>
    kit.words?.pickLocale(locale, tags, fallback).tag ??
    [locale, 'en'].find((tag) => tags.includes(tag)) ??
    tags[0]!
  const text = (words: WrittenText | undefined) => localize(words, pick, options.placeholders)
  const language = () => {
    const { prompt } = questions[0]!
    return typeof prompt === 'string' ? locale : pick(Object.keys(prompt))
  }

  // --- what is open -------------------------------------------------------------------------------------------
  let draft: Draft
  let visited: boolean
  let error = ''
  let said = ''
  let where = ''
  let since: number
  let closed = false
  const current = () => questions.find((question) => question.id === openQuestion(run))!
  const given = () => run.answers[openQuestion(run)]
  const next = () => more?.nextQuestion(questions, run.path, run.answers)
  const focused = () => host.root.activeElement
  const enter = () => {
    draft = { ...given() }
    visited = !!given()
    error = ''
    since = performance.now()
  }
  const comment = () => {
    const { comment } = current() as { comment?: { prompt: string; showIf?: [] } }
    return given()?.value != null && comment && more?.allHold(comment.showIf, run.answers)
      ? comment.prompt
      : undefined
  }
  const step = (event: RunEvent) => {
    run = advance(run, event)
  }

  // --- time: nothing runs while nothing is due, and nothing that fails reaches the page ---------------------------
  const timers: { [name: string]: ReturnType<typeof setTimeout> } = {}
  const after = (name: string, ms: number, work?: () => void) => {
    clearTimeout(timers[name])
    if (work) timers[name] = setTimeout(safely(work), ms)
  }
  const safely =
    <Args extends unknown[]>(work: (...args: Args) => void) =>
    (...args: Args) => {
      try {
        if (!closed) work(...args)
      } catch (cause) {
        onError(cause)
        close('api')
      }
    }

  // --- records --------------------------------------------------------------------------------------------------
  const facts = () => ({ ...options, locale: language(), run: runId, hash })
  const { note, store, ids, count } = createNotes(options, state.seq, facts)
  const tookMs = (from = startedAt) => Math.max(0, Date.now() - from)
  const save = () =>
    options.save({ ...state, seq: count(), path: [...run.path], answers: { ...run.answers } })

  /** The answer as it would be recorded now; a record of its own when it differs from the last. */
  const answer = () => {
    const question = current()
    const next: Answer = more?.answerFrom(question, draft, !!comment(), options.scrub) ?? {
      value: draft.value ?? null,
    }
    if (JSON.stringify(next) === JSON.stringify(given())) return
    step({ type: 'answer', answer: next })
    note({ type: 'answered', ...answerOf(question, next), tookMs: Math.round(performance.now() - since) })
    on({ type: 'answered', question: question.id, answer: next })
  }
  const complete = () => {
    note({ type: 'completed', tookMs: tookMs() })
    on({ type: 'completed', answers: { ...run.answers } })
  }

  // --- words ----------------------------------------------------------------------------------------------------
  const say = (words: string) =>
    after('say', ANNOUNCE_MS, () => {
      said = words
      draw()
    })
  /** Draws what is new; the focus goes along if it was in the card, else the live region tells. */
  const renew = (target: string, words: string, always?: boolean) => {
    const inside = focused()
    said = ''
    draw()
    if (inside) host.card.querySelector<HTMLElement>(target)?.focus({ preventScroll: true })
    if (!inside || always) say(words)
  }
  const open = () => {
    save()
    enter()
    renew('fieldset', text(current().prompt))
  }

  // --- the way on -----------------------------------------------------------------------------------------------
  const goOn = () => {
    step({ type: 'next', to: next() })
    if (run.status === 'asking') return open()
    complete()
    finish()
  }
  const finish = () => {
    error = ''
    draw()
    store().then(safely(thank), () => {})
  }
  const thank = (kept: Kept) => {
    step({ type: 'kept', kept })
    if (kept === 'failed') {
      error = strings.failed
      return renew('.send', error, true)
    }
    options.save(undefined)
    const tell = () => {
      if (!ids.length) return
      where = (run as { kept?: Kept }).kept === 'sent' ? strings.sent : strings.saved
      draw()
      say(where)
    }
    after('where', kept === 'sent' ? 0 : SAVED_MS, tell)
    renew('.x', `${text(thanks.title) || strings.thanks} ${text(thanks.message)}`, true)
    rest()
    options.flush()
    options.settled(ids).then(
      safely((word) => {
        if (word !== 'sent') return
        step({ type: 'sent' })
        after('where', 0, tell)
      }),
      () => {},
    )
  }

  /** Closes the thanks after a while, unless somebody is reading or using it. */
  let hovered = false
  const rest = () => {
    const ms = thanks.closeAfterMs ?? (presentation.mode === 'inline' ? 0 : THANKS_MS)
    const idle = run.status === 'thanked' && ms && !focused()?.matches(':focus-visible')
    // WebKit tells of no `pointerleave` when what was under the pointer is gone, so it is looked for again.
    after('close', ms, idle ? () => (hovered && card.matches(':hover') ? rest() : close()) : undefined)
  }

  const deeds: Deeds = {
    choose: safely((value) => {
      if (run.status !== 'asking') return
      draft = { ...draft, value }
      error = ''
      if (isMoving()) return draw()
      answer()
      if (!needsButton()) {
        if (!next()) return goOn()
        after('next', ADVANCE_MS, goOn)
      }
      save()
      store()
      draw()
    }),
    edit: safely((part) => {
      draft = { ...draft, ...part }
      error = ''
      draw()
    }),
    send: safely(() => {
      if (run.status === 'failed') {
        step({ type: 'retry' })
        return finish()
      }
      const question = current()
      error = more?.checkDraft(question, draft, strings) ?? (draft.value == null ? strings.choose : '')
      if (error) {
        draw()
        host.card.querySelector<HTMLElement>('input[aria-invalid=true],textarea')?.focus()
        return
      }
      answer()
      goOn()
      store()
    }),
    back: safely(() => {
      step({ type: 'back' })
      open()
    }),
    close: safely((reason) => close(reason)),
  }

  /** A tap alone does not answer: there is more to say, or the person came back to it. */
  const needsButton = () => {
    const question = current()
    return (
      visited ||
      question.required === false ||
      !!comment() ||
      /text|contact/.test(question.type) ||
      (question as { multiple?: boolean }).multiple ||
      draft.value === 'other'
    )
  }

  const draw = () => {
    const tag = language()
    const { card, root } = host
    card.lang = tag
    card.dir = (root.host as HTMLElement).dir = kit.words?.directionOf(tag) ?? 'ltr'
    card.ariaLabel = strings.survey
    render(
      <Card
        {...{ question: current(), views: kit.views, draft, error, strings, text, deeds, said }}
        lot={+`0x${runId.slice(0, 8)}` / 2 ** 32}
        status={run.status}
        step={run.path.length}
        steps={more ? more.countSteps(questions, run.path, run.answers) : 1}
        button={
          run.status === 'failed' || needsButton() || (draft.value ?? null) !== (given()?.value ?? null)
        }
        comment={comment()}
        snooze={!!presentation.snooze}
        thanks={{
          title: text(thanks.title) || strings.thanks,
          message: text(thanks.message),
          where,
          link: thanks.link && { ...thanks.link, label: text(thanks.link.label) },
        }}
      />,
      card,
    )
  }

  function close(reason: DismissReason | undefined = undefined) {
    if (closed) return
    closed = true
    const step = Object.keys(run.answers).length
    if (run.status === 'asking') {
      if (given() && !next()) complete()
      else {
        note({ type: 'dismissed', reason: reason!, step, question: openQuestion(run), tookMs: tookMs() })
        on({ type: 'dismissed', reason: reason!, step })
      }
    }
    for (const name in timers) clearTimeout(timers[name])
    stopSeeing()
    const inside = focused() || presentation.mode === 'modal'
    host.remove()
    if (inside) previous?.focus({ preventScroll: true })
    store()
    options.save(undefined)
    const byPerson = /close|escape|outside/.test(reason!)
    const end = reason === 'snooze' ? 'snoozed' : step ? 'answered' : byPerson && 'dismissed'
    on({ type: 'closed', ...(end && { end }) })
  }

  // --- on the page ----------------------------------------------------------------------------------------------
  const host = createHost({
    presentation,
    theme: options.theme,
    kit,
    home: () =>
      options.container?.isConnected
        ? options.container
        : presentation.mode === 'inline'
          ? document.querySelector(presentation.target!)
          : document.documentElement,
    dismiss: close,
    safely,
  })
  const { card, root } = host
  /** Where the focus was before it came here. A dialog takes it without saying from where. */
  let previous = (presentation.mode === 'modal' ? document.activeElement : null) as HTMLElement | null
  const isMoving = listenKeys(
    root,
    () => close('escape'),
    (ms, then) => after('digit', ms, then),
  )
  let stopSeeing = () => {}
  const seen = () => {
    stopSeeing()
    if (count()) return
    note({ type: 'shown' })
    save()
    store()
  }
  const touched = safely(() => {
    after('timeout', 0)
    seen()
  })
  listenTaps(root, () => since, touched)
  root.addEventListener('focusin', (event) => {
    const from = (event as FocusEvent).relatedTarget as HTMLElement | null
    if (from && !root.contains(from)) previous = from
    rest()
  })
  root.addEventListener('focusout', rest)
  for (const type of ['pointerenter', 'pointerleave'] as const)
    card.addEventListener(type, ({ pointerType }) => {
      hovered = type === 'pointerenter' && pointerType === 'mouse'
      rest()
    })

  for (const question of questions)
    if (!text(question.prompt)) throw new Error(`Question "${question.id}" has no prompt.`)
  enter()
  draw()

  return () => {
    try {
      since = performance.now()
      host.show()
    } catch (cause) {
      closed = true
      host.remove()
      throw cause
    }
    if (!matchMedia('(prefers-reduced-motion:reduce)').matches)
      card.animate?.([{ opacity: 0.4 }, { opacity: 1 }], 120)
    say(`${strings.survey}: ${text(current().prompt)}`)
    if (presentation.timeoutMs) after('timeout', presentation.timeoutMs, () => close('timeout'))
    stopSeeing = whenSeen(card, safely(seen))
    requestAnimationFrame(safely(() => on({ type: 'shown' })))

    return {
      survey: survey.id,
      run: runId,
      close,
      relocale: safely((tag, words) => {
        locale = tag
        strings = words
        draw()
      }),
    }
  }
}
