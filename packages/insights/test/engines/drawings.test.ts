import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, open } from '../../../../test/browser/harness/index.ts'
import { shopProgramme } from '../../../cli/src/simulate/shopProgramme.ts'
import { simulateJourneys } from '../../../cli/src/simulate/simulateJourneys.ts'
import { buildReport, createAggregate, createPeople, parseProgramme } from '../../src/index.ts'
import { renderReport } from '../../src/report.ts'

const FROM = Date.UTC(2026, 0, 5)
const DAYS = 90

/** Runs in the page: texts that leave their drawing, and pairs of texts that lie on each other. */
function faults(): string[] {
  const boxOf = (text: Element) => ({ said: text.textContent, ...text.getBoundingClientRect().toJSON() })
  return [...document.querySelectorAll('svg')].flatMap((svg) => {
    const frame = svg.getBoundingClientRect()
    const texts = [...svg.querySelectorAll('text')].filter((text) => text.textContent?.trim()).map(boxOf)
    const isCut = (box: DOMRect) =>
      box.left < frame.left - 0.5 ||
      box.right > frame.right + 0.5 ||
      box.top < frame.top - 0.5 ||
      box.bottom > frame.bottom + 0.5
    const covers = (a: DOMRect, b: DOMRect) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3
    return texts.flatMap((box, i) => [
      ...(frame.width > 0 && isCut(box) ? [`cut: ${box.said}`] : []),
      ...texts
        .slice(i + 1)
        .filter((other) => covers(box, other))
        .map((other) => `${box.said} lies on ${other.said}`),
    ])
  })
}

describe('the drawings of a report', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'pulso-report-'))
  let browser: Browser

  beforeAll(async () => {
    const aggregate = createAggregate({ period: 'week', segments: ['relationship'] })
    const people = createPeople()
    for (const record of simulateJourneys({ from: FROM, seed: 3, persons: 400, days: DAYS })) {
      aggregate.add(record)
      people.add(record)
    }
    for (const locale of ['en', 'es'] as const) {
      const programme = parseProgramme(shopProgramme(FROM, DAYS, locale))
      const report = buildReport(programme, aggregate, { day: '2026-06-01', people, resamples: 10 })
      writeFileSync(join(folder, `${locale}.html`), renderReport(report, { locale }))
    }
    browser = await open('chromium')
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  for (const locale of ['en', 'es'])
    it(`cut no word and lay none on another, on a desk and on a phone (${locale})`, async () => {
      const page = await browser.newPage(String(pathToFileURL(join(folder, `${locale}.html`))))
      for (const width of [1280, 390]) {
        await page.setViewport(width, 900)
        expect(await page.eval(() => document.querySelectorAll('svg text').length)).toBeGreaterThan(100)
        expect(await page.eval(faults), `${width} px`).toEqual([])
        expect(await page.eval(() => document.documentElement.scrollWidth)).toBe(width)
      }
    })
})
