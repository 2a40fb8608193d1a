import { JSDOM } from 'jsdom'
import { describe, expect, it } from 'vitest'
import type { Shown } from '../../src/page/createReports.ts'
import { reportPage } from '../../src/page/reportPage.ts'
import type { View } from '../../src/page/View.ts'
import { WORDS } from '../../src/page/words.ts'
import { EVERYTHING } from '../support/liveCounts.ts'

const drawing = {
  ...{ markup: '<h1>Shop</h1>', at: Date.UTC(2026, 10, 22, 20, 3), tookMs: 9, cursor: '1', deleted: 0 },
}

function mainOf(locale: 'en' | 'es', shown: Shown | null) {
  const view: View = {
    ...{ page: 'report', locale, words: WORDS[locale], filter: EVERYTHING, problems: [], carried: [] },
    link: () => './',
  }
  const choices = { projects: [], touchpoints: [], channels: [], segments: {} }
  const html = reportPage(view, { progress: null, hasProgramme: true, shown, choices, names: new Map() })
  const main = new JSDOM(String(html)).window.document.querySelector('main')
  for (const form of main?.querySelectorAll('.filters, details') ?? []) form.remove()
  return main?.textContent?.replace(/\s+/g, ' ').trim()
}

describe('reportPage', () => {
  it('says of when its numbers are, and whether newer ones are being drawn', () => {
    expect(mainOf('en', { drawing, isDrawing: false })).toBe('Numbers as of 22 Nov 2026, 20:03 UTC. Shop')
    expect(mainOf('en', { drawing, isDrawing: true })).toBe(
      'Numbers as of 22 Nov 2026, 20:03 UTC. Newer numbers are being drawn; the page looks again by itself. Shop',
    )
    expect(mainOf('es', { drawing, isDrawing: true })).toBe(
      'Cifras del 22 nov 2026, 20:03 UTC. Se están preparando cifras más recientes; la página vuelve a mirar por sí sola. Shop',
    )
  })

  it('says that the first one is being drawn, and that nothing has arrived', () => {
    expect(mainOf('en', { drawing: null, isDrawing: true })).toContain('The report is being drawn.')
    expect(mainOf('es', { drawing: null, isDrawing: true })).toContain('El informe se está preparando.')
    expect(mainOf('en', null)).toContain('Nothing has arrived yet.')
  })
})
