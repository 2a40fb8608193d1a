import { beforeAll, describe, expect, it } from 'vitest'
import type { Pulso } from '../../../src/index.ts'
import { type Browser, forEachEngine, type Page } from '../harness/index.ts'
import { answer, ask, asked, askedFor, card, cards, isOnTop, ready, thanked } from './support/card.ts'
import { type HostPage, openStand, type Stand } from './support/stand.ts'
import { long, nps, survey } from './support/surveys.ts'
import { until } from './support/until.ts'

type Window = { pulso: Pulso }

/** What libraries do to the page when they go to the next one without loading it. */
const REPLACEMENTS: { [library: string]: () => void | Promise<void> } = {
  'Turbo puts in another body': () => {
    const next = document.createElement('body')
    next.append('Next page')
    document.documentElement.replaceChild(next, document.body)
  },
  'htmx swaps what is in the body': () => {
    document.body.innerHTML = '<h1>Next page</h1>'
  },
  'a router clears the whole document element': () => {
    const next = document.createElement('body')
    next.append('Next page')
    document.documentElement.replaceChildren(document.head, next)
    document.documentElement.className = 'next'
  },
  'a view transition swaps the body, where there are any': async () => {
    const swap = () => {
      document.body.replaceWith(document.createElement('body'))
      document.body.append('Next page')
    }
    if (document.startViewTransition) await document.startViewTransition(swap).finished.catch(() => {})
    else swap()
  },
}

