import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Browser, forEachEngine, type Page, type Server } from '../harness/index.ts'
import { cardOf, html, serveWidget } from './cardOf.ts'

forEachEngine((engine) => {
  let server: Server
  let browser: Browser
  let page: Page
  let card: ReturnType<typeof cardOf>

  beforeAll(async () => {
    server = await serveWidget({
      '/free': html('<dialog id="dialog"><button id="inside">In</button></dialog>'),
    })
    browser = await engine.open({ viewport: { width: 1000, height: 700 } })
    page = await browser.newPage(`${server.origin}/`)
    card = cardOf(page)
  })
  beforeEach(() => page.goto(`${server.origin}/`))
  afterAll(() => server.close())

  const active = () => page.eval(() => document.activeElement?.id || document.activeElement?.tagName || '')

  describe('one tap', () => {
    it('answers, keeps, thanks, and says where the answer is, under the strictest policy (pain 31)', async () => {
      await card.open()
      await page.click(card.option(9))
      await page.waitFor(
        `document.querySelector('pulso-survey').shadowRoot.textContent.includes('Thank you')`,
      )
      const { records, events, errors } = await card.stage()
      expect(records.map(({ type, seq, value }) => [type, seq, value])).toEqual([
        ['shown', 0, undefined],
        ['answered', 1, 9],
        ['completed', 2, undefined],
      ])
      expect(events.map(({ type }) => type)).toEqual(['shown', 'answered', 'completed'])
      await page.waitFor(
        `document.querySelector('pulso-survey').shadowRoot.textContent.includes('Saved on this device')`,
      )
      await page.eval(() => (window as never as { stage: { settle(): void } }).stage.settle())
      await page.waitFor(
        `document.querySelector('pulso-survey').shadowRoot.textContent.includes('has been sent')`,
      )
      expect(errors).toEqual([])
      expect(await page.consoleErrors()).toEqual([])
    })

    it('keeps the answer in the card and offers to try again when it could not be kept (pain 3)', async () => {
      await card.open({ kept: 'failed' })
      await page.click(card.option(4))
      await page.waitFor(
        `document.querySelector('pulso-survey').shadowRoot.textContent.includes('Not saved yet')`,
      )
      expect(await card.read('input[value="4"]', 'element.checked')).toBe(true)
      await page.eval(`stage.kept = 'sent'`)
      await page.eval(() => new Promise((done) => setTimeout(done, 350)))
      await page.click(card.path('.send'))
      await page.waitFor(
        `document.querySelector('pulso-survey').shadowRoot.textContent.includes('has been sent')`,
      )
      const { records } = await card.stage()
      expect(records.map(({ type }) => type).sort()).toEqual(['answered', 'completed', 'shown'])
    })

    it('follows the page into the dark, and thanks, when memory was short meanwhile', async () => {
      await card.open({ theme: { accent: 'rgb(163, 70, 31)', scheme: 'auto' } })
      const surface = () => card.read('.card', 'getComputedStyle(element).backgroundColor')
      const light = await surface()
      if (engine.can('lowMemory')) await page.emulate({ lowMemory: true })
      await page.eval(() => new Promise((collected) => setTimeout(collected, 1000)))
      await page.eval(() => document.documentElement.style.setProperty('color-scheme', 'dark'))
      await page.click(card.option(9))
      await page.waitFor(
        `document.querySelector('pulso-survey').shadowRoot.textContent.includes('Thank you')`,
      )
      expect(await surface()).not.toBe(light)
      expect((await card.stage()).errors).toEqual([])
    })

    it('ignores a tap that was on its way when the card appeared', async () => {
      await page.waitFor(() => 'openCard' in window)
      await page.eval(
        `window.openCard({ survey: { id: 'x', rev: 1, kind: 'relational', touchpoint: { id: 't', phase: 'after' },
          questions: [{ id: 'nps', type: 'nps', prompt: 'Q?' }] } }).then(() => {
            const radio = document.querySelector('pulso-survey').shadowRoot.querySelector('input')
            radio.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }))
          })`,
      )
      expect((await card.stage()).records).toEqual([])
      expect(await card.read('input', 'element.checked')).toBe(false)
    })
  })

  describe('the page keeps its keyboard (pains 21, 22)', () => {
    it('lets a person go on typing when the card appears', async () => {
      await page.click('#field')
      await page.type('ab')
      await card.open()
      await page.type('9c')
      await page.key('Escape')
      expect(await active()).toBe('field')
      expect(await page.eval(() => (document.querySelector('#field') as HTMLInputElement).value)).toBe('ab9c')
      expect(await card.isOpen()).toBe(true)
    })

    it('hears no key that is pressed in the card', async () => {
      await page.eval(() => {
        Object.assign(window, { keys: [] })
        for (const type of ['keydown', 'keyup'])
          document.addEventListener(type, (event) =>
            (window as never as { keys: string[] }).keys.push(event.type),
          )
      })
      await card.open()
      await card.read('input', 'element.focus()')
      await page.key('ArrowRight')
      await page.key('x')
      expect(await page.eval('window.keys')).toEqual([])
    })
  })

  describe('keyboard (pain 39)', () => {
    it('reaches the scale by Tab from the end of the page', async () => {
      await card.open()
      await page.click('#field')
      await page.key('Tab')
      expect(await active()).toBe('PULSO-SURVEY')
      expect(await card.read('input', 'element.getRootNode().activeElement?.type')).toBe('radio')
    })

    it('moves with arrows without sending, and chooses with Enter', async () => {
      await card.open()
      await card.read('input', 'element.focus()')
      await page.key('ArrowRight')
      await page.key('ArrowRight')
      expect(await card.read('input[value="2"]', 'element.checked')).toBe(true)
      expect((await card.stage()).records.map(({ type }) => type)).toEqual(['shown'])
      await page.key('Enter')
      await card.waitForRecord('completed')
      expect((await card.stage()).records[1]).toMatchObject({ type: 'answered', value: 2 })
    })

    it('chooses with Space the option that has the focus', async () => {
      await card.open()
      await card.read('input', 'element.focus()')
      await page.key(' ')
      await card.waitForRecord('completed')
      expect((await card.stage()).records[1]).toMatchObject({ type: 'answered', value: 0 })
    })

    it('answers by digits, and waits after a 1 for the 0 of ten', async () => {
      await card.open()
      await card.read('input', 'element.focus()')
      await page.key('1')
      await page.key('0')
      await card.waitForRecord('completed')
      expect((await card.stage()).records[1]).toMatchObject({ type: 'answered', value: 10 })
    })

    it('takes a 1 for one when nothing follows', async () => {
      await card.open()
      await card.read('input', 'element.focus()')
      await page.key('1')
      expect((await card.stage()).records.map(({ type }) => type)).toEqual(['shown'])
      await card.waitForRecord('completed')
      expect((await card.stage()).records[1]).toMatchObject({ type: 'answered', value: 1 })
    })

    it('closes by Escape from inside, and gives the focus back', async () => {
      await card.open()
      await page.click('#field')
      await page.key('Tab')
      await page.key('Escape')
      expect(await card.isOpen()).toBe(false)
      expect(await active()).toBe('field')
      expect((await card.stage()).records.at(-1)).toMatchObject({
        type: 'dismissed',
        reason: 'escape',
        step: 0,
      })
    })
  })

  describe('more than one question', () => {
    const survey = {
      questions: [
        {
          id: 'nps',
          type: 'nps' as const,
          prompt: 'Recommend?',
          next: [{ when: [{ question: 'nps', op: 'gte' as const, value: 9 }], goTo: 'end' }],
        },
        { id: 'why', type: 'text' as const, prompt: 'Why?' },
      ],
    }
    it('goes on to the next question, takes the focus along, and goes back', async () => {
      await card.open({ survey })
      await card.read('input', 'element.focus()')
      await page.key('3')
      await page.waitFor(`document.querySelector('pulso-survey').shadowRoot.textContent.includes('Why?')`)
      expect(await card.read('fieldset', 'element.getRootNode().activeElement === element')).toBe(true)
      await page.eval(() => new Promise((done) => setTimeout(done, 350)))
      await page.click(card.path('.send'))
      expect(await card.read('#error', 'element.textContent')).toBe('Write an answer.')
      expect(await card.read('textarea', 'element.getAttribute("aria-invalid")')).toBe('true')
      await page.click(card.path('.quiet'))
      await page.waitFor(
        `document.querySelector('pulso-survey').shadowRoot.textContent.includes('Recommend?')`,
      )
      expect(await card.read('input[value="3"]', 'element.checked')).toBe(true)
      await page.eval(() => new Promise((done) => setTimeout(done, 350)))
      await page.click(card.option(10))
      await page.click(card.path('.send')).catch(() => {})
      await card.waitForRecord('completed')
      const { records } = await card.stage()
      expect(records.filter(({ type }) => type === 'answered').map(({ value }) => value)).toEqual([3, 10])
    })

    it('goes on after a reload where it was (pain 50)', async () => {
      await card.open({ survey })
      await page.click(card.option(2))
      await page.waitFor(`document.querySelector('pulso-survey').shadowRoot.textContent.includes('Why?')`)
      const { saved } = await card.stage()
      await page.reload()
      await card.open({ survey, resume: saved })
      expect(await card.text()).toContain('Why?')
      expect((await card.stage()).records).toEqual([])
    })

    it('starts over when the survey was changed meanwhile (pain 50)', async () => {
      await card.open({ survey })
      await page.click(card.option(2))
      await page.waitFor(`document.querySelector('pulso-survey').shadowRoot.textContent.includes('Why?')`)
      const { saved } = await card.stage()
      await page.reload()
      const [first, second] = survey.questions
      await card.open({
        survey: { questions: [first!, { ...second!, prompt: 'What else?' }] },
        resume: saved,
      })
      expect(await card.text()).toContain('Recommend?')
    })
  })

  describe('on top, and usable (pains 23, 24, 30, 47)', () => {
    const hit = () =>
      page.eval(() => {
        const host = document.querySelector('pulso-survey')!
        const box = host.shadowRoot!.querySelector('input')!.getBoundingClientRect()
        const x = box.x + box.width / 2
        const y = box.y + box.height / 2
        return document.elementFromPoint(x, y) === host && x > 0 && y > 0 && x < innerWidth && y < innerHeight
      })
    beforeEach(() => page.goto(`${server.origin}/free`))

    it('is usable in a modal dialog that was open before', async () => {
      await page.eval(() => document.querySelector('dialog')!.showModal())
      await card.open()
      expect(await hit()).toBe(true)
      await page.click(card.option(7))
      await card.waitForRecord('completed')
    })

    it('is usable in the dialog on top of another, whichever stands first in the page', async () => {
      await page.eval(() => {
        document
          .querySelector('dialog')!
          .insertAdjacentHTML('beforebegin', '<dialog id="upper"><button>Yes</button></dialog>')
        document.querySelector<HTMLDialogElement>('dialog:not(#upper)')!.showModal()
        document.querySelector<HTMLDialogElement>('#upper')!.showModal()
      })
      await card.open()
      expect(await hit()).toBe(true)
      await page.click(card.option(7))
      await card.waitForRecord('completed')
    })

    it('is usable in a modal dialog that opens after, and when it closes again', async () => {
      await card.open()
      await page.eval(() => document.querySelector('dialog')!.showModal())
      await page.waitFor(() =>
        document.querySelector('dialog')!.contains(document.querySelector('pulso-survey')),
      )
      expect(await hit()).toBe(true)
      await page.eval(() => document.querySelector('dialog')!.close())
      await page.waitFor(
        () => document.querySelector('pulso-survey')?.parentNode === document.documentElement,
      )
      expect(await hit()).toBe(true)
    })

    it('closes by Escape without closing the dialog around it', async () => {
      await page.eval(() => document.querySelector('dialog')!.showModal())
      await card.open()
      await card.read('input', 'element.focus()')
      await page.key('Escape')
      expect(await card.isOpen()).toBe(false)
      expect(await page.eval(() => document.querySelector('dialog')!.open)).toBe(true)
    })

    it('goes into a dialog that is modal by its role only, where a focus trap lets it be used', async () => {
      await card.open()
      await page.eval(() =>
        document.body.insertAdjacentHTML(
          'beforeend',
          '<div id="trap" role="dialog" aria-modal="true">trap</div>',
        ),
      )
      await page.waitFor(() =>
        document.querySelector('#trap')!.contains(document.querySelector('pulso-survey')),
      )
      expect(await hit()).toBe(true)
      await page.eval(() => document.querySelector('#trap')!.remove())
      await page.waitFor(
        () => document.querySelector('pulso-survey')?.parentNode === document.documentElement,
      )
    })

    it('waits for the dialog to close where the survey says so', async () => {
      await page.eval(() => document.querySelector('dialog')!.showModal())
      await page.waitFor(() => 'openCard' in window)
      await page.eval(`window.openCard({ survey: { id: 'x', rev: 1, kind: 'relational', touchpoint: { id: 't', phase: 'after' },
        presentation: { whenModalOpen: 'defer' }, questions: [{ id: 'nps', type: 'nps', prompt: 'Q?' }] } })`)
      expect(await card.isOpen()).toBe(false)
      await page.eval(() => document.querySelector('dialog')!.close())
      await page.waitFor(() => !!document.querySelector('pulso-survey'))
    })

    it('comes back when the body is replaced or the host element is removed', async () => {
      await card.open()
      await page.eval(() => {
        const body = document.createElement('body')
        body.textContent = 'next page'
        document.documentElement.replaceChild(body, document.body)
      })
      expect(await hit()).toBe(true)
      await page.eval(() => document.querySelector('pulso-survey')!.remove())
      await page.waitFor(() => !!document.querySelector('pulso-survey'))
      expect(await hit()).toBe(true)
    })

    it('lies above z-index walls, later popovers, and a transformed, zoomed body', async () => {
      await page.eval(() => {
        const style = document.createElement('style')
        style.textContent = `body { transform: scale(.8); zoom: 1.2; overflow: hidden }
          #wall { position: fixed; inset: 0; z-index: 2147483647; background: red }
          #later { position: fixed; inset: 0; width: auto; height: auto }`
        document.head.append(style)
        document.body.insertAdjacentHTML(
          'beforeend',
          '<div id="wall"></div><div id="later" popover="manual"></div>',
        )
      })
      await card.open()
      expect(await hit()).toBe(true)
      await page.eval(() => (document.querySelector('#later') as HTMLElement).showPopover())
      await page.eval(() => new Promise((done) => setTimeout(done, 100)))
      expect(await hit()).toBe(true)
    })

    it('is not touched by hostile styles of the page', async () => {
      await card.open()
      const look = () =>
        page.eval(() => {
          const { shadowRoot } = document.querySelector('pulso-survey')!
          return ['.card', 'legend', 'input', '.o span', '.x'].map((selector) => {
            const element = shadowRoot!.querySelector(selector)!
            const { x, y, width, height } = element.getBoundingClientRect()
            const { fontSize, color, fontFamily, letterSpacing, textTransform } = getComputedStyle(element)
            return [x, y, width, height, fontSize, color, fontFamily, letterSpacing, textTransform]
          })
        })
      const before = await look()
      await page.eval(() => {
        const style = document.createElement('style')
        style.textContent = `html, html * { font-family: serif !important; line-height: 3 !important; --accent: red } body *, pulso-survey { all: unset !important; display: none !important; font: 40px/3 serif !important; color: red !important;
          letter-spacing: 9px !important; text-transform: uppercase !important; direction: rtl; visibility: hidden !important }
          html { font-size: 62.5% !important } pulso-survey, pulso-survey::part(x) { opacity: 0 !important; transform: scale(0) !important }`
        document.head.append(style)
      })
      expect(await look()).toEqual(before)
      expect(await hit()).toBe(true)
    })
  })

  describe('colour scheme (pain 40)', () => {
    beforeEach(() => page.goto(`${server.origin}/free`))
    const scheme = () => card.read<string>('.card', 'getComputedStyle(element).colorScheme')

    it('follows the page while open: its color-scheme, else its background', async () => {
      await card.open()
      expect(await scheme()).toBe('light')
      await page.eval(() => (document.documentElement.style.colorScheme = 'dark'))
      await page.waitFor(
        `getComputedStyle(document.querySelector('pulso-survey').shadowRoot.querySelector('.card')).colorScheme === 'dark'`,
      )
      await page.eval(() => (document.documentElement.style.colorScheme = ''))
      await page.waitFor(
        `getComputedStyle(document.querySelector('pulso-survey').shadowRoot.querySelector('.card')).colorScheme === 'light'`,
      )
      await page.eval(() => (document.body.style.background = 'oklch(0.2 0.02 250)'))
      await page.waitFor(
        `getComputedStyle(document.querySelector('pulso-survey').shadowRoot.querySelector('.card')).colorScheme === 'dark'`,
      )
    })
  })

  describe('presentation', () => {
    beforeEach(() => page.goto(`${server.origin}/free`))

    it('keeps out of elements that must stay free (pain 25)', async () => {
      await page.eval(() => {
        document.body.insertAdjacentHTML('beforeend', '<div id="chat"></div>')
        Object.assign((document.querySelector('#chat') as HTMLElement).style, {
          position: 'fixed',
          right: '0',
          bottom: '0',
          width: '80px',
          height: '80px',
        })
      })
      await card.open({ theme: { avoid: ['#chat'] } })
      expect(await card.read('.card', 'element.getBoundingClientRect().left')).toBeLessThan(100)
    })

    it('stays above the on-screen keyboard, field and button too (pain 38)', async () => {
      await page.setViewport(320, 640)
      await page.eval(() => {
        const view = Object.assign(new EventTarget(), { scale: 1, height: 640, offsetTop: 0 })
        Object.defineProperty(window, 'visualViewport', { value: view })
      })
      await card.open({
        survey: { questions: [{ id: 'why', type: 'text', prompt: 'Why?', multiline: false }] },
      })
      expect(await card.read('.card', 'Math.round(element.getBoundingClientRect().bottom)')).toBe(640)
      await page.eval(() => {
        Object.assign(visualViewport!, { height: 340 })
        visualViewport!.dispatchEvent(new Event('resize'))
      })
      for (const part of ['.card', '.text', '.send'])
        expect(await card.read(part, 'element.getBoundingClientRect().bottom')).toBeLessThanOrEqual(340)
      await page.setViewport(1000, 700)
    })

    it('fills the element it is put in, and needs no top layer', async () => {
      await page.eval(() => document.body.insertAdjacentHTML('beforeend', '<div id="slot"></div>'))
      await card.open({ survey: { presentation: { mode: 'inline', target: '#slot' } } })
      const [slot, inside] = await page.eval(() => {
        const width = (element: Element) => Math.round(element.getBoundingClientRect().width)
        const host = document.querySelector('#slot pulso-survey')!
        return [width(document.querySelector('#slot')!), width(host.shadowRoot!.querySelector('.card')!)]
      })
      expect(inside).toBe(slot)
    })

    it('is a dialog that traps the focus when it is asked to be modal, and closes by a press outside', async () => {
      await page.click('#field')
      await card.open({ survey: { presentation: { mode: 'modal' } } })
      expect(await active()).toBe('PULSO-SURVEY')
      for (let i = 0; i < 6; i++) await page.key('Tab')
      expect(await active()).not.toBe('field')
      await page.eval(() => {
        const dialog = document.querySelector('pulso-survey')!.shadowRoot!.querySelector('dialog')!
        dialog.dispatchEvent(new PointerEvent('pointerdown', { clientX: 5, clientY: 5 }))
      })
      expect(await card.isOpen()).toBe(false)
      expect(await active()).toBe('field')
      expect((await card.stage()).records.at(-1)).toMatchObject({ type: 'dismissed', reason: 'outside' })
    })

    it('stands in the other corner, with its close button and scale mirrored, in Arabic (pain 40)', async () => {
      await card.open({
        locale: 'ar',
        survey: { questions: [{ id: 'nps', type: 'nps', prompt: { en: 'Q?', ar: 'سؤال؟' } }] },
      })
      const at = (selector: string) => card.read<number>(selector, 'element.getBoundingClientRect().left')
      expect(await at('.card')).toBeLessThan(100)
      expect(await at('.x')).toBeLessThan((await at('legend')) + 20)
      expect(await at('input[value="0"]')).toBeGreaterThan(await at('input[value="10"]'))
      expect(await card.read('.card', '[element.lang, element.dir].join()')).toBe('ar,rtl')
      expect(await card.read('.x', 'element.ariaLabel')).not.toBe('Close')
    })

    it('shows nothing, and says why, when a question is of a type it does not know', async () => {
      await page.waitFor(() => 'openCard' in window)
      await page.eval(`window.openCard({ survey: { id: 'x', rev: 1, kind: 'relational', touchpoint: { id: 't', phase: 'after' },
        questions: [{ id: 'q', type: 'hologram', prompt: 'Q?' }] } })`)
      await page.waitFor(`stage.errors.length > 0`)
      expect((await card.stage()).events).toEqual([{ type: 'closed' }])
      expect(await card.isOpen()).toBe(false)
    })
  })
})
