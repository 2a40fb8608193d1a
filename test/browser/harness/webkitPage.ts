import { writeFileSync } from 'node:fs'
import { attend } from './attend.ts'
import type { Engine, Media, Page } from './engine.ts'
import { requireFeatures } from './features.ts'
import { locate } from './locate.ts'
import type { Command } from './startWebKit.ts'
import { Unsupported } from './Unsupported.ts'
import { waitFor } from './waitFor.ts'
import type { Call } from './webdriver.ts'
import { webkitConsoleErrors } from './webkitConsoleErrors.ts'
import { webkitEval } from './webkitEval.ts'
import { webkitKeys } from './webkitKeys.ts'

export interface Tab {
  handle: string
  /** In order of opening: the launcher's number for it. */
  index: number
}

/** What the tabs of one browser share. */
export interface Shared {
  deviceScaleFactor: number
  control(command: Command): Promise<void>
  emulate(media: Media): Promise<void>
  consoleLog(): string
  in(tab: Tab): Call
  close(tab: Tab): Promise<void>
}

export function webkitPage(engine: Engine, tab: Tab, shared: Shared): Page {
  const call = shared.in(tab)
  const logStart = shared.consoleLog().length
  let mouse = { x: 0, y: 0 }

  const act = async (action: object) => {
    await attend(page)
    await call('POST', '/actions', { actions: [action] })
  }
  const pointer = (...actions: object[]) =>
    act({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions })
  const moveTo = (x: number, y: number) => {
    mouse = { x: Math.round(x), y: Math.round(y) }
    return { type: 'pointerMove', duration: 0, origin: 'viewport', ...mouse }
  }
  const keys = (actions: object[]) => act({ type: 'key', id: 'keyboard', actions })
  const screenshot = async (path?: string) => {
    const png = Buffer.from(await call<string>('GET', '/screenshot'), 'base64')
    if (path !== undefined) writeFileSync(path, png)
    return png
  }

  const page: Page = {
    engine,
    goto: (url) => call('POST', '/url', { url }),
    reload: () => call('POST', '/refresh'),
    eval: (fn, ...args) => webkitEval(call, fn, args),
    waitFor: (fn, options = {}, ...args) => waitFor(page, fn, options, args),
    click: async (path) => {
      await attend(page)
      const { x, y } = await locate(page, path)
      await pointer(moveTo(x, y), { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 })
    },
    tap: async () => {
      throw new Unsupported('webkit', 'tap') // the driver takes a touch pointer and sends a mouse
    },
    swipe: async () => {
      throw new Unsupported('webkit', 'tap')
    },
    key: (name) => keys(webkitKeys(name)),
    type: (text) => keys([...text].flatMap((character) => webkitKeys(character))),
    moveMouse: (x, y) => pointer(moveTo(x, y)),
    wheel: (deltaX, deltaY) =>
      act({
        type: 'wheel',
        id: 'wheel',
        actions: [{ type: 'scroll', duration: 0, origin: 'viewport', ...mouse, deltaX, deltaY }],
      }),
    screenshot,
    setViewport: async (width, height, { deviceScaleFactor = shared.deviceScaleFactor, mobile } = {}) => {
      const scaled = deviceScaleFactor === shared.deviceScaleFactor ? undefined : deviceScaleFactor
      requireFeatures('webkit', { mobile: mobile || undefined, deviceScaleFactor: scaled })
      await call('POST', '/window/rect', { width, height })
      await page.waitFor((w, h) => innerWidth === w && innerHeight === h, {}, width, height)
    },
    emulate: async (emulation) => {
      requireFeatures('webkit', emulation)
      await shared.emulate(emulation)
    },
    toFront: () => shared.control({ front: tab.index }),
    consoleErrors: async () => {
      await page.eval('0').catch(() => {}) // its answer comes after whatever the page said before
      return webkitConsoleErrors(shared.consoleLog().slice(logStart))
    },
    cdp: async () => {
      throw new Unsupported('webkit', 'cdp')
    },
    close: () => shared.close(tab),
  }
  return page
}
