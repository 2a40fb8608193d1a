import { createHash } from 'node:crypto'
import type { PulsoRecord } from '@pulso/web/schema'

const TOUCHPOINTS = ['search', 'compare', 'order', 'delivery', 'unbox', 'support', 'returns', 'renewal']
const COMMENTS = [undefined, 'Quick and friendly.', 'The parcel came late, and nobody told me why it did.']
const PERSONS = 50_000
const RECORDS_OF_A_VISIT = 4
const START = Date.UTC(2026, 0, 1)

/** 128 bits that look drawn, and are the same for the same seed: whoever is measured is fed the same rows. */
const idOf = (seed: number, kind: string, number: number) =>
  createHash('md5').update(`${seed} ${kind} ${number}`).digest('hex')

/** Record `number` of a stream of visits: the card shown, two answers, completed, as a page sends them. */
export function recordOf(seed: number, number: number): PulsoRecord {
  const visit = Math.floor(number / RECORDS_OF_A_VISIT)
  const seq = number % RECORDS_OF_A_VISIT
  const place = visit % TOUCHPOINTS.length
  const common = {
    id: idOf(seed, 'record', number),
    at: START + number * 50,
    mode: 'live' as const,
    person: `p${(visit * 7919) % PERSONS}`,
    run: idOf(seed, 'run', visit),
    seq,
    survey: {
      id: 'post-purchase',
      rev: 3,
      hash: '0a1b2c3d4e5',
      kind: 'transactional' as const,
      audience: 'customer' as const,
    },
    touchpoint: {
      id: TOUCHPOINTS[place] ?? '',
      phase: place < 2 ? ('before' as const) : ('after' as const),
      channel: 'web',
      stage: 'front' as const,
      journey: 'buy',
    },
    sampleRate: 0.5,
    locale: 'en-GB',
  }
  switch (seq) {
    case 0:
      return { ...common, type: 'shown' }
    case 1: {
      const comment = COMMENTS[visit % COMMENTS.length]
      const question = { id: 'recommend', type: 'nps', role: 'remembered', instrument: 'nps@1' } as const
      return {
        ...common,
        type: 'answered',
        question,
        value: visit % 11,
        ...(comment && { comment }),
        tookMs: 1500,
      }
    }
    case 2: {
      const question = { id: 'satisfied', type: 'csat', instrument: 'csat@1' } as const
      return { ...common, type: 'answered', question, value: 1 + (visit % 5), tookMs: 900 }
    }
    default:
      return { ...common, type: 'completed', tookMs: 9000 + (visit % 3000) }
  }
}
