import { plot as draw, type Markish, type PlotOptions } from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { Html } from './html.ts'

/** Colours by role, from the style sheet: one drawing serves light, dark and paper. */
export const INK = {
  ink: 'var(--ink)',
  soft: 'var(--soft)',
  line: 'var(--line)',
  mark: 'var(--mark)',
  range: 'var(--range)',
  other: 'var(--other)',
  otherRange: 'var(--other-range)',
  card: 'var(--card)',
  good: 'var(--good)',
  bad: 'var(--bad)',
  band: 'var(--band)',
  quiet: 'var(--quiet)',
} as const

/** Keeps the lines of an axis away from words that lie on them. */
export const HALO = { stroke: INK.card, strokeWidth: 5 } as const

const { document } = parseHTML('<html><body></body></html>')

/** Text of a chart, in its own pixels. */
const FONT_SIZE = 13

/**
 * Draws with Observable Plot, on the server. The drawing has no style of its own, no script and no address.
 *
 * @param marks - `false` is left out.
 * @param label - what a reader who does not see it is told; left out, the drawing is decoration beside its numbers.
 */
export function plot(
  { marks, ...options }: Omit<PlotOptions, 'marks'> & { marks: readonly (Markish | false)[] },
  label?: string,
): Html {
  const svg = draw({
    ...options,
    marks: marks.filter((mark) => mark !== false),
    document: document as unknown as Document,
    className: 'plot',
  })
  for (const style of svg.querySelectorAll('style')) style.remove()
  for (const group of svg.querySelectorAll('[aria-label]')) group.removeAttribute('aria-label')
  for (const group of svg.querySelectorAll('[aria-hidden]')) group.removeAttribute('aria-hidden')
  svg.removeAttribute('font-family')
  svg.setAttribute('font-size', String(FONT_SIZE))
  if (label === undefined) svg.setAttribute('aria-hidden', 'true')
  else {
    svg.setAttribute('role', 'img')
    svg.setAttribute('aria-label', label)
  }
  return new Html(shortNumbers(svg.outerHTML))
}

/** Coordinates to a tenth of a pixel: a third of the file is digits otherwise. Words and labels stay as they are. */
const shortNumbers = (text: string) =>
  text.replace(/ (d|transform|[xy][12]?|cx|cy|width|height)="([^"]*)"/g, (_, name: string, value: string) => {
    const short = value.replace(/-?\d+\.\d{2,}/g, (number) => String(Math.round(Number(number) * 10) / 10))
    return ` ${name}="${short}"`
  })
