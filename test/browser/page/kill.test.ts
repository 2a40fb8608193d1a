import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { PulsoRecord } from '../../../src/schema/index.ts'
import { type Browser, type DrawFault, forEachEngine } from '../harness/index.ts'
import { answer, ask, asked, card, track } from './support/card.ts'
import { openCollector } from './support/collector.ts'
import { openStand, type Stand } from './support/stand.ts'
import { long, nps } from './support/surveys.ts'
import { until } from './support/until.ts'

/** What a record says, without what is random in it. */
const gist = (rows: readonly PulsoRecord[]) =>
  rows.map((row) => (row.type === 'answered' ? `answered ${row.question.id} ${row.value}` : row.type)).sort()

const NPS_DONE = ['answered nps 9', 'completed', 'shown']

/** What the visitor had done when the browser died, and what the collector must have afterwards, once each. */
const STEPS = {
  shown: ['shown'],
  begun: ['answered ease 6', 'shown'],
  thanked: NPS_DONE,
  sent: NPS_DONE,
  lost: NPS_DONE,
} as const
type Step = keyof typeof STEPS
const names = Object.keys(STEPS) as Step[]

const keyOf = (body: string) => /"key":"(\w+)"/.exec(body)?.[1]
const loseReplies: DrawFault = ({ body }) => (keyOf(body) === 'lost' ? 'commit-then-reset' : undefined)

forEachEngine((engine) => {
  /** A site for each step, so a storage for each; one collector for all. */
  async function stage() {
    const stands = {} as Record<Step, Stand>
    for (const name of names) stands[name] = await openStand()
    const collector = await openCollector(
      names.map((name) => ({ id: name, key: name, origins: [stands[name].site.origin] })),
    )
    for (const name of names)
      stands[name].page('/', {
        surveys: [name === 'begun' ? long : nps],
        options: { key: name, endpoint: collector.endpoint },
      })
    const profile = mkdtempSync(join(tmpdir(), 'pulso-kill-'))
    onTestFinished(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }))
    return { stands, collector, profile }
  }

  /** Goes as far as a step, in a tab of its own. */
  async function goTo(step: Step, browser: Browser, stand: Stand): Promise<void> {
    const page = await browser.newPage(stand.url)
    if (step === 'shown') {
      await track(page)
      await asked(page) // 0.3 s in view make an impression
      await page.waitFor(
        () =>
          new Promise((resolve) => {
            const request = indexedDB.open('pulso')
            request.onsuccess = () => {
              const count = request.result.transaction('out').objectStore('out').count()
              count.onsuccess = () => resolve(count.result)
              request.result.close()
            }
          }),
      )
    } else {
      await ask(page)
      if (step === 'begun') {
        await page.click(card('input[value="6"]'))
        await page.waitFor(() =>
          /feel/.test(document.querySelector('pulso-survey')?.shadowRoot?.textContent ?? ''),
        )
      } else await answer(page, 9)
    }
  }

  describe('SIGKILL', () => {
    it('004-16: the answer that was thanked for while the server was down is in the database once, after a SIGKILL', async () => {
      const { stands, collector, profile } = await stage()
      const { server } = collector
      const first = await engine.open({ profile })
      const page = await first.newPage(stands.thanked.url)
      await ask(page)
      await server.down()
      expect(await answer(page, 9)).toContain('Thank you')
      await first.kill()

      const second = await engine.open({ profile })
      await server.up()
      expect(collector.rows('thanked')).toEqual([])
      const again = await second.newPage(stands.thanked.url)
      await until(() => collector.rows('thanked').length >= 3)
      expect(gist(collector.rows('thanked'))).toEqual(NPS_DONE)

      await again.reload() // what was sent is not sent again
      await again.waitFor(() => 'pulso' in window)
      const count = server.requests.length
      await again.reload()
      await again.waitFor(() => 'pulso' in window)
      expect(server.requests.length).toBe(count)
      expect(gist(collector.rows('thanked'))).toEqual(NPS_DONE)
      await second.close()
    })

    it('acceptance, 000-20, pains 1, 6 and 9: killed at any step of answering, offline or online, each record arrives exactly once', async () => {
      const { stands, collector, profile } = await stage()
      const { server } = collector
      const first = await engine.open({ profile })
      server.fault(loseReplies) // stored by the collector, but the page never hears of it
      for (const step of ['sent', 'lost'] as const) {
        await goTo(step, first, stands[step])
        await until(() => collector.rows(step).length >= 3)
      }
      await server.down()
      for (const step of ['shown', 'begun', 'thanked'] as const) await goTo(step, first, stands[step])
      await first.kill()

      const second = await engine.open({ profile })
      server.fault(undefined)
      await server.up()
      const repeats = server.requests.length
      for (const step of names) await second.newPage(stands[step].url)
      for (const step of names) await until(() => collector.rows(step).length >= STEPS[step].length)
      await until(() => server.requests.slice(repeats).some(({ body }) => keyOf(body) === 'lost'))
      for (const step of names) expect(gist(collector.rows(step)), step).toEqual(STEPS[step])
      await second.close()
    })
  })
})
