import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contrast, type Rgb } from '../../../src/ui/contrast.ts'
import { samples } from '../../gallery/samples.mjs'
import { type Browser, forEachEngine, type Page, type Server } from '../harness/index.ts'
import { cardOf, html, serveWidget } from './cardOf.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const asked = Object.keys(samples).filter((name) => !/^(thanks|failed|nps-comment)/.test(name))

interface Box {
  name: string
  x: number
  y: number
  right: number
  bottom: number
  width: number
  height: number
}

/** Every element of the card that can be pressed or typed in, with its box. */
const TARGETS = `[...document.querySelector('pulso-survey').shadowRoot.querySelectorAll('input,button,textarea,a')].map((element) => {
  const { x, y, right, bottom, width, height } = element.getBoundingClientRect()
  return { name: element.className || element.value || element.type, x, y, right, bottom, width, height }
})`

/** Every text that can be seen, with its colour and that of the first ground under it. */
const TEXTS = `(() => {
  const found = []
  const walker = document.createTreeWalker(document.querySelector('pulso-survey').shadowRoot, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    let element = walker.currentNode.parentElement
    if (!walker.currentNode.data.trim() || element.closest('.vh')) continue
    const { color } = getComputedStyle(element)
    const isOpen = () => /, 0\\)|transparent/.test(getComputedStyle(element).backgroundColor)
    while (isOpen()) element = element.parentElement
    found.push([walker.currentNode.data, color, getComputedStyle(element).backgroundColor])
  }
  return found
})()`

const rgb = (color: string) => color.match(/\d+/g)!.slice(0, 3).map(Number) as unknown as Rgb

