import { once } from 'node:events'
import { type LaunchOptions, launch, type Browser as PuppeteerBrowser } from 'puppeteer-core'
import type { Browser, Engine, OpenOptions, Page } from './engine.ts'
import { killTree } from './killTree.ts'
import { LEASH, leashedEnv } from './leash.ts'
import { openProfile } from './openProfile.ts'
import { programOf } from './programOf.ts'
import { withLimit } from './withLimit.ts'

const START_LIMIT_MS = 45_000
const CALL_LIMIT_MS = 50_000
const CLOSE_LIMIT_MS = 5_000

/** Starts Chromium or Firefox on its leash. `makePage` turns each of puppeteer's tabs into one of ours. */
export async function launchPuppeteer(
  engine: Engine,
  options: OpenOptions,
  special: LaunchOptions,
  makePage: (puppeteer: PuppeteerBrowser) => Promise<Page>,
): Promise<Browser> {
  const profile = openProfile(options.profile)
  const puppeteer = await launch({
    headless: true,
    executablePath: LEASH,
    userDataDir: profile.folder,
    protocolTimeout: CALL_LIMIT_MS,
    timeout: START_LIMIT_MS,
    defaultViewport: null,
    ...special,
    env: { ...leashedEnv(programOf(engine.name)), ...special.env },
  })
  const child = puppeteer.process()
  const root = child?.pid
  if (!child || root === undefined) throw new Error(`${engine.name} started without a process of its own.`)
  const exited = once(child, 'exit')

  let isDead = false
  async function kill(): Promise<void> {
    if (isDead) return // by now the number may be another process
    await killTree([root as number])
    isDead = true
    await exited // puppeteer tidies the profile up at that moment: not while the next start writes to it
    await puppeteer.disconnect().catch(() => {})
  }

  return {
    engine,
    profile: profile.folder,
    newPage: async (url) => {
      const page = await makePage(puppeteer)
      if (url !== undefined) await page.goto(url)
      return page
    },
    kill,
    close: async () => {
      await withLimit(`Closing ${engine.name}`, CLOSE_LIMIT_MS, puppeteer.close()).catch(() => {})
      await kill()
      profile.discard()
    },
  }
}
