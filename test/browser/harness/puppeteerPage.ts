import type { Page as PuppeteerPage } from 'puppeteer-core'
import { attend } from './attend.ts'
import type { Emulation, Engine, Page, PageFunction } from './engine.ts'
import { requireFeatures } from './features.ts'
import { locate } from './locate.ts'
import { pressKey } from './pressKey.ts'
import { Unsupported } from './Unsupported.ts'
import { waitFor } from './waitFor.ts'

/** A tab of Chromium or Firefox. `emulate` is the one thing that they do differently. */
export function puppeteerPage(
  engine: Engine,
  tab: PuppeteerPage,
  emulate: (emulation: Emulation) => Promise<void>,
  hasTouch = false,
): Page {
  const errors: string[] = []
  // The icon that browsers ask for by themselves is nobody's error.
  const note = (text: string) => void (text.includes('/favicon.ico') || errors.push(text))
  tab.on('pageerror', (error) => note(error instanceof Error ? error.message : String(error)))
  tab.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'assert') {
      note(`${message.text()} ${message.location().url ?? ''}`.trim())
    }
  })

  const page: Page = {
    engine,
    goto: async (url) => void (await tab.goto(url, { waitUntil: 'load' })),
    reload: async () => void (await tab.reload({ waitUntil: 'load' })),
    eval: async <T, A extends readonly unknown[]>(fn: PageFunction<T, A>, ...args: A) =>
      (await tab.evaluate(fn as string, ...args)) as T,
    waitFor: (fn, options = {}, ...args) => waitFor(page, fn, options, args),
    click: async (path) => {
      await attend(page)
      const { x, y } = await locate(page, path)
      await tab.mouse.click(x, y)
    },
    tap: async (path) => {
      await attend(page)
      const { x, y } = await locate(page, path)
      await tab.touchscreen.tap(x, y)
    },
    swipe: async (from, to, stepMs) => {
      await attend(page)
      const { touchscreen } = tab
      await touchscreen.touchStart(from.x, from.y)
      for (let step = 1; step <= 10; step++) {
        await new Promise((next) => setTimeout(next, stepMs))
        const part = step / 10
        await touchscreen.touchMove(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part)
      }
      await touchscreen.touchEnd()
    },
    key: async (name) => {
      await attend(page)
      await pressKey(tab.keyboard, name)
    },
    type: async (text) => {
      await attend(page)
      await tab.keyboard.type(text)
    },
    moveMouse: async (x, y) => {
      await attend(page)
      await tab.mouse.move(x, y)
    },
    wheel: async (deltaX, deltaY) => {
      await attend(page)
      await tab.mouse.wheel({ deltaX, deltaY })
    },
    screenshot: async (path) =>
      Buffer.from(await tab.screenshot(path ? { path: path as `${string}.png` } : {})),
    setViewport: async (width, height, more = {}) => {
      requireFeatures(engine.name, { mobile: more.mobile || undefined })
      await tab.setViewport({
        width,
        height,
        deviceScaleFactor: more.deviceScaleFactor ?? 1,
        isMobile: more.mobile ?? false,
        hasTouch,
      })
    },
    emulate: async (emulation) => {
      requireFeatures(engine.name, emulation)
      await emulate(emulation)
    },
    toFront: () => tab.bringToFront(),
    consoleErrors: async () => {
      await tab.evaluate('0').catch(() => {}) // its answer comes after whatever the page said before
      return [...errors]
    },
    cdp: async () => {
      if (!engine.can('cdp')) throw new Unsupported(engine.name, 'cdp')
      return tab.createCDPSession()
    },
    close: () => tab.close(),
  }
  return page
}
