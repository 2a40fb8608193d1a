import { beforeAll, describe, expect, it } from 'vitest'
import { type Browser, forEachEngine, type Page } from '../harness/index.ts'
import { answer, ask, asked, card, cards, isOnTop, thanked, track } from './support/card.ts'
import { type HostPage, openStand } from './support/stand.ts'
import { nps, survey } from './support/surveys.ts'
import { until } from './support/until.ts'

const WALL = '<div id="wall"></div>'
const WALL_CSS = '<style>#wall{position:fixed;inset:0;z-index:2147483647;background:#eee}</style>'
const DIALOGS = `
  <dialog id="outer"><p>Your bag</p><button id="first">Go on</button>
    <dialog id="inner"><p>Sure?</p><button>Yes</button></dialog>
  </dialog>`

forEachEngine((engine) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await engine.open()
  })

  async function visit(page: HostPage = {}) {
    const stand = await openStand(page)
    return { stand, page: await browser.newPage(stand.url) }
  }
  const openDialog = (page: Page, id: string) =>
    page.eval((name) => (document.getElementById(name) as HTMLDialogElement).showModal(), id)
  const closeDialog = (page: Page, id: string) =>
    page.eval((name) => (document.getElementById(name) as HTMLDialogElement).close(), id)

  /** A real tap on the score reaches the card, and is an answer. */
  async function expectUsable(page: Page) {
    expect(await cards(page)).toBe(1)
    expect(await until(() => isOnTop(page), 3000)).toBe(true)
    expect(await answer(page)).toContain('Thank you')
  }

  describe('the card', () => {
    it('pain 24: lies above a wall of the highest z-index that was there before', async () => {
      const { page } = await visit({ head: WALL_CSS, body: WALL })
      await ask(page)
      await expectUsable(page)
    })

    it('pain 24: lies above a wall and above a popover that came after it', async () => {
      const { page } = await visit({
        head: `${WALL_CSS}<style>#tip{inset:auto 0 0 auto;width:500px;height:500px}</style>`,
        body: '<div id="tip" popover="manual">Tip</div>',
      })
      await ask(page)
      await page.eval((wall) => {
        document.body.insertAdjacentHTML('beforeend', wall)
        document.getElementById('tip')?.showPopover()
      }, WALL)
      await expectUsable(page)
    })

    it('pains 23 and 24: is usable inside a modal dialog that was open before', async () => {
      const { page } = await visit({ body: DIALOGS })
      await openDialog(page, 'outer')
      await ask(page)
      await expectUsable(page)
    })

    it('pains 23 and 24: is usable inside a modal dialog that opens after it, and inside one that opens in that', async () => {
      const { page } = await visit({ body: DIALOGS })
      await ask(page)
      await openDialog(page, 'outer')
      expect(await until(() => isOnTop(page), 3000)).toBe(true)
      await openDialog(page, 'inner')
      await expectUsable(page)
    })

    it('pain 47: outlives the dialog that it appeared in', async () => {
      const { page } = await visit({ body: DIALOGS })
      await openDialog(page, 'outer')
      await ask(page)
      await closeDialog(page, 'outer')
      expect(await until(() => isOnTop(page), 3000)).toBe(true)
      await page.eval(() => document.getElementById('outer')?.remove())
      await expectUsable(page)
    })

    it('pain 47: outlives a dialog that is removed while open', async () => {
      const { page } = await visit({ body: DIALOGS })
      await openDialog(page, 'outer')
      await ask(page)
      await page.eval(() => document.getElementById('outer')?.remove())
      await expectUsable(page)
    })

    it('pain 24: waits, out of sight, until the dialog is closed when the survey says defer', async () => {
      const { page } = await visit({
        surveys: [{ ...nps, presentation: { whenModalOpen: 'defer' } }],
        body: DIALOGS,
      })
      await openDialog(page, 'outer')
      await track(page)
      await page.waitFor(() =>
        performance.getEntriesByType('resource').some(({ name }) => /widget/.test(name)),
      )
      await new Promise((resolve) => setTimeout(resolve, 500))
      expect(await cards(page)).toBe(0)
      await closeDialog(page, 'outer')
      await asked(page)
      await expectUsable(page)
    })

    it('pain 23: can be tapped and typed in while a dialog of the page traps the focus', async () => {
      const { stand, page } = await visit({
        surveys: [
          survey({
            questions: [
              { id: 'nps', type: 'nps', prompt: 'Would you recommend us?', comment: { prompt: 'Why?' } },
            ],
            thanks: { closeAfterMs: 0 },
          }),
        ],
        head: '<style>body{pointer-events:none}#trap{pointer-events:auto;position:fixed;inset:100px;z-index:50}</style>',
        body: '<main aria-hidden="true">Shop</main><div id="trap" role="dialog" aria-modal="true"><button>Go on</button></div>',
      })
      // As focus scopes of component libraries do: whatever gets the focus outside of the dialog loses it again.
      await page.eval(() => {
        const trap = document.getElementById('trap')
        document.addEventListener('focusin', ({ target }) => {
          if (!trap?.contains(target as Node)) trap?.querySelector('button')?.focus()
        })
        document.addEventListener('focusout', ({ relatedTarget }) => {
          if (relatedTarget && !trap?.contains(relatedTarget as Node)) trap?.querySelector('button')?.focus()
        })
        trap?.querySelector('button')?.focus()
      })
      await ask(page)
      await page.click(card('input[value="3"]'))
      await page.click(card('textarea'))
      await page.type('Too slow')
      await page.click(card('.send'))
      expect(await thanked(page)).toContain('Thank you')
      await until(() => stand.records.some(({ type }) => type === 'completed'))
      expect(stand.records.filter((row) => row.type === 'answered').at(-1)).toMatchObject({
        value: 3,
        comment: 'Too slow',
      })
    })

    // WebKit gives boxes of a zoomed root element in other pixels than it takes points, so that nothing can be tapped.
    for (const [words, css] of [
      [
        'a transformed body',
        'body{transform:translate(-300px,-200px) scale(.4) rotate(8deg);filter:blur(1px)}',
      ],
      ['a zoomed body', 'body{zoom:1.6}'],
      ['a zoomed page', 'html{zoom:1.6}'],
      [
        'a body that clips and contains',
        'body{overflow:hidden;contain:strict;width:10px;height:10px;perspective:9px}',
      ],
    ] as const)
      it.skipIf(engine.name === 'webkit' && css.startsWith('html'))(
        `is whole in the window, and usable, over ${words}`,
        async () => {
          const { page } = await visit({ head: `<style>${css}</style>` })
          await ask(page)
          const box = await page.eval(() => {
            const found = document.querySelector('pulso-survey')?.shadowRoot?.querySelector('.card')
            const { left, top, right, bottom, width } = found!.getBoundingClientRect()
            return { fits: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight, width }
          })
          expect(box.fits).toBe(true)
          expect(box.width).toBeGreaterThan(300)
          await expectUsable(page)
        },
      )
  })
})
