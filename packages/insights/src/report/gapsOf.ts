import type { Aggregate } from '../aggregate/Aggregate.ts'
import { scaleOf } from '../aggregate/scaleOf.ts'
import { tallyCells } from '../aggregate/tallyCells.ts'
import { benjaminiHochberg } from '../compare/benjaminiHochberg.ts'
import type { Metric } from '../contract/Metric.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import type { Scale } from '../contract/Series.ts'
import { tally } from '../contract/Tally.ts'
import { type GapMatrix, gapMatrix } from '../gap/gapMatrix.ts'
import { type Pair, pairAnswers } from '../gap/pairAnswers.ts'
import { pairedGap } from '../gap/pairedGap.ts'
import { DIMENSIONS, type ServqualDimension } from '../gap/servqual.ts'
import { unpairedGap } from '../gap/unpairedGap.ts'
import { meanOf } from '../metrics/rating.ts'
import type { People, PersonAnswer } from './createPeople.ts'
import { seriesOf } from './seriesOf.ts'

/** What was expected of one step, and what was found. */
export interface GapRow {
  touchpoint: string
  /** What both questions are about: their id without `-expected` and `-perceived`. */
  stem: string
  dimension?: string
  scale: Scale
  /** Means; of the same people when `paired`. */
  expected: Metric
  perceived: Metric
  /** Perceived − expected. */
  gap: Metric
  /** Shares; `null` for different people, of whom nobody can say. */
  exceeded: Metric | null
  met: Metric | null
  short: Metric | null
  paired: boolean
  /** What the gap allows one to say, after false-discovery control over all rows. */
  verdict: 'short' | 'exceeded' | 'cannot-tell'
}

/** Expectation against perception, in journey order. */
export interface Gaps {
  rows: GapRow[]
  tested: number
  /** Five dimensions × touchpoints; `null` where no question names a dimension. */
  matrix: GapMatrix | null
}

const stemOf = (question: string) => question.replace(/-(expected|expectation|perceived|perception)$/, '')

/** One side or the other of a step, of one wording. */
interface Side {
  stem: string
  dimension: string | undefined
  scale: Scale
  answers: (PersonAnswer & { person: string; value: number })[]
}

/**
 * Pairs what customers expected with what the same customers found, step by step. An expectation asked elsewhere (on the
 * page before) belongs to the touchpoint of its perception. Where nobody answered both, means of different people are held
 * against each other and flagged `unpaired`.
 *
 * @param order - ids of touchpoints, in journey order.
 */
export function gapsOf(
  people: People,
  aggregate: Aggregate,
  order: readonly string[],
  options: MetricOptions = {},
): Gaps {
  const expectations = sidesOf(people, 'expectation')
  const rows: (Omit<GapRow, 'verdict'> & { p: number | null })[] = []
  const cells: { dimension: ServqualDimension; touchpoint: string; pairs: Pair[]; unmatched: number }[] = []
  for (const found of sidesOf(people, 'perception')) {
    const same = expectations.filter(
      (one) =>
        one.stem === found.stem &&
        one.dimension === found.dimension &&
        one.scale.join() === found.scale.join(),
    )
    for (const touchpoint of order) {
      const after = found.answers.filter((answer) => answer.touchpoint === touchpoint)
      if (after.length === 0) continue
      // the wording asked of most; another wording is another series
      const [before] = same
        .map(({ answers }) => {
          const here = answers.filter((answer) => answer.touchpoint === touchpoint)
          return here.length > 0 ? here : answers
        })
        .sort((a, b) => b.length - a.length)
      if (!before || before.length === 0) continue
      const anywhere = (list: typeof after) => list.map(({ person, value, at }) => ({ person, value, at }))
      const { pairs, unmatchedAfter } = pairAnswers(anywhere(before), anywhere(after))
      if (pairs.length === 0) continue
      const gap = pairedGap(pairs, { ...options, unmatched: unmatchedAfter.length })
      const mean = (side: 'before' | 'after') =>
        meanOf(
          tally(
            pairs.map((pair) => pair[side]),
            found.scale,
          ),
          options,
        )
      const { exceeded, met, short, sd: _sd, t: _t, df: _df, p, ...metric } = gap
      rows.push({
        ...{ touchpoint, stem: found.stem, scale: found.scale, paired: true, p },
        ...{ expected: mean('before'), perceived: mean('after'), gap: metric, exceeded, met, short },
        ...(found.dimension !== undefined && { dimension: found.dimension }),
      })
      if (isDimension(found.dimension))
        cells.push({ dimension: found.dimension, touchpoint, pairs, unmatched: unmatchedAfter.length })
    }
  }
  rows.push(...unpairedRows(aggregate, order, rows, options))
  rows.sort((a, b) => order.indexOf(a.touchpoint) - order.indexOf(b.touchpoint))
  const tested = rows.filter(({ p }) => p !== null)
  const { found } = benjaminiHochberg(tested.map(({ p }) => p!))
  const clear = new Set(found.map((i) => tested[i]!))
  const asked = order.filter((touchpoint) => cells.some((cell) => cell.touchpoint === touchpoint))
  return {
    rows: rows.map((row) => {
      const { p: _p, ...rest } = row
      return {
        ...rest,
        verdict: clear.has(row) ? (row.gap.value! < 0 ? 'short' : 'exceeded') : 'cannot-tell',
      }
    }),
    tested: tested.length,
    matrix: cells.length > 0 ? gapMatrix(onePerPerson(cells), asked, options) : null,
  }
}

