import { existsSync } from 'node:fs'
import puppeteer from 'puppeteer-core'

const PLACES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A headless Chromium with a profile of its own and no traffic but the page's. `CHROMIUM_PATH` names another one. */
export function launchChromium() {
  const executablePath = PLACES.find((path) => path && existsSync(path))
  if (!executablePath) throw new Error('No Chromium found. Set CHROMIUM_PATH to one.')
  return puppeteer.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-features=Translate,OptimizationHints,MediaRouter',
    ],
  })
}
