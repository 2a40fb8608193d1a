import type { Pulso } from './browser/api.ts'
import { createPulso } from './browser/createPulso.ts'
import type { PulsoOptions } from './browser/options.ts'

/** `pulso('track', 'order_completed', { value: 120 })`; the methods of the handle are there too. */
type Command = ((verb: string, ...args: unknown[]) => unknown) & { q?: Iterable<unknown>[]; track?: unknown }

const page = window as unknown as { pulso?: Command }

/** The script element: `currentScript` is there for classic scripts, `async` ones too. */
const element = (document.currentScript ??
  document.querySelector('script[data-endpoint]')) as HTMLElement | null

/** Reads `data-key`, `data-endpoint`, `data-surveys` …; what parses as JSON is JSON, an empty attribute is `true`. */
function readAttributes(): Record<string, unknown> {
  const options: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(element?.dataset ?? {}))
    try {
      options[name] = value === '' || JSON.parse(value as string)
    } catch {
      options[name] = value
    }
  return options
}

function start(options: unknown, waiting: readonly (readonly unknown[])[]): void {
  const pulso: Pulso = createPulso(options as PulsoOptions)
  const command: Command = (verb, ...args) => {
    const method = (pulso as unknown as { [verb: string]: (...args: unknown[]) => unknown })[verb]
    if (method) return method(...args)
    return verb === 'init' || console.error(`Pulso has no "${verb}".`)
  }
  page.pulso = Object.assign(command, pulso)
  for (const [verb, ...args] of waiting) command(verb as string, ...args)
}

// A second copy of the script finds the first one at work, and leaves it in charge.
if (!page.pulso?.track) {
  const waiting: unknown[][] = []
  const attributes = readAttributes()
  const take: Command = (...call) => {
    waiting.push(call)
    const init = call[0] === 'init' && call[1]
    if (init || attributes.endpoint) start({ ...attributes, ...(init || {}) }, waiting)
  }
  const { q = [] } = page.pulso ?? {}
  page.pulso = take
  try {
    // `init` first, wherever it stands; without it the attributes are enough, and without those it comes later.
    const calls = q.map((call) => [...call] as [string, ...unknown[]])
    const init = calls.find(([verb]) => verb === 'init')
    waiting.push(...calls)
    if (init || attributes.endpoint) take(...(init ?? ['init', {}]))
  } catch (error) {
    console.error(error) // the page goes on; the message names what is missing
  }
}
