import { accessSync, constants, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const onPath = (name) => (process.env.PATH ?? '').split(':').map((folder) => join(folder, name))
const macApp = (app, name = app) => `/Applications/${app}.app/Contents/MacOS/${name}`

/** Folders below `root` whose name starts with `prefix`, newest name first. */
function versions(root, prefix) {
  try {
    return readdirSync(root)
      .filter((name) => name.startsWith(prefix))
      .sort()
      .reverse()
      .map((name) => join(root, name))
  } catch {
    return []
  }
}

const playwrightCache = join(
  homedir(),
  process.platform === 'darwin' ? 'Library/Caches' : '.cache',
  'ms-playwright',
)
const puppeteerCache = join(homedir(), '.cache/puppeteer')

const CANDIDATES = {
  chromium: () => [
    process.env.PULSO_CHROMIUM,
    ...onPath('chromium'),
    ...onPath('google-chrome-stable'),
    ...versions(playwrightCache, 'chromium-').flatMap((folder) => [
      join(folder, 'chrome-linux/chrome'),
      join(folder, 'chrome-linux64/chrome'),
      join(folder, 'chrome-mac/Chromium.app/Contents/MacOS/Chromium'),
    ]),
    macApp('Google Chrome'),
  ],
  firefox: () => [
    process.env.PULSO_FIREFOX,
    ...onPath('firefox-esr'),
    ...onPath('firefox'),
    ...versions(join(puppeteerCache, 'firefox'), '').flatMap((folder) => [
      join(folder, 'firefox/firefox'),
      join(folder, 'Firefox.app/Contents/MacOS/firefox'),
    ]),
    macApp('Firefox', 'firefox'),
  ],
  webkit: () => [process.env.PULSO_WEBKIT_DRIVER, ...onPath('WebKitWebDriver')],
  xvfb: () => onPath('Xvfb'),
}

/** Path of an engine's program, or `undefined`. `PULSO_CHROMIUM`, `PULSO_FIREFOX` and `PULSO_WEBKIT_DRIVER` win. */
export function findProgram(name) {
  return CANDIDATES[name]().find((path) => {
    try {
      if (path) accessSync(path, constants.X_OK)
      return Boolean(path)
    } catch {
      return false
    }
  })
}
