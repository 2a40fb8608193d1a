import type { PulsoRecord } from '@pulso/web/schema'
import { answerOf, type Cuts } from './answerOf.ts'
import { COMMENTS } from './comments.ts'
import type { Dice } from './createDice.ts'
import { COMMENTED, PLACES, type Place } from './shopModel.ts'

/** One question with the hidden quality that its answer comes from. */
export interface Ask {
  id: string
  type: 'nps' | 'csat' | 'ces' | 'emotion' | 'rating'
  instrument: string
  cuts: Cuts
  quality: number
  role?: 'expectation' | 'perception' | 'benchmark' | 'remembered'
  points?: number
  comment?: boolean
}

/** Who is asked, where and when. */
export interface Occasion {
  place: Place
  /** Milliseconds since 1970. */
  at: number
  answers: boolean
  person?: string
  context: { [key: string]: string }
  audience: 'customer' | 'employee'
  locale: 'en' | 'es'
}

/** From which share of its steps on an answer is one that a pleased customer gives. */
const PLEASED = 0.65

/** The records of one run: shown, and what came of it. */
export function* recordsOfRun(
  asks: readonly Ask[],
  { place, at, answers, person, context, audience, locale }: Occasion,
  { random, hex, pick }: Dice,
): Generator<PulsoRecord> {
  const { phase } = PLACES[place]
  const own = {
    ...{ mode: 'live' as const, context, run: hex(), sampleRate: 1, locale },
    ...(person !== undefined && { person }),
    survey: {
      ...{ id: audience === 'employee' ? `team-${place}` : place, rev: 1, hash: 'simulated' },
      ...{ kind: 'transactional' as const, audience },
    },
    touchpoint: { id: place, phase, channel: 'web', stage: 'front' as const, journey: 'buy-online' },
  }
  let seq = 0
  const next = () => ({ id: hex(), at: Math.round(at) + seq * 4000, ...own, seq: seq++ })
  yield { ...next(), type: 'shown' }
  if (!answers) {
    if (random() < 0.6) yield { ...next(), type: 'dismissed', reason: 'close', step: 0, tookMs: 1500 }
    return
  }
  for (const { id, type, instrument, cuts, quality, role, points, comment } of asks) {
    const value = answerOf(cuts, quality)
    const isPleased = (value - cuts.lowest) / cuts.cuts.length >= PLEASED
    const heard = comment && random() < COMMENTED ? COMMENTS[locale][place] : undefined
    yield {
      ...next(),
      type: 'answered',
      question: {
        ...{ id, type, instrument },
        ...(role && { role }),
        ...(points !== undefined && { points }),
      },
      value,
      tookMs: Math.round(1500 + 3000 * random()),
      ...(heard && { comment: pick(heard[isPleased ? 'high' : 'low']) }),
    }
  }
  yield { ...next(), type: 'completed', tookMs: 5000 }
}
