import type { Explanation } from '../../engine/gates.ts'
import { element } from './element.ts'
import { eventLine } from './eventLine.ts'
import type { Judgement } from './judge.ts'
import { css } from './panel.css.ts'
import { surveyRow } from './surveyRow.ts'

export interface PanelOptions {
  mode: 'live' | 'test'
  judgements(): readonly Judgement[]
  explain(id: string): Explanation | undefined
  /** Shows a survey past its gates; resolves whether it opened. */
  show(id: string): Promise<boolean>
  /** Forgets the history of this visitor. */
  reset(): void
}

export interface Panel {
  /** Reads every gate again. */
  refresh(): void
  /** Adds a line to the events. */
  log(event: string, data: unknown): void
  destroy(): void
}

const MAX_EVENTS = 30
const ROOM = '(min-width: 640px)'

/** The panel in the bottom corner opposite the card: a root of its own, in the top layer, never in the way of the page. */
export function createPanel(options: PanelOptions): Panel {
  const host = document.createElement('pulso-debug')
  host.setAttribute('popover', 'manual')
  host.setAttribute('data-turbo-permanent', '')
  const root = host.attachShadow({ mode: 'open' })
  if (typeof CSSStyleSheet === 'function' && 'replaceSync' in CSSStyleSheet.prototype) {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
  }

  const rows = new Map<string, ReturnType<typeof surveyRow>>()
  const count = element('span', { class: 'count' })
  const toggle = element(
    'button',
    { type: 'button', class: 'toggle', 'aria-controls': 'body', onclick: () => open(!!body.hidden) },
    element('span', { class: 'name' }, 'Pulso'),
    count,
    element('span', { class: 'chevron', 'aria-hidden': 'true' }),
  )
  const list = element('div', { class: 'surveys' })
  const status = element('p', { class: 'status', role: 'status' })
  const events = element('ol', { class: 'events' })
  const quiet = element('p', { class: 'quiet' }, 'Nothing happened yet.')
  const banner =
    options.mode === 'test'
      ? 'Test mode: records are marked, and kept apart from the live ones.'
      : 'Live mode: what you answer here counts.'
  const reset = element(
    'button',
    {
      type: 'button',
      class: 'plain',
      onclick: () => {
        options.reset()
        status.textContent = 'History forgotten: this browser counts as a new visitor.'
        refresh()
      },
    },
    'Forget history',
  )
  const again = element('button', { type: 'button', class: 'plain', onclick: () => refresh() }, 'Check again')
  const body = element(
    'div',
    { id: 'body', class: 'body' },
    element('p', { class: `banner ${options.mode}` }, banner),
    element(
      'div',
      { class: 'scroll' },
      list,
      element('details', { class: 'log' }, element('summary', {}, 'Events'), quiet, events),
    ),
    status,
    element('div', { class: 'foot' }, again, reset),
  )
  const panel = element('section', { class: 'panel', 'aria-label': 'Pulso debug panel' }, toggle, body)
  root.append(panel)

  function open(wide: boolean): void {
    body.hidden = !wide
    toggle.setAttribute('aria-expanded', String(wide))
  }

  function refresh(): void {
    const judgements = options.judgements()
    const kept = judgements.map((judgement, index) => {
      const key = `${index} ${judgement.id}`
      const row = rows.get(key) ?? surveyRow(judgement, { ...options, show: show(judgement.id) })
      rows.set(key, row)
      row.update(judgement)
      return row.node
    })
    // What is open stays open: the rows are made once and put back only when the surveys changed.
    if (kept.length !== list.children.length || kept.some((node) => node.parentNode !== list))
      list.replaceChildren(...kept)
    const ready = judgements.filter(({ id }) => options.explain(id)?.eligible).length
    count.textContent =
      judgements.length === 0 ? 'no survey is loaded' : `${ready} of ${judgements.length} may be shown now`
    // On the page again, should it have been taken off.
    if (!host.isConnected) {
      document.documentElement.append(host)
      if (typeof host.showPopover === 'function') host.showPopover()
    }
  }

  const show = (id: string) => async () => {
    status.textContent = ''
    const shown = await options.show(id)
    status.textContent = shown ? `"${id}" is open.` : `"${id}" could not be shown; the last event says why.`
  }

  // Keys pressed in the panel are not for the page's shortcuts.
  for (const type of ['keydown', 'keyup', 'keypress'])
    host.addEventListener(type, (event) => event.stopPropagation())
  open(typeof matchMedia !== 'function' || matchMedia(ROOM).matches)

  return {
    refresh,
    log(event, data) {
      quiet.hidden = true
      events.prepend(eventLine(event, data))
      while (events.children.length > MAX_EVENTS) events.lastElementChild?.remove()
    },
    destroy: () => host.remove(),
  }
}
