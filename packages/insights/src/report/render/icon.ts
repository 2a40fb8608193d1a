import { type Html, html } from './html.ts'

/** What stands for an advice or a verdict: a shape of its own each, so that colour carries nothing alone. */
const SHAPES: { [name: string]: Html } = {
  keep: html`<circle cx="10" cy="10" r="9"/><path class="sign" d="M5.8 10.4l2.9 2.9 5.6-6.2"/>`,
  fix: html`<path d="M10 .8 19.2 10 10 19.2.8 10z"/><path class="sign" d="M10 5.4v5.4M10 13.6v.6"/>`,
  watch: html`<path d="M10 1.6 19 18H1z"/><path class="sign" d="M10 7.4v4.8M10 14.8v.4"/>`,
  'cannot-tell': html`<circle class="hollow" cx="10" cy="10" r="8"/><path class="asks" d="M7.6 7.9a2.5 2.5 0 1 1 3.6 2.2c-.8.5-1.2.9-1.2 1.8M10 14.2v.4"/>`,
  none: html`<circle cx="10" cy="10" r="5"/>`,
}

/** A decoration beside its word. */
export const icon = (name: string): Html =>
  html`<svg class="icon ${name}" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">${SHAPES[name] ?? SHAPES.none!}</svg>`
