import type { Strings, Theme } from '../../engine/ports.ts'
import type { Views } from '../../ui/view.ts'

/** What can be drawn and done; `more` is there once the second chunk is, `words` once languages are. */
export interface Kit {
  views: Views
  css: readonly string[]
  /** The card's own words in English, as far as they are there. */
  strings: Strings
  more?: typeof import('./more.ts')
  words?: typeof import('../locales/words.ts')
}

/** The parts of a card on the page. */
export interface Stage {
  host: HTMLElement
  root: ShadowRoot
  card: HTMLElement
  theme: Theme
}

/** What the second chunk does for a card on the page. */
export interface Dressed {
  /** The colour scheme is, or has become, this one. */
  paint(scheme: 'light' | 'dark'): void
  undo(): void
}
