import type { Page } from '../../harness/index.ts'
import type { Stand } from './stand.ts'

/** What the host page notes about whatever runs on it. Its one global is `spy`. */
interface Spy {
  violations: string[]
  /** Names of globals that were not there before. */
  newGlobals(): string[]
  /** Natives that are not what they were, as `owner.key`. */
  changed(): string[]
  /** Timers, animation frames and idle callbacks that have not fired yet. */
  pending(): number
  /** How many were ever set. */
  set(): number
}

/** Runs in the page, before anything else. */
function watchThePage(): void {
  const violations: string[] = []
  document.addEventListener('securitypolicyviolation', (event) =>
    violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`),
  )

  const waiting = new Set<unknown>()
  let count = 0
  const wrap = (set: string, clear: string, repeats = false) => {
    const page = window as unknown as { [name: string]: (...args: never[]) => unknown }
    const natively = page[set]
    const clearNatively = page[clear]
    if (!natively || !clearNatively) return
    const name = (id: unknown) => `${set} ${id}`
    page[set] = (...args: unknown[]) => {
      const [work, ...rest] = args as [(...args: unknown[]) => void]
      // The driver of WebKit limits each of its calls by a timer of the page.
      if (new Error().stack?.includes('evaluateJavaScriptFunction'))
        return natively.apply(window, args as never[])
      count++
      const id = natively.apply(window, [
        (...given: unknown[]) => {
          if (!repeats) waiting.delete(name(id))
          work(...given)
        },
        ...rest,
      ] as never[])
      waiting.add(name(id))
      return id
    }
    page[clear] = (id: unknown) => {
      waiting.delete(name(id))
      clearNatively.apply(window, [id] as never[])
    }
  }
  wrap('setTimeout', 'clearTimeout')
  wrap('setInterval', 'clearInterval', true)
  wrap('requestAnimationFrame', 'cancelAnimationFrame')
  wrap('requestIdleCallback', 'cancelIdleCallback')

  const owners: { [name: string]: object } = {}
  for (const name of Object.getOwnPropertyNames(window)) {
    const value: unknown = Object.getOwnPropertyDescriptor(window, name)?.value
    if (typeof value === 'function' && name !== 'pulso') {
      owners[name] = value
      if (value.prototype) owners[`${name}.prototype`] = value.prototype as object
    }
  }
  Object.assign(owners, { window, document, history, navigator, JSON, Math, Reflect })
  const natives = Object.entries(owners).flatMap(([name, owner]) =>
    Reflect.ownKeys(owner)
      .filter((key) => key !== 'pulso' && key !== 'spy')
      .map((key) => ({ name, owner, key, was: Object.getOwnPropertyDescriptor(owner, key) })),
  )
  const sizes = Object.entries(owners)
    .filter(([, owner]) => owner !== window)
    .map(([name, owner]) => ({ name, owner, size: Reflect.ownKeys(owner).length }))
  // The driver of WebKit leaves a note of its own.
  const before = new Set([...Object.getOwnPropertyNames(window), 'spy', 'pulsoTestCalls'])

  const spy: Spy = {
    violations,
    newGlobals: () => Object.getOwnPropertyNames(window).filter((name) => !before.has(name)),
    changed: () => [
      ...natives
        .filter(({ owner, key, was }) => {
          const is = Object.getOwnPropertyDescriptor(owner, key)
          const isCode = typeof was?.value === 'function' || was?.get || was?.set
          return isCode && (is?.value !== was?.value || is?.get !== was?.get || is?.set !== was?.set)
        })
        .map(({ name, key }) => `${name}.${String(key)}`),
      ...sizes.filter(({ owner, size }) => Reflect.ownKeys(owner).length !== size).map(({ name }) => name),
    ],
    pending: () => waiting.size,
    set: () => count,
  }
  Object.assign(window, { spy })
}

/** Serves the spy of a stand; put this into the page's head. */
export const SPY = '<script src="/spy.js"></script>'
export function serveSpy({ site }: Stand): void {
  site.route('/spy.js', `(${watchThePage})()`)
}

/** Asks the page's spy. */
export function ask<Key extends keyof Spy>(
  page: Page,
  what: Key,
): Promise<Spy[Key] extends () => infer Value ? Value : Spy[Key]> {
  return page.eval((key) => {
    const { spy } = window as unknown as { spy: Spy }
    const found = spy[key as keyof Spy]
    return (typeof found === 'function' ? found() : found) as never
  }, what as string)
}
