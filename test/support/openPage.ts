import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { vi } from 'vitest'
import type { Pulso, PulsoEventName } from '../../src/browser/api.ts'
import type { PulsoOptions } from '../../src/browser/options.ts'

/** Neither simulation lays anything out, so there is nothing to observe. */
class Observer {
  observe() {}
  disconnect() {}
}

/** One request that the page made. */
export interface Sent {
  url: string
  body: string
}

/**
 * A fresh page for a test in a simulated DOM: empty storage, a database of its own, a network that answers as told,
 * and the features that every browser has and the simulation lacks. Modules are loaded anew, as a reload does;
 * `keepStorage` leaves what the page before had stored.
 */
export function openPage({ path = '/', keepStorage = false, surveys = '[]' } = {}) {
  vi.resetModules()
  vi.restoreAllMocks()
  document.body.replaceChildren()
  for (const card of document.querySelectorAll('pulso-survey')) card.remove()
  history.replaceState(null, '', path)
  if (!keepStorage) {
    localStorage.clear()
    sessionStorage.clear()
    vi.stubGlobal('indexedDB', new IDBFactory())
  }
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
  vi.stubGlobal('matchMedia', (media: string) => Object.assign(new EventTarget(), { media, matches: false }))
  vi.stubGlobal('ResizeObserver', Observer)
  vi.stubGlobal('IntersectionObserver', Observer)
  HTMLElement.prototype.showPopover ??= () => {}
  HTMLElement.prototype.hidePopover ??= () => {}
  const page = { surveys: surveys as string | Error, status: 200, sent: [] as Sent[] }
  vi.stubGlobal('fetch', async (url: string, { body = '' }: { body?: string } = {}) => {
    page.sent.push({ url, body })
    if (body) {
      const ok = (JSON.parse(body) as { items: { id: string }[] }).items.map(({ id }) => id)
      return new Response(JSON.stringify({ v: 1, ok, dup: [], rej: [] }))
    }
    if (page.surveys instanceof Error) throw page.surveys
    return new Response(page.surveys, { status: page.status })
  })
  return page
}

/** Pulso in that page, with all it says. */
export async function startPulso(options: Partial<PulsoOptions> = {}) {
  const { createPulso } = await import('../../src/browser/createPulso.ts')
  const errors: unknown[] = []
  const pulso = createPulso({
    key: 'shop',
    endpoint: 'https://answers.example/v1/records',
    surveys: [],
    onError: (error) => errors.push(error),
    ...options,
  })
  return { pulso, errors, ...listenTo(pulso), createPulso }
}

export function listenTo(pulso: Pick<Pulso, 'on'>) {
  const events: [name: PulsoEventName, data: Record<string, unknown>][] = []
  pulso.on('*', (data, name) => events.push([name, data as Record<string, unknown>]))
  const heard = (name: PulsoEventName) => events.flatMap(([each, data]) => (each === name ? [data] : []))
  const until = (name: PulsoEventName, count = 1) =>
    vi.waitFor(
      () => {
        const found = heard(name)
        if (found.length < count)
          throw new Error(`no "${name}"; there was ${JSON.stringify(events.map(([each]) => each))}`)
        return found
      },
      { timeout: 4000, interval: 10 },
    )
  return { events, heard, until }
}