forEachEngine((engine) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await engine.open()
  })

  async function visit(page: HostPage = {}): Promise<{ stand: Stand; page: Page }> {
    const stand = await openStand({ surveys: [long], ...page })
    return { stand, page: await browser.newPage(stand.url) }
  }
  /** Sees a run of the long survey to its end, from the second question. */
  async function finish(page: Page, stand: Stand) {
    await page.click(card('input[value="2"]'))
    await askedFor(page, 'missing')
    await page.click(card('.send'))
    expect(await thanked(page)).toContain('Thank you')
    await until(() => stand.records.some(({ type }) => type === 'completed'))
    const answers = stand.records.filter((row) => row.type === 'answered')
    expect(answers.map(({ question, value }) => [question.id, value])).toEqual([
      ['ease', 5],
      ['feel', 2],
      ['why', null],
    ])
    expect(new Set(stand.records.map((row) => 'run' in row && row.run)).size).toBe(1)
    expect(stand.records.filter(({ type }) => type === 'shown').length).toBe(1)
  }

  describe('an open card', () => {
    for (const [what, replace] of Object.entries(REPLACEMENTS))
      it(`pain 30: stays the one card, where it was in its questions, when ${what}`, async () => {
        const { stand, page } = await visit()
        await ask(page)
        await page.click(card('input[value="5"]'))
        await askedFor(page, 'feel')
        await page.eval(replace)
        expect(await until(() => isOnTop(page), 3000)).toBe(true)
        expect(await cards(page)).toBe(1)
        await askedFor(page, 'feel')
        await finish(page, stand)
      })

    it('pain 30: keeps the words of a comment and the caret in them when the body is replaced', async () => {
      const { page } = await visit({
        surveys: [
          {
            ...nps,
            questions: [
              { id: 'nps', type: 'nps', prompt: 'Would you recommend us?', comment: { prompt: 'Why?' } },
            ],
          },
        ],
      })
      await ask(page)
      await page.click(card('input[value="5"]'))
      await page.click(card('textarea'))
      await page.type('Slow ')
      await page.eval(REPLACEMENTS['Turbo puts in another body']!)
      await until(() => isOnTop(page), 3000)
      await page.type('bag')
      expect(
        await page.eval(
          () => document.querySelector('pulso-survey')?.shadowRoot?.querySelector('textarea')?.value,
        ),
      ).toBe('Slow bag')
    })

    it('pain 30: an inline card goes along into the new copy of its place', async () => {
      const { page } = await visit({
        surveys: [{ ...nps, presentation: { mode: 'inline', target: '#voice' } }],
        body: '<div id="voice"></div>',
      })
      await ask(page)
      await page.eval(() => {
        const next = document.createElement('body')
        next.innerHTML = '<h1>Next page</h1><div id="voice"></div>'
        document.documentElement.replaceChild(next, document.body)
      })
      await page.waitFor(() => !!document.querySelector('#voice > pulso-survey'))
      expect(await cards(page)).toBe(1)
      expect(await answer(page)).toContain('Thank you')
    })

    it('a reload resumes the run where it was', async () => {
      const { stand, page } = await visit()
      await ask(page)
      await page.click(card('input[value="5"]'))
      await askedFor(page, 'feel')
      await page.reload()
      await askedFor(page, 'feel')
      expect(await cards(page)).toBe(1)
      await finish(page, stand)
    })

    it('a begun answer goes along to the next page of the site', async () => {
      const { stand, page } = await visit()
      const next = stand.page('/next', { surveys: [long] })
      await ask(page)
      await page.click(card('input[value="5"]'))
      await askedFor(page, 'feel')
      await page.goto(next)
      await askedFor(page, 'feel')
      await finish(page, stand)
    })

    it('000-23: what is asked after the purchase is asked on a later visit, not on the one of the purchase', async () => {
      const later = survey({
        id: 'later',
        touchpoint: { id: 'delivered', phase: 'after' },
        trigger: [{ on: 'page', url: '/account' }],
        eligibility: { traits: [{ key: 'daysSinceDelivery', op: 'gte', value: 7 }] },
        questions: [{ id: 'again', type: 'rating', prompt: 'Would you buy there again?' }],
      })
      const account = (daysSinceDelivery: number) => ({
        surveys: [later],
        options: { traits: { daysSinceDelivery } },
      })
      const stand = await openStand()
      const first = await browser.newPage(stand.page('/account', account(0)))
      await ready(first, 'later')
      expect(await first.eval(() => (window as unknown as Window).pulso.explain('later')?.eligible)).toBe(
        false,
      )
      expect(await cards(first)).toBe(0)
      await first.close()
      const second = await browser.newPage(stand.page('/account', account(8)))
      expect(await asked(second)).toContain('buy there again')
      await second.close()
    })

    it('pain 12: an untouched card does not follow to the next page; its end is a record', async () => {
      const { stand, page } = await visit()
      const next = stand.page('/next', { surveys: [long] })
      await ask(page)
      await page.goto(next)
      await until(() => stand.records.some(({ type }) => type === 'dismissed'))
      expect(stand.records.find(({ type }) => type === 'dismissed')).toMatchObject({
        reason: 'abandoned',
        step: 0,
      })
      expect(await cards(page)).toBe(0)
    })

    it('pain 50: progress that does not fit the survey any more starts it anew', async () => {
      const { stand, page } = await visit()
      await ask(page)
      await page.click(card('input[value="5"]'))
      await askedFor(page, 'feel')
      stand.page('/', { surveys: [{ ...long, rev: 2, questions: [long.questions[0]!] }] })
      await page.reload()
      expect(await asked(page)).toContain('easy')
    })

    it('the page stays as fit for back and forward as it is without Pulso, with an open card too', async () => {
      const keep = { headers: { 'cache-control': 'no-cache' } }
      const { stand, page } = await visit()
      const away = stand.page('/away', { ...keep, script: '' })
      const script = `<script>addEventListener('pageshow', (event) => { window.persisted = event.persisted })</script>`
      stand.page('/with', { ...keep, surveys: [long], head: script })
      stand.page('/without', { ...keep, head: script, script: '' })

      /** As a link does: a driver waits in vain for the load of a page after one that came back. */
      const follow = async (to: string) => {
        await page.eval((url) => void setTimeout(() => location.assign(url)), to)
        await page.waitFor((url) => location.href === url && document.readyState === 'complete', {}, to)
      }
      /** Whether the page came back as it had been left, rather than loaded anew. */
      const comesBack = async (path: string, before: () => Promise<unknown>) => {
        await follow(stand.site.origin + path)
        await before()
        await follow(away)
        await page.eval(() => void setTimeout(() => history.back()))
        await page.waitFor((end) => location.pathname === end && 'persisted' in window, {}, path)
        return page.eval(() => (window as unknown as { persisted: boolean }).persisted)
      }
      const without = await comesBack('/without', async () => {})
      const withCard = await comesBack('/with', async () => {
        await ask(page)
        await page.click(card('input[value="5"]'))
        await askedFor(page, 'feel')
      })
      expect(withCard).toBe(without)
      await askedFor(page, 'feel')
      expect(await cards(page)).toBe(1)
      await finish(page, stand)
    })
  })
})
