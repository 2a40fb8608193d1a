import { scaleOf } from '../aggregate/scaleOf.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import type { Scale } from '../contract/Series.ts'
import type { Programme } from '../programme/Programme.ts'
import type { People } from './createPeople.ts'
import { type Masks, maskContacts } from './maskContacts.ts'

/** Something a person wrote, with all that could tell who it was masked. */
export interface Verbatim {
  text: string
  question: string
  audience: 'customer' | 'employee'
  /** Of the answer it stands beside, when it has one. */
  score: number | null
  /** Scale of that score. */
  range: Scale | null
  tone: 'low' | 'middle' | 'high' | 'none'
}

/** Comments at one touchpoint. */
export interface Verbatims {
  touchpoint: string
  shown: Verbatim[]
  /** Kept of this touchpoint; `shown` is the latest of them, low scores and high ones in turn. */
  n: number
}

/** Masks as they stand in a report's data; `renderReport` writes them in its own language. */
export const MASKS: Masks = {
  name: '[name]',
  email: '[e-mail]',
  phone: '[phone]',
  number: '[number]',
  link: '[link]',
}

const SHOWN = 6
const LONGEST = 400

/**
 * The latest comments of each touchpoint, low scores and high scores in turn, so that neither drowns the other. Comments of
 * employees are shown without score, and only where the least n of employees has written.
 */
export function verbatimsOf(
  people: People,
  programme: Programme,
  options: MetricOptions & { shown?: number } = {},
): Verbatims[] {
  const { thresholds } = settingsOf(options)
  const touchpoints = programme.journeys.flatMap((journey) => journey.touchpoints)
  const allowed = [programme.name, ...touchpoints.map(({ name }) => name)]
  const comments = people.comments
  return touchpoints.flatMap(({ id }) => {
    const here = comments.filter(({ touchpoint }) => touchpoint === id)
    const employees = here.filter(({ audience }) => audience === 'employee')
    const open = here.filter(({ audience }) => audience === 'customer')
    if (new Set(employees.map(({ run }) => run)).size >= thresholds.employees) open.push(...employees)
    if (open.length === 0) return []
    const verbatims = open.map((comment): Verbatim => {
      const score = comment.audience === 'employee' ? null : comment.score
      const range = score === null ? null : (scaleOf(comment as Parameters<typeof scaleOf>[0]) ?? null)
      const tone = toneOf(comment.type, score, range)
      return {
        ...{ question: comment.question, audience: comment.audience, score, range, tone },
        text: shorten(
          maskContacts(comment.text, MASKS, {
            allowed,
            ...(comment.name !== undefined && { names: [comment.name] }),
          }),
        ),
      }
    })
    return [{ touchpoint: id, shown: inTurn(verbatims, options.shown ?? SHOWN), n: open.length }]
  })
}

function toneOf(type: string, score: number | null, scale: Scale | null): Verbatim['tone'] {
  if (score === null || !scale) return 'none'
  if (type === 'nps') return score <= 6 ? 'low' : score <= 8 ? 'middle' : 'high'
  const middle = (scale[0] + scale[1]) / 2
  return score < middle ? 'low' : score > middle ? 'high' : 'middle'
}

/** One low, one high, one of the others, and again; the same words only once. */
function inTurn(list: readonly Verbatim[], most: number): Verbatim[] {
  const seen = new Set<string>()
  const unlike = list.filter(({ text }) => !seen.has(text) && seen.add(text))
  const piles = [['low'], ['high'], ['middle', 'none']].map((tones) =>
    unlike.filter(({ tone }) => tones.includes(tone)),
  )
  const shown: Verbatim[] = []
  for (let i = 0; shown.length < most && piles.some((pile) => pile.length > i); i += 1)
    for (const pile of piles) if (pile[i] && shown.length < most) shown.push(pile[i]!)
  return shown
}

const shorten = (text: string) =>
  text.length <= LONGEST ? text : `${text.slice(0, text.lastIndexOf(' ', LONGEST))} …`