forEachEngine((engine) => {
  let server: Server
  let browser: Browser
  let page: Page
  let card: ReturnType<typeof cardOf>

  beforeAll(async () => {
    server = await serveWidget({
      '/axe.js': { headers: { 'content-type': 'text/javascript' }, body: AXE },
      '/free': html('', '<script src="/axe.js"></script>'),
    })
    browser = await engine.open({ viewport: { width: 1000, height: 900 } })
    page = await browser.newPage(`${server.origin}/free`)
    card = cardOf(page)
  })
  afterAll(() => server.close())

  const openSample = async (name: string, options = {}) => {
    await page.eval(() =>
      (window as never as { stage?: { card: { close(reason: string): void } } }).stage?.card.close('api'),
    )
    await card.open({ survey: samples[name]!.survey, ...options })
  }

  describe.each(asked)('%s', (name) => {
    it('passes axe in light and dark, with its error and its comment', async () => {
      for (const scheme of ['light', 'dark']) {
        await openSample(name, { theme: { scheme } })
        const found = await page.eval(async () => {
          const { axe } = window as never as {
            axe: {
              run(
                what: object,
                options: object,
              ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
            }
          }
          const { shadowRoot } = document.querySelector('pulso-survey')!
          const violations: string[] = []
          const audit = async () => {
            const { violations: now } = await axe.run(
              { include: [['pulso-survey']] },
              { resultTypes: ['violations'] },
            )
            violations.push(...now.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join()}`))
          }
          await audit()
          const button = shadowRoot!.querySelector<HTMLElement>('.send:not(a)')
          if (button) button.click()
          else shadowRoot!.querySelector<HTMLElement>('input')?.click()
          await new Promise((done) => setTimeout(done, 200))
          if (document.querySelector('pulso-survey')) await audit()
          return violations
        })
        expect(found).toEqual([])
      }
    }, 120_000)

    it('has a contrast of 4.5 between every text and its ground', async () => {
      // axe leaves contrast in the top layer undecided, so it is measured here.
      for (const scheme of ['light', 'dark']) {
        await openSample(name, { theme: { scheme } })
        const pairs = await page.eval<[words: string, ink: string, ground: string][], []>(TEXTS)
        expect(pairs.length).toBeGreaterThan(0)
        for (const [words, ink, ground] of pairs)
          expect(contrast(rgb(ink), rgb(ground)), `${scheme}: ${words}`).toBeGreaterThanOrEqual(4.5)
      }
    })

    it('is named by its question, describes its ends, and exposes its options by name', async () => {
      await openSample(name)
      const tree = await page.eval(() => {
        const { shadowRoot } = document.querySelector('pulso-survey')!
        const group = shadowRoot!.querySelector('fieldset')!
        const words = (ids: string | null) =>
          (ids ?? '')
            .split(' ')
            .map((id) => shadowRoot!.getElementById(id)?.textContent ?? '')
            .join(' ')
        const radios = [
          ...shadowRoot!.querySelectorAll<HTMLInputElement>('input[type=radio],input[type=checkbox]'),
        ]
        return {
          role: group.getAttribute('role'),
          name: words(group.getAttribute('aria-labelledby')),
          description: words(group.getAttribute('aria-describedby')),
          ends: [...shadowRoot!.querySelectorAll('.ends span')].map((end) => end.textContent),
          names: radios.map((radio) => radio.ariaLabel || radio.closest('label')!.textContent),
          group: new Set(radios.map((radio) => radio.name)).size,
          lang: shadowRoot!.querySelector<HTMLElement>('.card')!.lang,
        }
      })
      expect(tree.name).not.toBe('')
      for (const end of tree.ends) expect(tree.description).toContain(end)
      for (const one of tree.names) expect(one).not.toBe('')
      expect(new Set(tree.names).size).toBe(tree.names.length)
      if (tree.ends[0]) expect(tree.names[0]).toContain(tree.ends[0])
      if (tree.ends[1]) expect(tree.names.at(-1)).toContain(tree.ends[1])
      if (tree.names.length) expect(tree.group).toBe(1)
      expect(tree.lang).toBe('en')
    })

    it('fits 320 px and 400 % zoom: close on the screen, all within reach (pain 38)', async () => {
      for (const [width, height] of [
        [320, 640],
        [320, 200],
      ] as const) {
        await page.setViewport(width, height)
        await openSample(name)
        const boxes = await page.eval<Box[], []>(TARGETS)
        const close = boxes.find((box) => box.name === 'x')!
        expect(close.y).toBeGreaterThanOrEqual(0)
        expect(close.bottom).toBeLessThanOrEqual(height)
        for (const box of boxes) {
          expect(box.x).toBeGreaterThanOrEqual(0)
          expect(box.right).toBeLessThanOrEqual(width)
          // At 400 % zoom it is a desktop, whose scroll bar takes its share.
          const least = height > 200 ? 44 : 24
          expect(Math.round(box.width * 10) / 10, box.name).toBeGreaterThanOrEqual(least)
          expect(Math.round(box.height * 10) / 10, box.name).toBeGreaterThanOrEqual(least)
        }
        const cut = await card.read('.body', 'element.scrollWidth > element.clientWidth')
        expect(cut).toBe(false)
        await card.read('.body', '(element.scrollTop = 10_000)')
        const last = (await page.eval<Box[], []>(TARGETS)).filter((box) => box.name !== 'x').at(-1)
        if (last) expect(last.bottom).toBeLessThanOrEqual(height)
      }
      await page.setViewport(1000, 900)
    })

    it('has targets of 24 px and fields of 16 px on a desktop', async () => {
      await openSample(name)
      for (const box of await page.eval<Box[], []>(TARGETS)) {
        expect(box.width, box.name).toBeGreaterThanOrEqual(24)
        expect(box.height, box.name).toBeGreaterThanOrEqual(24)
      }
      const size = await card.read<string | undefined>(
        'textarea,.text',
        'element && getComputedStyle(element).fontSize',
      )
      if (size) expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(16)
    })
  })

  it('announces the question in a live region that was there, empty, before', async () => {
    await page.goto(`${server.origin}/free`)
    await page.waitFor(() => 'openCard' in window)
    const first = await page.eval<string, []>(
      `window.openCard(${JSON.stringify({ survey: samples.nps!.survey })}).then(() => {
        const region = document.querySelector('pulso-survey').shadowRoot.querySelector('[role=status]')
        return region.isConnected ? region.textContent : 'missing'
      })`,
    )
    expect(first).toBe('')
    await page.waitFor(
      `document.querySelector('pulso-survey').shadowRoot.querySelector('[role=status]').textContent.includes('recommend')`,
    )
    expect(await page.eval(() => document.activeElement?.tagName)).toBe('BODY')
  })

  it('draws a focus ring of 2 px and 3:1 all around, in light and dark', async () => {
    for (const scheme of ['light', 'dark']) {
      await openSample('nps', { theme: { scheme } })
      await card.read('input', 'element.focus()')
      await page.key('Tab')
      await page.key('Shift+Tab')
      const ring = await card.read<string[]>(
        'input:focus + span, button:focus',
        '(({ outlineWidth, outlineStyle, outlineColor }) => [outlineWidth, outlineStyle, outlineColor])(getComputedStyle(element))',
      )
      const surface = await card.read<string>('.card', 'getComputedStyle(element).backgroundColor')
      expect(ring.slice(0, 2)).toEqual(['2px', 'solid'])
      expect(contrast(rgb(ring[2]!), rgb(surface))).toBeGreaterThanOrEqual(3)
    }
  })

  it('is readable with any accent of the host (pain 27)', async () => {
    await page.setViewport(1000, 900)
    for (const accent of ['yellow', '#fff', 'oklch(0.7 0.2 150)', 'black', 'not-a-color', 'rgb(120 120 120)'])
      for (const scheme of ['light', 'dark']) {
        await openSample('nps-comment', { theme: { accent, scheme } })
        await page.click(card.option(9))
        const pairs = await page.eval(() => {
          const { shadowRoot } = document.querySelector('pulso-survey')!
          return ['.send', 'input:checked + span'].map((selector) => {
            const { color, backgroundColor } = getComputedStyle(shadowRoot!.querySelector(selector)!)
            return [color, backgroundColor]
          })
        })
        for (const [ink, ground] of pairs)
          expect(contrast(rgb(ink!), rgb(ground!)), accent).toBeGreaterThanOrEqual(4.5)
      }
  }, 120_000)

  it('wraps the longest words, in the language of the visitor', async () => {
    await page.setViewport(320, 640)
    await openSample('nps', {
      locale: 'de-AT',
      survey: {
        questions: [
          {
            id: 'q',
            type: 'nps',
            prompt: {
              de: 'Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle zufrieden?',
            },
          },
        ],
      },
    })
    expect(await card.read('.body', 'element.scrollWidth <= element.clientWidth')).toBe(true)
    expect(await card.read('.card', 'element.lang')).toBe('de')
    expect(await card.text()).not.toContain('likely')
    await page.setViewport(1000, 900)
  })

  it.skipIf(!engine.can('reducedMotion'))(
    'does not move at all when the visitor wants less motion',
    async () => {
      await page.emulate({ reducedMotion: true })
      await page.eval(() =>
        (window as never as { stage?: { card: { close(reason: string): void } } }).stage?.card.close('api'),
      )
      await page.eval(`window.openCard(${JSON.stringify({ survey: samples.nps!.survey })})`)
      expect(await card.read('.card', 'element.getAnimations({ subtree: true }).length')).toBe(0)
      await page.emulate({ reducedMotion: false })
    },
  )

  it.skipIf(!engine.can('forcedColors'))('keeps its edges and its choice in forced colours', async () => {
    await page.emulate({ forcedColors: true })
    await openSample('nps-comment')
    await page.click(card.option(3))
    const [edge, option, chosen, other] = await page.eval(() => {
      const { shadowRoot } = document.querySelector('pulso-survey')!
      const style = (selector: string) => getComputedStyle(shadowRoot!.querySelector(selector)!)
      return [
        style('.card').borderTopColor !== style('.card').backgroundColor,
        style('.o span').borderTopColor !== style('.card').backgroundColor,
        style('input:checked + span').backgroundColor,
        style('input:not(:checked) + span').backgroundColor,
      ]
    })
    expect(edge).toBe(true)
    expect(option).toBe(true)
    expect(chosen).not.toBe(other)
    await page.emulate({ forcedColors: false })
  })

  it.skipIf(!engine.can('cdp'))('grows with a font of 200 %, and still fits 320 px', async () => {
    const cdp = await page.cdp()
    await openSample('nps')
    const before = await card.read<number>('legend', 'Number.parseFloat(getComputedStyle(element).fontSize)')
    await cdp.send('Page.setFontSizes', { fontSizes: { standard: 32 } })
    await page.setViewport(320, 640)
    await openSample('nps')
    expect(await card.read('legend', 'Number.parseFloat(getComputedStyle(element).fontSize)')).toBe(
      before * 2,
    )
    expect(await card.read('.body', 'element.scrollWidth <= element.clientWidth')).toBe(true)
    await cdp.send('Page.setFontSizes', { fontSizes: { standard: 16 } })
    await page.setViewport(1000, 900)
  })
})
