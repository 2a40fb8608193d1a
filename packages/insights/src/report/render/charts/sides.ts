import { type Shape, WIDTHS } from './marks.ts'

/** Mean width of a character in ems, in the widest of the fonts that a report may fall back to (DejaVu Sans). */
const EM = { regular: 0.57, bold: 0.64 }
const FONT_SIZE = 13
/** No side takes more than a third of the drawing: what is longer goes onto two lines. */
const MOST = WIDTHS.wide / 3
/** Plot measures in the widths of a narrower font than the one we allow for. */
const PLOT_EM = 0.5

/** Room for the names at the left of a drawing and the notes at its right; on a phone they stand above and below the marks. */
export function sides(shape: Shape, names: readonly string[], notes: readonly string[]) {
  if (shape === 'narrow')
    return {
      ...{ marginLeft: 18, marginRight: 24 },
      /** From the frame to where the names and the notes begin. */
      ...{ toName: -16, toNote: -16 },
      lines: { lineWidth: WIDTHS.narrow / FONT_SIZE / (2 * PLOT_EM), textOverflow: 'ellipsis' as const },
    }
  const marginLeft = Math.min(MOST, widest(names, EM.bold)) + 24
  return {
    ...{ marginLeft, marginRight: Math.min(MOST, widest(notes, EM.regular)) + 26 },
    ...{ toName: 4 - marginLeft, toNote: 22 },
    lines: { lineWidth: (MOST / FONT_SIZE / EM.bold) * PLOT_EM },
  }
}

/** About how many pixels the longest line takes: there is no browser here to ask. */
const widest = (texts: readonly string[], em: number) =>
  Math.max(0, ...texts.flatMap((text) => text.split('\n')).map((line) => line.length)) * FONT_SIZE * em
