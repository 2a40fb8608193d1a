import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser as PuppeteerBrowser } from 'puppeteer-core'
import type { Browser, Engine, Media, OpenOptions } from './engine.ts'
import { launchPuppeteer } from './launchPuppeteer.ts'
import { puppeteerPage } from './puppeteerPage.ts'

const QUIET = {
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'browser.safebrowsing.update.enabled': false,
}
/** `ui.primaryPointerCapabilities` is a bit set: 1 coarse, 2 fine, 4 hover. */
const FINGER = {
  'dom.w3c_touch_events.enabled': 1,
  'dom.w3c_touch_events.legacy_apis.enabled': true, // `ontouchstart`, as on a phone
  'ui.primaryPointerCapabilities': 1,
  'ui.allPointerCapabilities': 1,
}

export async function openFirefox(engine: Engine, options: OpenOptions): Promise<Browser> {
  const { locale = 'en-US', touch } = options
  const special = {
    browser: 'firefox' as const,
    // Lets us turn preferences while it runs; without it colour scheme and motion are fixed at the start.
    args: ['--remote-allow-system-access', ...(options.args ?? [])],
    extraPrefsFirefox: {
      ...QUIET,
      ...(touch ? FINGER : {}),
      ...mediaPrefs({ colorScheme: 'light', reducedMotion: false, ...options }),
      'intl.accept_languages': locale,
    },
  }
  const browser = await launchPuppeteer(engine, options, special, async (puppeteer) => {
    const tab = await puppeteer.newPage()
    const page = puppeteerPage(engine, tab, async ({ offline, lowMemory, ...media }) => {
      await setPrefs(puppeteer, mediaPrefs(media))
      if (lowMemory) await inWindow(puppeteer, `Services.obs.notifyObservers(null, 'child-mmu-request')`)
      if (offline !== undefined) await tab.setOfflineMode(offline)
    })
    const { width = 1000, height = 800, ...more } = options.viewport ?? {}
    await page.setViewport(width, height, more)
    return page
  })
  // puppeteer would put the preferences of before back some time after the end: into the next start of this profile.
  for (const name of ['user.js', 'prefs.js'])
    rmSync(join(browser.profile, `${name}.puppeteer`), { force: true })
  return browser
}

function mediaPrefs({ colorScheme, reducedMotion, forcedColors }: Media): Record<string, number> {
  return {
    ...(colorScheme && { 'ui.systemUsesDarkTheme': colorScheme === 'dark' ? 1 : 0 }),
    ...(reducedMotion !== undefined && { 'ui.prefersReducedMotion': reducedMotion ? 1 : 0 }),
    // 0: as the system says, 1: never, 2: always the visitor's own colours, which is what `forced-colors` reports
    ...(forcedColors !== undefined && { 'browser.display.document_color_use': forcedColors ? 2 : 0 }),
  }
}

interface Bidi {
  send(method: string, params: object): Promise<{ result: { contexts?: { context: string }[] } }>
}

/** WebDriver BiDi has no command for media features in this version, so the browser's own window is asked to do it. */
async function setPrefs(puppeteer: PuppeteerBrowser, prefs: Record<string, number>): Promise<void> {
  if (Object.keys(prefs).length === 0) return
  const pairs = JSON.stringify(prefs)
  const expression = `for (const [name, value] of Object.entries(${pairs})) Services.prefs.setIntPref(name, value)`
  await inWindow(puppeteer, expression)
}

/** Runs a text in the browser's own window, with its privileges. */
async function inWindow(puppeteer: PuppeteerBrowser, expression: string): Promise<void> {
  const { connection } = puppeteer as unknown as { connection: Bidi }
  const { result } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome', maxDepth: 0 })
  await connection.send('script.evaluate', {
    target: { context: result.contexts?.[0]?.context },
    expression,
    awaitPromise: true,
  })
}
