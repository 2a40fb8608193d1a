import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import puppeteer from 'puppeteer-core'
import { startDemo } from './startDemo.mjs'

// `node examples/shop/picture.mjs`: the README's picture, taken of the shop as a visitor sees it. Needs the build, and
// Chromium (CHROMIUM names another than /usr/bin/chromium).

const file = fileURLToPath(new URL('../../docs/images/nps.png', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'pulso-picture-'))
const demo = await startDemo({ shopPort: 4490, collectorPort: 4491, databasePath: join(folder, 'demo.db') })
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--lang=en'],
})
try {
  const page = await browser.newPage()
  await page.setViewport({ width: 1120, height: 660, deviceScaleFactor: 2 })
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }])
  const follow = (selector) => Promise.all([page.waitForNavigation(), page.click(selector)])

  for (const piece of ['plates', 'mug']) {
    await page.goto(`${demo.shop}product/?piece=${piece}`)
    await page.click('[data-add]')
  }
  await follow('[data-added] a')
  await page.click('[value=standard]')
  await follow('[type=submit]')
  await page.waitForSelector('pulso-survey >>> legend', { visible: true })
  await page.hover('pulso-survey >>> input[value="9"]')
  await new Promise((settled) => setTimeout(settled, 500)) // fonts, and what fades in

  mkdirSync(join(file, '..'), { recursive: true })
  await page.screenshot({ path: file })
  console.log(file)
} finally {
  await browser.close()
  await demo.close()
  rmSync(folder, { recursive: true, force: true })
}
