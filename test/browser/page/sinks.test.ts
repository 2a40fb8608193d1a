import { readFileSync } from 'node:fs'
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type Recorder, startRecorder } from '../../../packages/adapters/test/support/recorder.ts'
import type { Pulso } from '../../../src/index.ts'
import { type Browser, forEachEngine, type Page } from '../harness/index.ts'
import { answer, ask, ready } from './support/card.ts'
import { type HostPage, openStand, type Stand } from './support/stand.ts'
import { until } from './support/until.ts'

const SEGMENT = {
  headers: { 'content-type': 'text/javascript' },
  body: readFileSync(new URL('../../../packages/adapters/dist/script/segment.js', import.meta.url), 'utf8'),
}
const flush = (page: Page) => page.eval(() => (window as unknown as { pulso: Pulso }).pulso.flush())

forEachEngine((engine) => {
  let browser: Browser
  let vendor: Recorder
  beforeAll(async () => {
    browser = await engine.open()
  })
  beforeEach(async () => {
    vendor = await startRecorder()
    onTestFinished(() => vendor.close())
  })

  const withSegment = (more: object = {}): HostPage => ({
    options: {
      adapter: 'segment',
      'adapter-options': { writeKey: 'public', endpoint: `${vendor.origin}/v1/batch` },
      ...more,
    } as HostPage['options'] & object,
  })
  async function visit(stand: Stand) {
    const page = await browser.newPage(stand.url)
    await ready(page)
    return page
  }
  /** Kinds of the records that the vendor took, each id once. */
  const taken = () => {
    const events = vendor.requests.flatMap(
      ({ body }) => JSON.parse(body).batch as { messageId: string; event: string }[],
    )
    return [...new Map(events.map(({ messageId, event }) => [messageId, event])).values()]
  }

  describe('several sinks', () => {
    it('pain 5: each has its own queue: one that is down delays no other, and gets all of it later', async () => {
      const stand = await openStand(withSegment())
      stand.site.route('/dist/segment.js', SEGMENT)
      const page = await visit(stand)
      await ask(page)
      await stand.ingest.down()
      await answer(page)
      await flush(page)
      expect(await until(() => taken().length === 3)).toBe(true)
      expect(stand.records).toEqual([])

      await stand.ingest.up()
      await flush(page)
      expect(await until(() => stand.records.length === 3)).toBe(true)
      expect(vendor.requests).toHaveLength(1) // the vendor was done with them
      expect(JSON.parse(vendor.requests[0]!.body).writeKey).toBe('public')
      expect(stand.records.map(({ type }) => type).sort()).toEqual(['answered', 'completed', 'shown'])
      expect(
        await page.consoleErrors().then((all) => all.filter((text) => !/v1\/records/.test(text))),
      ).toEqual([])
      await page.close()
    })

    it('keeps answers for an adapter that could not be fetched, without a collector, until it can', async () => {
      const stand = await openStand(withSegment({ endpoint: 'none', key: 'shop' }))
      const page = await visit(stand)
      await ask(page)
      expect(await answer(page)).toMatch(/Thank/)
      await flush(page)
      expect(taken()).toEqual([])

      stand.site.route('/dist/segment.js', SEGMENT)
      await page.goto(stand.url) // what waits is looked for, with nobody asking
      expect(await until(() => taken().length === 3)).toBe(true)
      expect(stand.posts()).toEqual([])
      await page.close()
    })
  })
})
