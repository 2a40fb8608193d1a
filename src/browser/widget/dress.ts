import { tokens } from '../../ui/tokens.ts'
import { CORNERS } from './createHost.ts'
import type { Dressed, Stage } from './kit.ts'
import { readPalette } from './readPalette.ts'

/** Theme, on-screen keyboard and places to keep clear of, for a card that is on the page. */
export function dress({ host, root, card, theme }: Stage): Dressed {
  // Written by property, so that no value can be more than a value, then put in place as a whole: WebKit does not
  // see that a `:host` rule in use was changed.
  const draft = new CSSStyleSheet()
  const sheet = new CSSStyleSheet()
  draft.replaceSync(':host{}.card.card{}')
  root.adoptedStyleSheets.push(sheet)
  const [hostStyle, cardStyle] = [...draft.cssRules].map((rule) => (rule as CSSStyleRule).style) as [
    CSSStyleDeclaration,
    CSSStyleDeclaration,
  ]
  // From the draft itself: of a sheet that nothing holds, Firefox lets the styles throw once it has collected it.
  const apply = () => sheet.replaceSync([...draft.cssRules].map(({ cssText }) => cssText).join(''))
  const { font, radius, avoid = [] } = theme
  const position = host.dataset.at!
  const view = window.visualViewport

  if (radius !== undefined) cardStyle.setProperty('--radius', `${Math.min(32, Math.max(0, radius)) || 0}px`)
  // The card hangs on the document element; the font of a page is its body's.
  if (font) cardStyle.fontFamily = font === 'inherit' ? getComputedStyle(document.body).fontFamily : font
  const palette = readPalette(theme, card, cardStyle, apply)

  const covers = (selector: string) => {
    const a = card.getBoundingClientRect()
    return [...document.querySelectorAll(selector)].some((element) => {
      const b = element.getBoundingClientRect()
      return b.width && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
    })
  }
  /** The keyboard covers the layout viewport; a person who zoomed in is left where they look. */
  const settle = () => {
    if (view && view.scale < 1.05) {
      const covered = Math.max(0, innerHeight - view.height - view.offsetTop)
      hostStyle.setProperty('bottom', `${covered}px`, 'important')
      hostStyle.setProperty('top', `${Math.max(0, view.offsetTop)}px`, 'important')
      apply()
      if (covered) root.activeElement?.scrollIntoView({ block: 'nearest' })
    }
    for (const corner of [position, ...CORNERS, position]) {
      host.dataset.at = corner
      if (!avoid.some(covers)) break
    }
  }
  if (position !== 'inline') {
    settle()
    view?.addEventListener('resize', settle)
    view?.addEventListener('scroll', settle)
  }
  return {
    paint(scheme) {
      const values = tokens(palette, scheme)
      for (const name in values) cardStyle.setProperty(name, values[name]!)
      apply()
    },
    undo() {
      view?.removeEventListener('resize', settle)
      view?.removeEventListener('scroll', settle)
    },
  }
}
