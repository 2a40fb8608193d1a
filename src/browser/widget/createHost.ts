import type { Theme } from '../../engine/ports.ts'
import type { SurveyInput } from '../../schema/index.ts'
import type { Rgb } from '../../ui/contrast.ts'
import { tokens } from '../../ui/tokens.ts'
import { openModal } from './openModal.ts'
import { pageScheme } from './pageScheme.ts'
import { parseColor } from './parseColor.ts'

/** The element on the page, and the card in its shadow root. */
export interface Host {
  root: ShadowRoot
  card: HTMLElement
  /** Puts it on the page, once the card is drawn. */
  show(): void
  remove(): void
}

interface HostOptions {
  presentation: NonNullable<SurveyInput['presentation']>
  theme: Theme
  /** Where the host element belongs when no modal dialog is open. */
  home: () => Element | null | undefined
  css: readonly string[]
  onOutside: (reason: 'escape' | 'outside') => void
  onError: (error: unknown) => void
}

const CORNERS = ['bottom-end', 'bottom-start', 'top-end', 'top-start'] as const

function sheet(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet()
  made.replaceSync(css)
  return made
}

/**
 * Puts the host element on the page and keeps it there, visible and usable: in the top layer, inside the modal
 * dialog that is open, after the body was replaced, above the keyboard, in the page's colour scheme. Nothing of the
 * page is touched or measured before the first frame but its colour scheme.
 */
export function createHost({ presentation, theme, home, css, onOutside, onError }: HostOptions): Host {
  const { mode = 'popover', position = CORNERS[0], whenModalOpen } = presentation
  const inline = mode === 'inline'
  const host = document.createElement('pulso-survey')
  host.dataset.at = inline ? mode : position
  if (mode === 'popover') host.popover = 'manual'
  const root = host.attachShadow({ mode: 'open' })
  const card = document.createElement(mode === 'modal' ? 'dialog' : 'section')
  const dialog = card as HTMLDialogElement
  card.tabIndex = -1
  card.setAttribute('part', 'card')
  const live = sheet(':host{}.card.card{}')
  root.adoptedStyleSheets = [...css.map(sheet), live]
  root.append(card)
  const [hostRule, cardRule] = [...live.cssRules].map((rule) => (rule as CSSStyleRule).style)

  const promote = () => {
    if (mode === 'modal') {
      if (dialog.open) dialog.close()
      dialog.showModal()
      card.focus()
    } else if (!inline && host.showPopover) {
      if (host.matches(':popover-open')) host.hidePopover()
      host.showPopover()
    }
  }

  /** Runs what touches the page; a failure is told, and the page goes on. */
  const safely = (work: () => void) => () => {
    try {
      if (!removed) work()
    } catch (error) {
      onError(error)
    }
  }
  let removed = false

  const withFocus = (move: () => void) => {
    const active = root.activeElement as HTMLElement | null
    move()
    active?.focus({ preventScroll: true })
  }

  const place = () => {
    const modal = inline ? undefined : openModal()
    const place = modal ?? home()
    if (!place || (modal && whenModalOpen === 'defer')) host.remove()
    else if (host.parentNode !== place)
      withFocus(() => {
        place.append(host)
        promote()
      })
  }

  const palette: { accent?: Rgb; surface?: Rgb; ink?: Rgb } = {}
  const readTheme = () => {
    for (const name of ['accent', 'surface', 'ink'] as const) {
      if (!theme[name] || palette[name]) continue
      cardRule!.color = '' // a colour that the browser does not know leaves it empty
      cardRule!.color = `color-mix(in srgb,${theme[name]},${theme[name]})`
      const [r, g, b] = cardRule!.color ? parseColor(getComputedStyle(card).color) : []
      if (b !== undefined) palette[name] = [r!, g!, b]
    }
    cardRule!.color = ''
    if (theme.radius !== undefined)
      cardRule!.setProperty('--radius', `${Math.min(32, Math.max(0, +theme.radius))}px`)
    if (theme.font === 'inherit') hostRule!.setProperty('font-family', 'inherit', 'important')
    if (theme.font) cardRule!.fontFamily = theme.font
  }

  const paint = () => {
    const scheme = theme.scheme && theme.scheme !== 'auto' ? theme.scheme : pageScheme()
    card.className = `card ${scheme}`
    const values = tokens(palette, scheme)
    for (const name in values) cardRule!.setProperty(name, values[name]!)
  }

  /** The on-screen keyboard covers the layout viewport; a person who zoomed in is left where they look. */
  const follow = () => {
    const view = visualViewport
    if (inline || !view) return
    const covered = view.scale < 1.05 ? innerHeight - view.height - view.offsetTop : 0
    hostRule!.setProperty('bottom', `${Math.max(0, covered)}px`, 'important')
    hostRule!.setProperty('top', `${view.scale < 1.05 ? Math.max(0, view.offsetTop) : 0}px`, 'important')
    if (covered > 1) root.activeElement?.scrollIntoView({ block: 'nearest' })
  }

  const covers = (selector: string) => {
    const a = card.getBoundingClientRect()
    return [...document.querySelectorAll(selector)].some((element) => {
      const b = element.getBoundingClientRect()
      return b.width && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
    })
  }
  const avoid = () => {
    if (inline || !theme.avoid?.length) return
    for (const corner of [position, ...CORNERS, position]) {
      host.dataset.at = corner
      if (!theme.avoid.some(covers)) break
    }
  }

  const refresh = safely(() => {
    place()
    paint()
  })
  const onToggle = (event: Event) => {
    if ((event as ToggleEvent).newState === 'open' && event.target !== host)
      safely(() => withFocus(promote))()
    refresh()
  }
  const onResize = safely(() => {
    follow()
    avoid()
  })

  const watch = new MutationObserver(() => {
    refresh()
    observe()
  })
  const observe = () => {
    watch.observe(document, { subtree: true, attributes: true, attributeFilter: ['open', 'aria-modal'] })
    for (const element of [document.documentElement, document.body])
      if (element) watch.observe(element, { childList: true, attributes: true })
  }
  // A card that is taken off the page, by whatever part of it, or hidden with its dialog, shrinks to nothing.
  const size = typeof ResizeObserver === 'function' ? new ResizeObserver(refresh) : undefined
  const darkness = matchMedia('(prefers-color-scheme:dark)')

  card.addEventListener('cancel', (event) => {
    event.preventDefault()
    onOutside('escape')
  })
  if (mode === 'modal')
    dialog.addEventListener('pointerdown', ({ target, clientX: x, clientY: y }) => {
      const box = card.getBoundingClientRect()
      if (target === card && (x < box.left || x > box.right || y < box.top || y > box.bottom))
        onOutside('outside')
    })

  return {
    root,
    card,
    show() {
      place()
      readTheme()
      paint()
      follow()
      observe()
      size?.observe(card)
      darkness.addEventListener('change', refresh)
      document.addEventListener('toggle', onToggle, true)
      document.addEventListener('transitionend', refresh)
      visualViewport?.addEventListener('resize', onResize)
      visualViewport?.addEventListener('scroll', onResize)
      if (theme.avoid) requestAnimationFrame(safely(avoid))
    },
    remove() {
      removed = true
      watch.disconnect()
      size?.disconnect()
      darkness.removeEventListener('change', refresh)
      document.removeEventListener('toggle', onToggle, true)
      document.removeEventListener('transitionend', refresh)
      visualViewport?.removeEventListener('resize', onResize)
      visualViewport?.removeEventListener('scroll', onResize)
      if (dialog.open) dialog.close()
      host.remove()
    },
  }
}
