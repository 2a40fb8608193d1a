import type { Page, Point, SelectorPath } from './engine.ts'

const PATIENCE_MS = 10_000

/**
 * Centre of an element in viewport pixels, once it exists, is scrolled into view and has stood still for 60 ms.
 *
 * @throws Error naming the first selector of the path that matched nothing.
 */
export async function locate(page: Page, path: SelectorPath): Promise<Point> {
  const steps = typeof path === 'string' ? path.split('>>>').map((step) => step.trim()) : [...path]
  const found = await page.eval(findPoint, steps, PATIENCE_MS)
  if ('missing' in found) {
    throw new Error(
      `No visible element for '${found.missing}' of '${steps.join(' >>> ')}' within ${PATIENCE_MS / 1000} s.`,
    )
  }
  return found
}

/** Runs in the page. Timers, not animation frames: a tab in the background draws none. */
async function findPoint(steps: string[], patienceMs: number): Promise<Point | { missing: string }> {
  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  const until = Date.now() + patienceMs
  let missing = ''
  let last = ''
  while (Date.now() < until) {
    let scope: ParentNode | null = document
    let element: Element | null = null
    for (const step of steps) {
      element = scope?.querySelector(step) ?? null
      if (!element) {
        missing = step
        break
      }
      scope = element.shadowRoot ?? element
    }
    const box = element?.getBoundingClientRect()
    if (element && box && box.width > 0 && box.height > 0) {
      const outside =
        box.left + box.width / 2 < 0 ||
        box.top + box.height / 2 < 0 ||
        box.left + box.width / 2 > innerWidth ||
        box.top + box.height / 2 > innerHeight
      if (outside) element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
      const now = [box.left, box.top, box.width, box.height].join()
      if (!outside && now === last) return { x: box.left + box.width / 2, y: box.top + box.height / 2 }
      last = now
    } else if (element) {
      missing = steps.at(-1) ?? ''
    }
    await sleep(last ? 60 : 30)
  }
  return { missing }
}