function sidesOf(people: People, role: 'expectation' | 'perception'): Side[] {
  const sides = new Map<string, Side>()
  for (const [person, answers] of people.persons)
    for (const answer of answers) {
      const { question, dimension, wording, kind, audience, type, points, value } = answer
      if (answer.role !== role || audience !== 'customer' || typeof value !== 'number') continue
      const scale = scaleOf({ type, points } as Parameters<typeof scaleOf>[0])
      if (!scale) continue
      const key = JSON.stringify([stemOf(question), dimension ?? null, scale, wording, kind])
      let side = sides.get(key)
      if (!side) sides.set(key, (side = { stem: stemOf(question), dimension, scale, answers: [] }))
      side.answers.push({ ...answer, person, value })
    }
  return [...sides].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, side]) => side)
}

/** Steps of which no person answered both sides. */
function unpairedRows(
  { cells }: Aggregate,
  order: readonly string[],
  paired: readonly { touchpoint: string; stem: string }[],
  options: MetricOptions,
) {
  const customers = cells.filter(({ key }) => key.audience === 'customer')
  const side = (role: string) => seriesOf(customers.filter(({ key }) => key.role === role))
  const before = side('expectation')
  return side('perception').flatMap((found) => {
    const stem = stemOf(found.key.question)
    return order.flatMap((touchpoint) => {
      if (paired.some((row) => row.touchpoint === touchpoint && row.stem === stem)) return []
      const own = found.cells.filter(({ key }) => key.touchpoint === touchpoint)
      const expected = before.find(
        ({ key }) =>
          stemOf(key.question) === stem &&
          key.dimension === found.key.dimension &&
          key.points === found.key.points &&
          key.type === found.key.type,
      )
      if (own.length === 0 || !expected) return []
      const here = expected.cells.filter(({ key }) => key.touchpoint === touchpoint)
      const [x, y] = [tallyCells(here.length > 0 ? here : expected.cells), tallyCells(own)]
      const gap = unpairedGap(x, y, y.scale, options)
      const { p, verdict: _verdict, ...metric } = gap
      return [
        {
          ...{ touchpoint, stem, scale: y.scale, paired: false, p: gap.verdict === 'cannot-tell' ? null : p },
          ...{ expected: meanOf(x, options), perceived: meanOf(y, options), gap: metric },
          ...{ exceeded: null, met: null, short: null },
          ...(found.key.dimension !== undefined && { dimension: found.key.dimension }),
        },
      ]
    })
  })
}

/** Several items of one dimension at one touchpoint: a person's own mean, so that nobody counts twice. */
function onePerPerson(
  cells: readonly { dimension: ServqualDimension; touchpoint: string; pairs: Pair[]; unmatched: number }[],
) {
  const merged = new Map<
    string,
    { dimension: ServqualDimension; touchpoint: string; all: Pair[]; lost: number }
  >()
  for (const { dimension, touchpoint, pairs, unmatched } of cells) {
    const key = `${dimension}\n${touchpoint}`
    const known = merged.get(key) ?? { dimension, touchpoint, all: [], lost: 0 }
    known.all.push(...pairs)
    known.lost = Math.max(known.lost, unmatched)
    merged.set(key, known)
  }
  return [...merged.values()].map(({ dimension, touchpoint, all, lost }) => {
    const persons = new Map<string, Pair[]>()
    for (const pair of all) persons.set(pair.person, [...(persons.get(pair.person) ?? []), pair])
    const mean = (list: Pair[], side: 'before' | 'after') =>
      list.reduce((sum, pair) => sum + pair[side], 0) / list.length
    const pairs = [...persons].map(([person, list]) => ({
      ...{ person, before: mean(list, 'before'), after: mean(list, 'after') },
    }))
    return { dimension, touchpoint, pairs, unmatched: lost }
  })
}

const isDimension = (name: string | undefined): name is ServqualDimension =>
  (DIMENSIONS as readonly (string | undefined)[]).includes(name)
