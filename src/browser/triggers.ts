import { matchUrl } from '../engine/matchUrl.ts'
import type { SurveyInput } from '../schema/index.ts'
import { onNavigation } from './onNavigation.ts'

type Trigger = NonNullable<SurveyInput['trigger']>[number]
type Fire = (trigger: Trigger) => void
type Watcher = (trigger: Trigger, fire: () => void) => (() => void) | undefined

// Fast scroll up on touch: half a screen within this time means that the visitor looks for the address bar.
const FLICK_MS = 300
const FLICK_SHARE = 0.5
/** A page glides on this long after it was touched; later it scrolls by itself. */
const GLIDE_MS = 2000

/** Listens and returns its own undo. Capturing, so that a page that stops propagation does not hide the event. */
const listen = (target: EventTarget, type: string, listener: (event: Event) => void) => {
  target.addEventListener(type, listener, { capture: true, passive: true })
  return () => target.removeEventListener(type, listener, true)
}

const scrolledShare = () => {
  const { scrollTop, scrollHeight } = document.scrollingElement ?? document.documentElement
  return (scrollTop + innerHeight) / Math.max(scrollHeight, 1)
}

/** One timer that counts only while `counts()`; `touch()` looks again, with a number it starts anew with that. */
function countdown(ms: number, counts: () => boolean, done: () => void) {
  let left = ms
  let since = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const touch = (anew?: number) => {
    clearTimeout(timer)
    if (anew !== undefined) left = anew
    else if (timer) left -= Date.now() - since
    timer = undefined
    if (!counts()) return
    since = Date.now()
    timer = setTimeout(done, Math.max(0, left))
  }
  touch()
  return { touch, stop: () => clearTimeout(timer) }
}

const isVisible = () => !document.hidden

const watchers: { [on: string]: Watcher } = {
  page(trigger, fire) {
    if (trigger.on !== 'page') return
    if (([] as string[]).concat(trigger.url).some((pattern) => matchUrl(pattern, location.href))) fire()
    return
  },

  click(trigger, fire) {
    if (trigger.on !== 'click') return
    const { selector } = trigger
    document.querySelector(selector) // a selector that does not parse is reported now, not at every click
    return listen(document, 'click', (event) => {
      if (event.composedPath().some((each) => each instanceof Element && each.matches(selector))) fire()
    })
  },

  view(trigger, fire) {
    if (trigger.on !== 'view') return
    const { selector, ratio = 0.5, forMs = 0 } = trigger
    let seen = false
    const clock = countdown(forMs, () => seen && isVisible(), fire)
    const eye = new IntersectionObserver(
      (entries) => {
        const { isIntersecting, intersectionRatio } = entries.at(-1)!
        seen = isIntersecting && intersectionRatio >= Math.min(ratio, 0.99)
        clock.touch(forMs)
      },
      { threshold: ratio },
    )
    const look = () => {
      const element = document.querySelector(selector)
      if (!element) return finder.observe(document, { childList: true, subtree: true })
      finder.disconnect()
      eye.observe(element)
    }
    const finder = new MutationObserver(look) // only until the element is there
    look()
    const unlisten = listen(document, 'visibilitychange', () => clock.touch(forMs))
    return () => {
      finder.disconnect()
      eye.disconnect()
      clock.stop()
      unlisten()
    }
  },

  scroll(trigger, fire) {
    if (trigger.on !== 'scroll') return
    const { depth } = trigger
    return listen(document, 'scroll', () => scrolledShare() >= depth && fire())
  },

  dwell(trigger, fire) {
    if (trigger.on !== 'dwell') return
    const clock = countdown(trigger.afterMs, isVisible, fire)
    const unlisten = listen(document, 'visibilitychange', () => clock.touch())
    return () => {
      clock.stop()
      unlisten()
    }
  },

  inactivity(trigger, fire) {
    if (trigger.on !== 'inactivity') return
    const { afterMs } = trigger
    let activeAt = Date.now()
    // The timer is not set anew at each event: when it ends, it sleeps for what is left.
    const clock = countdown(afterMs, isVisible, () => {
      const left = activeAt + afterMs - Date.now()
      if (left > 0) clock.touch(left)
      else fire()
    })
    const undo = ['pointerdown', 'pointermove', 'keydown', 'scroll', 'touchstart', 'wheel'].map((type) =>
      listen(document, type, () => (activeAt = Date.now())),
    )
    // Nobody is active in a page that nobody sees, nor idle: coming back starts the time anew.
    undo.push(listen(document, 'visibilitychange', () => clock.touch(afterMs)))
    return () => {
      clock.stop()
      for (const each of undo) each()
    }
  },

  exit(_trigger, fire) {
    let from = [0, scrollY]
    let touchedAt = 0
    const undo = [
      listen(document, 'mouseout', (event) => {
        const { relatedTarget, clientY } = event as MouseEvent
        if (!relatedTarget && clientY <= 0) fire()
      }),
      listen(document, 'touchstart', () => {
        touchedAt = Date.now()
        from = [touchedAt, scrollY]
      }),
      listen(document, 'scroll', () => {
        const now = Date.now()
        const up = from[1]! - scrollY
        if (now - from[0]! > FLICK_MS || up < 0) from = [now, scrollY]
        else if (now - touchedAt < GLIDE_MS && up > innerHeight * FLICK_SHARE) fire()
      }),
      listen(window, 'popstate', () => matchMedia('(pointer:coarse)').matches && fire()),
    ]
    return () => {
      for (const each of undo) each()
    }
  },
}

/**
 * Watches the page for the triggers of these surveys. Each fires once per page; in-page navigation arms them anew.
 *
 * @param fire - called with the survey and the trigger that fired.
 * @param fail - hears of triggers that cannot be watched, such as a selector that does not parse; they never fire.
 * @returns Its own undo function.
 */
export function watch<S extends SurveyInput>(
  surveys: readonly S[],
  fire: (survey: S, trigger: Trigger) => void,
  fail: (error: unknown) => void,
): () => void {
  const undo: (() => void)[] = []
  const disarm = () => {
    for (const each of undo.splice(0)) each()
  }
  const arm = () => {
    disarm()
    for (const survey of surveys)
      for (const trigger of survey.trigger ?? [])
        try {
          let stop: (() => void) | undefined
          let fired = false
          const once: Fire = (each) => {
            if (fired) return
            fired = true
            stop?.()
            fire(survey, each)
          }
          stop = watchers[trigger.on]?.(trigger, () => once(trigger))
          if (fired) stop?.()
          else if (stop) undo.push(stop)
        } catch (error) {
          fail(error)
        }
  }
  arm()
  const forget = onNavigation(arm)
  return () => {
    forget()
    disarm()
  }
}
