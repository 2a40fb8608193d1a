import type { Pulso } from './browser/api.ts'
import { createPulso } from './browser/createPulso.ts'
import type { PulsoOptions } from './browser/options.ts'
import { readAttributes } from './browser/readAttributes.ts'

/** `pulso('track', 'order_completed', { value: 120 })`; the methods of the handle are there too. */
type Command = ((...call: Call) => unknown) & { q?: Iterable<unknown>[]; track?: unknown }
type Call = [verb: string, ...args: unknown[]]

const page = window as unknown as { pulso?: Command }

/** The script element: `currentScript` is there for classic scripts, `async` ones too. */
const element = (document.currentScript ??
  document.querySelector('script[data-endpoint]')) as HTMLElement | null

// A second copy of the script finds the first one at work, and leaves it in charge.
if (!page.pulso?.track) {
  const options = readAttributes(element?.dataset)
  // From here on the queue is this copy's own; the calls in it may be `arguments` objects.
  const waiting = (page.pulso?.q ?? []).map((call) => [...call] as Call)

  /** `init` counts wherever it stands; without it the attributes are enough, and without those it comes later. */
  const start = (): void => {
    let isDue = options.endpoint
    for (const [verb, more] of waiting) if (verb === 'init') isDue = Object.assign(options, more)
    if (!isDue) return
    try {
      const pulso = createPulso(options as unknown as PulsoOptions)
      const command: Command = (verb, ...args) => {
        const method = pulso[verb as keyof Pulso] as ((...args: unknown[]) => unknown) | undefined
        if (method) return method(...args)
        return verb === 'init' || console.error(`No verb "${verb}".`)
      }
      page.pulso = Object.assign(command, pulso)
      for (const call of waiting) command(...call)
    } catch (error) {
      console.error(error) // the page goes on; the message names what is missing
    }
  }
  const take: Command = (...call) => {
    waiting.push(call)
    start()
  }
  page.pulso = Object.assign(take, { q: waiting }) // another copy that comes before `init` takes over what waits
  start()
}
