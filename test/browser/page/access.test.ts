import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Pulso } from '../../../src/index.ts'
import { type Browser, forEachEngine, type Page } from '../harness/index.ts'
import { answer, ask, asked, card, cards, ready, settled, thanked } from './support/card.ts'
import { openStand, type Stand } from './support/stand.ts'
import { nps } from './support/surveys.ts'
import { everyType } from './support/types.ts'
import { until } from './support/until.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const names = everyType.map(({ id }) => id)

type Window = {
  pulso: Pulso
  axe: {
    run(where: object, how: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
  }
}

/** What comes of the keys that `answerByKeys` presses. */
const VALUES: { [name: string]: unknown } = {
  several: ['price', 'speed'],
  text: 'fine',
  contact: { email: 'a@b.example' },
  link: 'opened',
}

forEachEngine((engine) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await engine.open()
  })

  const inCard = (page: Page, selector: string) =>
    page.eval(
      (wanted) => !!document.querySelector('pulso-survey')?.shadowRoot?.activeElement?.matches(wanted),
      selector,
    )
  async function tabTo(page: Page, selector: string) {
    for (let i = 0; i < 12 && !(await inCard(page, selector)); i++) await page.key('Tab')
    expect(await inCard(page, selector), `Tab reaches ${selector}`).toBe(true)
  }
  /** Opens a survey as by a button of the page. */
  async function show(page: Page, id: string) {
    await page.eval((name) => (window as unknown as Window).pulso.show(name, { force: true }), id)
    await page.waitFor(
      () => document.querySelector('pulso-survey')?.shadowRoot?.querySelector('legend')?.textContent,
    )
  }
  async function answerByKeys(page: Page, id: string) {
    if (id === 'text' || id === 'contact') {
      await tabTo(page, 'textarea, input')
      await page.type(id === 'text' ? 'fine' : 'a@b.example')
    } else if (id === 'several') {
      await tabTo(page, 'input[value=price]')
      await page.key('Space')
      await page.key('Tab')
      await page.key('Space')
    } else {
      await tabTo(page, 'input, a')
      if (id !== 'link') await page.key('ArrowRight')
      await page.key('Enter')
    }
    if (/several|text|contact/.test(id)) {
      await tabTo(page, '.send')
      await page.key('Enter')
    }
    if (id === 'link') await page.toFront()
  }
  const answersTo = (stand: Stand, id: string) =>
    stand.records.flatMap((row) => (row.type === 'answered' && row.survey.id === id ? [row.value] : []))
  /** What axe finds wrong with the card, all rules and best practices. */
  const audit = (page: Page) =>
    page.eval(async () => {
      const { axe } = window as unknown as Window
      const { violations } = await axe.run({ include: [['pulso-survey']] }, { resultTypes: ['violations'] })
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)
    })

  async function visit(lang: string) {
    const stand = await openStand({
      html: `lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"`,
      surveys: everyType,
      head: '<script src="/axe.js"></script>',
      body: '<main><h1>Shop</h1></main>',
    })
    stand.site.route('/axe.js', AXE)
    const page = await browser.newPage(stand.url)
    await ready(page, 'nps')
    return { stand, page }
  }

  describe('every question type', () => {
    for (const lang of ['en', 'de', 'ar'])
      it(`acceptance, 000-21, pain 39: is answered by keyboard alone and clean by axe (${lang})`, async () => {
        const { stand, page } = await visit(lang)
        for (const id of names) {
          await show(page, id)
          // In one engine, for the rules look at the same tree in each.
          if (engine.name === 'chromium') expect.soft(await audit(page), id).toEqual([])
          await answerByKeys(page, id)
          await thanked(page)
          expect(await inCard(page, '*'), `${id}: the focus stays in the card`).toBe(true)
          if (engine.name === 'chromium') expect.soft(await audit(page), `${id}, thanks`).toEqual([])
          await page.key('Escape')
          await until(async () => (await cards(page)) === 0)
          expect(await cards(page)).toBe(0)
        }
        await until(() => names.every((id) => answersTo(stand, id).length > 0))
        for (const id of names) {
          const [value, ...more] = answersTo(stand, id)
          expect(more, `${id} was answered once`).toEqual([])
          if (id in VALUES) expect(value).toEqual(VALUES[id])
          else expect(value ?? null, id).not.toBe(null)
        }
        await page.close()
      }, 120_000)

    it('pain 40: is in the language of the page and in its direction', async () => {
      for (const [lang, dir, words] of [
        ['ar', 'rtl', 'رأيك'],
        ['de', 'ltr', 'halten'],
      ] as const) {
        const { page } = await visit(lang)
        await show(page, 'nps')
        const found = await page.eval(() => {
          const root = document.querySelector('pulso-survey')!.shadowRoot!
          const { lang, dir } = root.querySelector<HTMLElement>('.card')!
          const at = (value: number) =>
            root.querySelector(`input[value="${value}"]`)!.getBoundingClientRect().left
          const box = root.querySelector('.card')!.getBoundingClientRect()
          return {
            lang,
            dir,
            prompt: root.querySelector('legend')!.textContent,
            rising: at(0) < at(10),
            side: box.left < innerWidth - box.right ? 'left' : 'right',
          }
        })
        expect(found).toEqual({
          lang,
          dir,
          prompt: expect.stringContaining(words),
          rising: dir === 'ltr',
          side: dir === 'ltr' ? 'right' : 'left',
        })
        await page.close()
      }
    })

    it('pain 38: has fields of 16 px at least, however small the page writes', async () => {
      const { page } = await visit('en')
      await page.eval(() => {
        const sheet = new CSSStyleSheet()
        sheet.replaceSync('html, * { font-size: 9px !important }')
        document.adoptedStyleSheets = [sheet]
      })
      for (const id of ['text', 'contact']) {
        await show(page, id)
        const sizes = await page.eval(() =>
          [...document.querySelector('pulso-survey')!.shadowRoot!.querySelectorAll('textarea, input')].map(
            (field) => Number.parseFloat(getComputedStyle(field).fontSize),
          ),
        )
        expect(sizes.length).toBeGreaterThan(0)
        for (const size of sizes) expect(size).toBeGreaterThanOrEqual(16)
        await tabTo(page, '*')
        await page.key('Escape')
        await until(async () => (await cards(page)) === 0)
      }
      await page.close()
    })
  })

  describe('the card', () => {
    it('acceptance: moves nothing for who wants less motion', async () => {
      const stand = await openStand()
      const page = await browser.newPage(stand.url)
      const moving = () =>
        page.eval(() =>
          [...document.querySelector('pulso-survey')!.shadowRoot!.querySelectorAll('*')].flatMap((element) =>
            element.getAnimations().map(({ id }) => id),
          ),
        )
      await page.emulate({ reducedMotion: true })
      await ready(page)
      await page.eval(async () => {
        // Looked at in the frame in which it appears: later a short one would be over.
        const { pulso } = window as unknown as Window
        await pulso.show('recommend')
        const { shadowRoot } = document.querySelector('pulso-survey')!
        const count = [...shadowRoot!.querySelectorAll('*')].flatMap((element) =>
          element.getAnimations(),
        ).length
        document.documentElement.dataset.moving = `${count}`
      })
      expect(await page.eval(() => document.documentElement.dataset.moving)).toBe('0')
      await settled()
      await answer(page)
      expect(await moving()).toEqual([])
      await page.emulate({ reducedMotion: false })
      await page.close()
    })

    it.runIf(engine.can('forcedColors'))(
      'acceptance: shows which answer is chosen in forced colours',
      async () => {
        const stand = await openStand({
          surveys: [
            {
              ...nps,
              questions: [{ id: 'nps', type: 'nps', prompt: 'Recommend?', comment: { prompt: 'Why?' } }],
            },
          ],
        })
        const page = await browser.newPage(stand.url)
        await page.emulate({ forcedColors: true })
        await ask(page)
        await page.click(card('input[value="7"]'))
        const looks = (value: number) =>
          page.eval((each) => {
            const { shadowRoot } = document.querySelector('pulso-survey')!
            const cell = shadowRoot!.querySelector(`input[value="${each}"] + span`)!
            const { backgroundColor, borderTopColor, borderTopStyle } = getComputedStyle(cell)
            return { backgroundColor, border: borderTopStyle === 'none' ? '' : borderTopColor }
          }, value)
        const chosen = await looks(7)
        const other = await looks(6)
        expect(chosen.backgroundColor).not.toBe(other.backgroundColor)
        expect(other.border).not.toBe('')
        await page.emulate({ forcedColors: false })
        await page.close()
      },
    )
  })

  describe.runIf(engine.can('touch'))('on a phone', () => {
    it('acceptance, pain 38: every target is 44 px at 320 px, on the screen, and takes a tap', async () => {
      const phone = await engine.open({ touch: true, viewport: { width: 320, height: 568 } })
      const stand = await openStand({ surveys: [...everyType, nps] })
      const page = await phone.newPage(stand.url)
      await ready(page)
      for (const id of names) {
        await show(page, id)
        const small = await page.eval(() => {
          const root = document.querySelector('pulso-survey')!.shadowRoot!
          return [...root.querySelectorAll('input, button, textarea, a')].flatMap((element) => {
            const { width, height, left, right } = element.getBoundingClientRect()
            const isFit = width >= 44 && height >= 44 && left >= 0 && right <= innerWidth
            return isFit ? [] : [`${element.outerHTML} ${width}×${height} ${left}–${right}`]
          })
        })
        expect.soft(small, id).toEqual([])
        await settled()
        await page.tap(card('.x'))
        await until(async () => (await cards(page)) === 0)
      }
      await page.eval(() => (window as unknown as Window).pulso.show('recommend', { force: true }))
      await asked(page)
      await page.tap(card('input[value="10"]'))
      expect(await thanked(page)).toContain('Thank you')
      await phone.close()
    })
  })
})
