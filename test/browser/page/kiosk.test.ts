import { beforeAll, describe, expect, it } from 'vitest'
import type { Kiosk } from '../../../src/kiosk.ts'
import { type Browser, forEachEngine, type Page } from '../harness/index.ts'
import { asked, card, thanked } from './support/card.ts'
import { openStand, type Stand } from './support/stand.ts'
import { survey } from './support/surveys.ts'
import { traces } from './support/traces.ts'
import { until } from './support/until.ts'

/** No trigger is of any use here, and both limits would keep a second person from being asked. */
const leaving = survey({
  id: 'leaving',
  touchpoint: { id: 'store', phase: 'during' },
  eligibility: { maxImpressions: 1, sampleRate: 0.01 },
  presentation: { mode: 'inline', target: 'main' },
  questions: [
    { id: 'nps', type: 'nps', prompt: 'Would you recommend our shop?' },
    { id: 'why', type: 'text', prompt: 'Why?', required: false },
  ],
})
const IDLE_MS = 60_001
const THANKS_MS = 60_002
/** Both times pass when the test says so: a slow driver is nobody who went away. */
const CLOCK = `<script>
  window.due = {}
  const { setTimeout: natively } = window
  window.setTimeout = (work, ms, ...more) => (ms > 60_000 ? (due[ms] = work) && 0 : natively(work, ms, ...more))
</script>`
const pass = (page: Page, ms: number) =>
  page.eval((name) => (window as unknown as { due: { [ms: string]: () => void } }).due[name]?.(), ms)

const tap = (page: Page, value: number) => page.click(card(`input[value="${value}"]`))
/** What the open card shows of whoever was there before: chosen options and written words. */
const inCard = (page: Page) =>
  page.eval(() => {
    const root = document.querySelector('pulso-survey')?.shadowRoot
    return [...(root?.querySelectorAll<HTMLInputElement>('input:checked, textarea') ?? [])].map(
      ({ value }) => value,
    )
  })
const isOpen = (page: Page, words: string) =>
  page.waitFor(
    (text) =>
      document
        .querySelector('pulso-survey')
        ?.shadowRoot?.querySelector('legend, .q, .card')
        ?.textContent?.includes(text),
    {},
    words,
  )
const answersOf = ({ records }: Stand) =>
  records.flatMap((record) => (record.type === 'answered' ? [[record.question.id, record.value]] : []))

forEachEngine((engine) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await engine.open()
  })

  describe('a kiosk', () => {
    it('004-33: keeps the answers of several persons until they are sent, once each, and nothing of a person, not even an id', async () => {
      const stand = await openStand()
      const options = { 'idle-ms': IDLE_MS, 'thanks-ms': THANKS_MS } as object
      const script = stand.tag({ surveys: [leaving], options }).replace('pulso.js', 'pulso.kiosk.js')
      stand.page('/', { head: CLOCK, script, body: '<main></main>' })
      await stand.ingest.down()
      const page = await browser.newPage(stand.url)

      expect(await asked(page)).toContain('recommend our shop')
      await tap(page, 9)
      await isOpen(page, 'Why?')
      await asked(page)
      await page.click(card('.send'))
      expect(await thanked(page)).toContain('Thank you')

      await pass(page, THANKS_MS)
      await isOpen(page, 'recommend our shop') // by itself, for whoever comes next
      await asked(page)
      expect(await inCard(page)).toEqual([])
      await tap(page, 3)
      await isOpen(page, 'Why?')
      await asked(page)
      await page.click(card('textarea'))
      await page.type('I am Lucy')

      await pass(page, IDLE_MS) // the second person has gone
      await isOpen(page, 'recommend our shop')
      await asked(page)
      expect(await inCard(page)).toEqual([])
      const waiting = await traces(page)
      expect(waiting.length).toBeGreaterThan(4)
      expect(waiting.every((row) => row.includes(stand.endpoint))).toBe(true) // records, and nothing else
      expect(waiting.join()).not.toMatch(/Lucy|"person"/)

      await page.reload() // the device is switched off and on
      await stand.ingest.up()
      await until(() => answersOf(stand).length >= 3)
      await until(async () => {
        await page.eval(() => (window as unknown as { pulsoKiosk: Kiosk }).pulsoKiosk.flush())
        return (await traces(page)).length === 0
      })
      expect(answersOf(stand)).toEqual([
        ['nps', 9],
        ['why', null],
        ['nps', 3],
      ])
      expect(
        stand.records.flatMap(({ type, ...more }) => (type === 'dismissed' ? [more] : [])),
      ).toMatchObject([{ reason: 'timeout', step: 1, question: 'why' }])
      const runs = stand.records.flatMap((record) => (record.type === 'answered' ? [record.run] : []))
      expect(new Set(runs).size).toBe(2)
      for (const record of stand.records)
        expect(record).toMatchObject({ sampleRate: 1, touchpoint: { id: 'store', channel: 'kiosk' } })
      expect(JSON.stringify(stand.records)).not.toMatch(/Lucy|"person"/)
      await page.close()
    })
  })
})
