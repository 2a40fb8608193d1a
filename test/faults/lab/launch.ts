import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { EngineName } from '../../browser/harness/index.ts'
import { killTree } from '../../browser/harness/killTree.ts'
import { LEASH, leashedEnv } from '../../browser/harness/leash.ts'
import { programOf } from '../../browser/harness/programOf.ts'

/** A browser that nobody drives: it was given an address, and does what the page says. */
export interface Launched {
  readonly pid: number
  /** SIGKILL to the whole process group, then to whatever has left it; resolves when all of it is gone. */
  kill(): Promise<void>
}

const CHROMIUM = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-popup-blocking', // the page opens its other tabs by itself
  '--disable-backgrounding-occluded-windows',
  '--disable-breakpad',
]
const FIREFOX = {
  'dom.disable_open_during_load': false,
  'dom.popup_maximum': 100,
  'toolkit.startup.max_resumed_crashes': -1,
  'browser.sessionstore.resume_from_crash': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'termsofuse.bypassNotification': true,
  'trailhead.firstrun.didSeeAboutWelcome': true,
  'browser.startup.homepage_override.mstone': 'ignore',
  'startup.homepage_welcome_url': '',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'app.update.enabled': false,
  'app.normandy.enabled': false,
  'browser.safebrowsing.update.enabled': false,
  'extensions.update.enabled': false,
  // Its thumbnails come of a page of its own in a container that is thrown away: a visitor that is none.
  'browser.pagethumbnails.capturing_disabled': true,
  'browser.link.open_newwindow.restriction': 0,
  'browser.link.open_newwindow': 2, // windows, so that each is visible
}
const WEBKIT = fileURLToPath(new URL('webkitWindows.py', import.meta.url))

let display: Promise<string> | undefined

/** Starts an engine on a profile, with a window for each address; the first page opens the others where it must. */
export async function launch(
  engine: EngineName,
  profile: string,
  urls: readonly string[],
  more: readonly string[] = [],
): Promise<Launched> {
  const [first, ...others] = urls as [string, ...string[]]
  const opener = others.length ? `${first}#${encodeURIComponent(JSON.stringify(others))}` : first
  mkdirSync(profile, { recursive: true })
  const env: Record<string, string> = {}
  let args: string[]
  let program: string
  if (engine === 'chromium') {
    program = programOf(engine)
    args = [...CHROMIUM, `--user-data-dir=${profile}`, ...more, opener]
  } else if (engine === 'firefox') {
    program = programOf(engine)
    const prefs = Object.entries(FIREFOX).map(
      ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`,
    )
    writeFileSync(join(profile, 'user.js'), prefs.join('\n'))
    args = ['--headless', '--no-remote', '--profile', profile, opener]
    Object.assign(env, { MOZ_CRASHREPORTER_DISABLE: '1', HOME: profile })
  } else {
    program = '/usr/bin/python3'
    args = [WEBKIT, profile, ...urls]
    display ??= startDisplay()
    Object.assign(env, {
      DISPLAY: await display,
      GDK_BACKEND: 'x11',
      GSETTINGS_BACKEND: 'memory',
      NO_AT_BRIDGE: '1',
    })
  }
  const log = openSync(join(profile, 'browser.log'), 'w')
  const child = spawn(LEASH, args, {
    detached: true,
    stdio: ['pipe', log, log],
    env: leashedEnv(program, env),
  })
  closeSync(log)
  const { pid } = child
  if (pid === undefined) throw new Error(`${engine} did not start.`)
  const exited = once(child, 'exit')
  return {
    pid,
    async kill() {
      try {
        process.kill(-pid, 'SIGKILL')
      } catch {
        // it is gone by itself
      }
      await killTree([pid])
      await exited
    },
  }
}

/** One display for all, which dies with this process. */
async function startDisplay(): Promise<string> {
  const xvfb = spawn(LEASH, ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    env: leashedEnv(programOf('xvfb')),
  })
  const [number] = await once(xvfb.stdio[3] as Readable, 'data')
  xvfb.unref()
  ;(xvfb.stdio[3] as unknown as { unref(): void }).unref()
  ;(xvfb.stdin as unknown as { unref(): void }).unref()
  return `:${String(number).trim()}`
}
