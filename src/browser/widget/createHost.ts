import type { Theme } from '../../engine/ports.ts'
import type { SurveyInput } from '../../schema/index.ts'
import type { Dressed, Kit } from './kit.ts'
import { openModal } from './openModal.ts'
import { pageScheme } from './pageScheme.ts'

export const CORNERS = ['bottom-end', 'bottom-start', 'top-end', 'top-start'] as const

/** The element on the page, and the card in its shadow root. */
export interface Host {
  root: ShadowRoot
  card: HTMLElement
  /** Puts it on the page, once the card is drawn. */
  show(): void
  remove(): void
}

const sheets: { [css: string]: CSSStyleSheet } = {}
/** Read once: each later card, and the first that was rehearsed, finds it there. */
function sheetOf(css: string): CSSStyleSheet {
  if (!sheets[css]) (sheets[css] = new CSSStyleSheet()).replaceSync(css)
  return sheets[css]!
}

interface HostOptions {
  presentation: NonNullable<SurveyInput['presentation']>
  theme: Theme
  kit: Kit
  /** Where the host element belongs when no modal dialog is open. */
  home: () => Element | null
  dismiss: (reason: 'escape' | 'outside') => void
  /** Wraps what the page calls: a failure is told, and not thrown. */
  safely: (work: () => void) => () => void
}

/**
 * The host element, kept on the page, visible and usable: in the top layer, inside the modal dialog that is open,
 * after the body was replaced, in the page's colour scheme.
 */
export function createHost({ presentation, theme, kit, home, dismiss, safely }: HostOptions): Host {
  const { mode = 'popover', position = CORNERS[0], whenModalOpen } = presentation
  const floats = mode !== 'inline'
  const host = document.createElement('pulso-survey')
  const root = host.attachShadow({ mode: 'open' })
  const card = document.createElement(mode === 'modal' ? 'dialog' : 'section')
  let dressed: Dressed | undefined

  host.dataset.at = floats ? position : mode
  if (mode === 'popover') host.popover = 'manual'
  card.tabIndex = -1
  card.part = 'card'
  root.adoptedStyleSheets = kit.css.map(sheetOf)
  root.append(card)

  const openDialog = mode === 'modal' && kit.more?.asDialog(card, dismiss)
  /** Above everything: of what is in the top layer, the last to come. */
  const promote = () => {
    const active = root.activeElement as HTMLElement | null
    if (openDialog) openDialog()
    else if (floats && host.showPopover) {
      // Without the top layer, in browsers before 2024, its z-index must do.
      if (host.matches(':popover-open')) host.hidePopover()
      host.showPopover()
    }
    active?.focus({ preventScroll: true })
  }

  const refresh = safely(() => {
    const modal = floats && openModal()
    const place = modal || home()
    if (!place || (modal && whenModalOpen === 'defer')) host.remove()
    else if (host.parentNode !== place) {
      const active = root.activeElement as HTMLElement | null
      place.append(host)
      promote()
      active?.focus({ preventScroll: true })
    }
    const scheme = theme.scheme === 'light' || theme.scheme === 'dark' ? theme.scheme : pageScheme()
    card.className = `card ${scheme}`
    dressed?.paint(scheme)
    observe()
  })
  const onToggle = (event: Event) => {
    if ((event as ToggleEvent).newState === 'open' && event.target !== host) safely(promote)()
    refresh()
  }

  const watch = new MutationObserver(refresh)
  const observe = () => {
    watch.observe(document, { subtree: true, attributes: true, attributeFilter: ['open', 'aria-modal'] })
    for (const element of [document.documentElement, document.body])
      if (element) watch.observe(element, { childList: true, attributes: true })
  }
  // A card that is taken off the page, with whatever part of it, or hidden with its dialog, shrinks to nothing.
  const size = new ResizeObserver(refresh)
  const scheme = matchMedia('(prefers-color-scheme:dark)')

  return {
    root,
    card,
    show() {
      refresh()
      dressed = kit.more?.dress({ host, root, card, theme })
      if (dressed) refresh()
      size.observe(card)
      scheme.addEventListener('change', refresh)
      document.addEventListener('toggle', onToggle, true)
      document.addEventListener('transitionend', refresh)
    },
    remove() {
      watch.disconnect()
      size.disconnect()
      scheme.removeEventListener('change', refresh)
      document.removeEventListener('toggle', onToggle, true)
      document.removeEventListener('transitionend', refresh)
      dressed?.undo()
      host.remove()
    },
  }
}
