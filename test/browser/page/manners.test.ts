import { beforeAll, describe, expect, it } from 'vitest'
import { type Browser, forEachEngine, type Page } from '../harness/index.ts'
import { answer, ask, card, cards, settled } from './support/card.ts'
import { type HostPage, openStand } from './support/stand.ts'
import { nps, survey } from './support/surveys.ts'
import { until } from './support/until.ts'

const withComment = survey({
  questions: [{ id: 'nps', type: 'nps', prompt: 'Would you recommend us?', comment: { prompt: 'Why?' } }],
})

/** A page with fields, text to select, and shortcuts of its own; it notes every key that reaches it. */
const BODY = `
  <p id="text">Some words to select, and some more of them.</p>
  <input id="field"><button id="next">Next</button><input id="last">
  <div style="height:3000px"></div>
  <script>
    window.heard = []
    for (const type of ['keydown', 'keypress', 'keyup'])
      document.addEventListener(type, (event) => {
        heard.push(type + ' ' + (event.ctrlKey ? 'Control+' : '') + event.key + (event.defaultPrevented ? ' prevented' : ''))
      })
    window.shortcuts = 0
    window.addEventListener('keydown', (event) => {
      if (['j', 'k', '/', 'Backspace', '7', 'Enter'].includes(event.key)) { shortcuts++; event.preventDefault() }
    })
  </script>`
/** Notes every shift of the layout that nobody caused by a tap; only Chromium tells. */
const SHIFTS = `<script>
  window.shifts = []
  try {
    new PerformanceObserver((list) => shifts.push(...list.getEntries().filter((shift) => !shift.hadRecentInput)
      .map(({ value, sources }) => value + ' ' + sources.map(({ node }) => node && (node.outerHTML || node.data)))))
      .observe({ type: 'layout-shift', buffered: true })
  } catch {}
</script>`

type Host = { heard: string[]; shortcuts: number; shifts: string[] }

