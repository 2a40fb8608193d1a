import { readFileSync } from 'node:fs'
import type { Browser, Engine, Media, OpenOptions } from './engine.ts'
import { killTree } from './killTree.ts'
import { oneAtATime } from './oneAtATime.ts'
import { openProfile } from './openProfile.ts'
import { type Command, startWebKit } from './startWebKit.ts'
import type { Call } from './webdriver.ts'
import { type Tab, webkitPage } from './webkitPage.ts'
import { withLimit } from './withLimit.ts'

const CLOSE_LIMIT_MS = 3_000

export async function openWebKit(engine: Engine, options: OpenOptions): Promise<Browser> {
  const viewport = { width: 1000, height: 800, deviceScaleFactor: 1, ...options.viewport }
  const settings = commandOf({ colorScheme: 'light', reducedMotion: false, ...options })
  const profile = openProfile(options.profile)
  const run = openProfile()
  const groups: number[] = []
  const kill = async () => {
    await killTree(groups.splice(0)) // only once: later the numbers may be other processes
    run.discard()
  }

  try {
    const start = {
      ...viewport,
      settings,
      locale: options.locale ?? 'en-US',
      profile: profile.folder,
      run: run.folder,
    }
    const { call, session, control } = await startWebKit(start, groups)
    const inSession: Call = (method, path, body) => call(method, session + path, body)
    const locked = oneAtATime()
    const tabs: Tab[] = [{ handle: await inSession<string>('GET', '/window'), index: 0 }]
    let opened = 1
    let spare = tabs[0] // the window that the session began with
    let current = spare

    const shared = {
      deviceScaleFactor: viewport.deviceScaleFactor,
      control,
      emulate: (media: Media) => control(commandOf(media)),
      consoleLog: () => readFileSync(`${run.folder}/console.log`, 'utf8'),
      /** WebDriver has one current window, so a command and the switch to its tab go together. */
      in: (tab: Tab): Call => {
        return (method, path, body) =>
          locked(async () => {
            if (current !== tab) await inSession('POST', '/window', { handle: tab.handle })
            current = tab
            return inSession(method, path, body)
          })
      },
      close: async (tab: Tab) => {
        if (tabs.length === 1) {
          await shared.in(tab)('POST', '/url', { url: 'about:blank' }) // without a window the session would end
          spare = tab
          return
        }
        await shared.in(tab)('DELETE', '/window')
        tabs.splice(tabs.indexOf(tab), 1)
        await shared.in(tabs[0] as Tab)('GET', '/window') // the driver opens no tab while its current one is closed
      },
    }

    const newTab = async (): Promise<Tab> => {
      if (spare) {
        const tab = spare
        spare = undefined
        return tab
      }
      return locked(async () => {
        const { handle } = await inSession<{ handle: string }>('POST', '/window/new', { type: 'window' })
        const tab = { handle, index: opened++ }
        tabs.push(tab)
        return tab
      })
    }

    return {
      engine,
      profile: profile.folder,
      newPage: async (url) => {
        const page = webkitPage(engine, await newTab(), shared)
        if (url !== undefined) await page.goto(url)
        return page
      },
      kill,
      close: async () => {
        if (groups.length > 0)
          await withLimit('Closing webkit', CLOSE_LIMIT_MS, inSession('DELETE', '')).catch(() => {})
        await kill()
        profile.discard()
      },
    }
  } catch (error) {
    await kill()
    profile.discard()
    throw error
  }
}

function commandOf({ colorScheme, reducedMotion }: Media): Command {
  return {
    ...(colorScheme && { dark: colorScheme === 'dark' }),
    ...(reducedMotion !== undefined && { animations: !reducedMotion }),
  }
}
