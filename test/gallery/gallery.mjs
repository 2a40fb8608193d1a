// Draws every kind of card in both colour schemes, three languages and two widths, and a contact sheet of each
// scheme, into docs/gallery. `npm run gallery [-- NAME…]` draws only the named ones. Chromium: PULSO_CHROMIUM, or
// /usr/bin/chromium.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import puppeteer from 'puppeteer-core'
import { servePage } from './page.mjs'
import { samples } from './samples.mjs'
import { writeIndex } from './writeIndex.mjs'

const OUT = 'docs/gallery'
const LANGUAGES = ['en', 'es', 'ar']
const SCREENS = {
  phone: { width: 320, height: 640 },
  desktop: { width: 900, height: 600 },
}
const MARGIN = 20
const only = process.argv.slice(2)
const names = Object.keys(samples).filter((name) => !only.length || only.includes(name))

const pause = (ms) => new Promise((done) => setTimeout(done, ms))

async function act(page, step) {
  if (step.wait) return pause(step.wait)
  if (step.settle) return page.evaluate(() => window.stage.settle())
  await pause(350) // taps right after something appeared are ignored
  const target = step.send ? '.send' : `input[value="${step.tap}"]`
  await page.evaluate(
    (selector) => document.querySelector('pulso-survey').shadowRoot.querySelector(selector).click(),
    target,
  )
}

/** The card with a little of the page around it. */
function around(margin) {
  const box = document.querySelector('pulso-survey').shadowRoot.querySelector('.card').getBoundingClientRect()
  const x = Math.max(0, box.x - margin)
  const y = Math.max(0, box.y - margin)
  const right = Math.min(innerWidth, box.right + margin)
  return { x, y, width: right - x, height: Math.min(innerHeight, box.bottom + margin) - y }
}

async function draw(page, name, locale) {
  const { survey, steps = [], kept = 'device' } = samples[name]
  const theme = { font: 'Inter, "Noto Sans Arabic", sans-serif' }
  await page.evaluate((options) => window.openCard(options), { survey, locale, kept, theme })
  for (const step of steps) await act(page, step)
  await page.evaluate(() => document.querySelector('pulso-survey').shadowRoot.activeElement?.blur())
  await pause(250)
  const errors = await page.evaluate(() => window.stage.errors)
  if (errors.length) throw new Error(`${name}: ${errors.join('; ')}`)
  const png = await page.screenshot({ clip: await page.evaluate(around, MARGIN) })
  await page.evaluate(() => window.stage.card.close('api'))
  return png
}

const site = await servePage()
const browser = await puppeteer.launch({
  executablePath: process.env.PULSO_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--force-color-profile=srgb'],
})
try {
  if (!only.length) rmSync(OUT, { recursive: true, force: true })
  mkdirSync(OUT, { recursive: true })
  const page = await browser.newPage()
  for (const scheme of ['light', 'dark']) {
    const drawn = []
    for (const [screen, viewport] of Object.entries(SCREENS)) {
      await page.setViewport(viewport)
      await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }])
      await page.goto(site.url)
      await page.evaluate(
        (night) => document.documentElement.classList.toggle('night', night),
        scheme === 'dark',
      )
      for (const locale of LANGUAGES)
        for (const name of names) {
          const file = `${name}-${scheme}-${locale}-${screen}.png`
          const png = await draw(page, name, locale)
          writeFileSync(`${OUT}/${file}`, png)
          drawn.push({ file, name, locale, screen })
        }
    }
    await sheet(page, scheme, drawn)
  }
  if (!only.length) writeIndex(OUT, names, LANGUAGES, Object.keys(SCREENS))
} finally {
  await browser.close()
  site.close()
}

/** All pictures of one scheme on one page: a row for each card, a column for each language and width. */
async function sheet(page, scheme, drawn) {
  const rows = names.map((name) => {
    const cells = drawn.filter((one) => one.name === name)
    const images = cells.map(
      ({ file }) => `<img src="data:image/png;base64,${readFileSync(`${OUT}/${file}`).toString('base64')}">`,
    )
    return `<h2>${name}</h2><p>${images.join('')}</p>`
  })
  const [ground, ink] = scheme === 'dark' ? ['#0b0b0d', '#ccc'] : ['#e6e4e0', '#333']
  await page.setViewport({ width: 2400, height: 800 })
  await page.setContent(
    `<!doctype html><style>body{margin:20px;background:${ground};color:${ink};font:16px Inter}body{columns:2}p{display:flex;gap:10px;align-items:flex-end;margin:0 0 24px}p,h2{break-inside:avoid}img{zoom:.5}h2{font-size:14px;margin:0 0 6px;break-after:avoid}</style>${rows.join('')}`,
  )
  await page.screenshot({ path: `${OUT}/contact-${scheme}.png`, fullPage: true })
  await page.goto(site.url)
}