forEachEngine((engine) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await engine.open()
  })

  async function visit(page: HostPage = {}) {
    const stand = await openStand({ body: BODY, ...page })
    return { stand, page: await browser.newPage(stand.url) }
  }
  const active = (page: Page) => page.eval(() => document.activeElement?.id)
  const heard = (page: Page) => page.eval(() => (window as unknown as Host).heard.splice(0))
  const shortcuts = (page: Page) => page.eval(() => (window as unknown as Host).shortcuts)

  describe('an open popover', () => {
    it('acceptance, pain 21: takes no focus: typing goes on in the host’s field, with Tab, Escape and Control+Enter', async () => {
      const { page } = await visit()
      await page.click('#field')
      await page.type('abc')
      await ask(page)
      await page.type('def')
      expect(await page.eval(() => (document.getElementById('field') as HTMLInputElement).value)).toBe(
        'abcdef',
      )
      expect(await active(page)).toBe('field')
      await heard(page)

      await page.key('Escape')
      await page.key('Control+Enter')
      const keys = (await heard(page)).filter((each) => /^keydown (Escape|Control\+Enter)/.test(each))
      expect(keys).toEqual(['keydown Escape', 'keydown Control+Enter'])
      expect(await cards(page)).toBe(1)
      await page.key('Tab')
      expect(await active(page)).toBe('next')
      await page.key('Tab')
      expect(await active(page)).toBe('last')
      await page.key('Shift+Tab')
      expect(await active(page)).toBe('next')
      await page.close()
    })

    it('acceptance, pain 21: leaves the selection of the page alone, as it comes, when it is tapped and as it goes', async () => {
      const { page } = await visit()
      const selection = () => page.eval(() => `${getSelection()}`)
      await page.eval(() => {
        const range = document.createRange()
        const words = document.getElementById('text')!.firstChild!
        range.setStart(words, 5)
        range.setEnd(words, 20)
        getSelection()!.addRange(range)
      })
      expect(await selection()).toBe('words to select')
      await ask(page)
      expect(await selection()).toBe('words to select')
      await page.eval(() => (window as unknown as { pulso: { destroy(): void } }).pulso.destroy())
      expect(await cards(page)).toBe(0)
      expect(await selection()).toBe('words to select')
      await page.close()
    })

    it('acceptance, pain 22: keystrokes in the card do not reach the page’s shortcuts, and the page cannot swallow them', async () => {
      const { stand, page } = await visit({ surveys: [withComment] })
      await ask(page)
      await page.click(card('input[value="6"]'))
      await page.click(card('textarea'))
      await heard(page)
      await page.type('jkk/7')
      await page.key('Backspace')
      await page.key('Enter')
      await page.type('k')
      expect(
        await page.eval(
          () => document.querySelector('pulso-survey')?.shadowRoot?.querySelector('textarea')?.value,
        ),
      ).toBe('jkk/\nk')
      expect(await heard(page)).toEqual([])
      expect(await shortcuts(page)).toBe(0)
      await page.click(card('.send'))
      await until(() => stand.records.some(({ type }) => type === 'completed'))
      await page.close()
    })

    it('acceptance, pain 26: neither scrolls nor shifts the page, from its coming to its going', async () => {
      const { page } = await visit({ head: SHIFTS, surveys: [{ ...nps, thanks: { closeAfterMs: 300 } }] })
      await page.eval(() => scrollTo(0, 700))
      const places = () =>
        page.eval(() => [
          scrollX,
          scrollY,
          document.documentElement.clientWidth,
          document.documentElement.scrollHeight,
          ...[...document.body.children].map((element) => JSON.stringify(element.getBoundingClientRect())),
        ])
      const before = await places()
      await ask(page)
      expect(await places()).toEqual(before)
      await page.click(card('input[value="9"]'))
      await page.waitFor(() => !!document.querySelector('pulso-survey')?.shadowRoot?.querySelector('.thanks'))
      expect(await places()).toEqual(before)
      await page.moveMouse(5, 5)
      await until(async () => (await cards(page)) === 0)
      expect(await cards(page)).toBe(0)
      expect(await places()).toEqual(before)
      expect(await page.eval(() => (window as unknown as Host).shifts)).toEqual([])
      expect(await page.eval(() => getComputedStyle(document.body).overflow)).toBe('visible')
      await page.close()
    })

    it('pain 39: can be reached by Tab, is left by Escape, and the focus goes back to where it came from', async () => {
      const { page } = await visit()
      await page.click('#last')
      await ask(page)
      for (let i = 0; i < 6 && !(await inCard(page)); i++) await page.key('Tab')
      expect(await inCard(page)).toBe(true)
      await page.key('Escape')
      await until(async () => (await cards(page)) === 0)
      expect(await cards(page)).toBe(0)
      expect(await active(page)).toBe('last')
      await page.close()
    })

    it('pain 39: lets the focus out again by Tab', async () => {
      const { page } = await visit()
      await page.click('#last')
      await ask(page)
      for (let i = 0; i < 6 && !(await inCard(page)); i++) await page.key('Tab')
      await page.key('Shift+Tab')
      expect(await active(page)).toBe('last')
      await page.close()
    })

    it('pain 13: a tap in the first moment, meant for what was there before, is no answer', async () => {
      const { page } = await visit()
      await page.eval(() => {
        new MutationObserver(() => {
          const input = document
            .querySelector('pulso-survey')
            ?.shadowRoot?.querySelector<HTMLInputElement>('input[value="0"]')
          input?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }))
        }).observe(document.documentElement, { childList: true })
      })
      await ask(page)
      expect(
        await page.eval(() =>
          document.querySelector('pulso-survey')?.shadowRoot?.querySelector('input:checked'),
        ),
      ).toBe(null)
      await settled()
      expect(await answer(page)).toContain('Thank you')
      await page.close()
    })
  })

  const inCard = (page: Page) =>
    page.eval(() => document.activeElement === document.querySelector('pulso-survey'))
})
