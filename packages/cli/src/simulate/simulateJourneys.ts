import { createRandom } from '@pulso/insights/algorithms'
import type { PulsoRecord } from '@pulso/web/schema'
import { COMMENTS } from './comments.ts'
import {
  answerOf,
  BENCHMARK,
  CES,
  CSAT,
  type Cuts,
  EASE,
  EMOTION,
  type Mixture,
  meanOf,
  NPS,
  npsOf,
  shareFrom,
} from './truthOf.ts'

/** What is simulated. */
export interface SimulateOptions {
  /** @defaultValue `1` */
  seed?: number
  /** Customers. @defaultValue `2000` */
  persons?: number
  /** Days over which their journeys begin. @defaultValue `180` */
  days?: number
  /** First day, milliseconds since 1970. */
  from: number
  /** Language of the comments. @defaultValue `'en'` */
  locale?: 'en' | 'es'
}

/** What is true of simulated journeys, to be asked back from a report. */
export interface Truth {
  seed: number
  persons: number
  /** Share of satisfied customers, employees beside them, by touchpoint. */
  csat: { [touchpoint: string]: { customers: number; employees?: number } }
  /** Share of 5–7, before and from the day on that something changed. */
  ces: { [touchpoint: string]: { before: number; after: number } }
  emotion: { [touchpoint: string]: number }
  nps: { [touchpoint: string]: number }
  gap: { [touchpoint: string]: { expected: number; perceived: number; gap: number } }
  benchmark: { sector: number; best: number }
  /** Weight of each rating in what goes with recommending; the hidden qualities are equally correlated. */
  drivers: { [touchpoint: string]: number }
  /** Segments that answer differently, in shares or points of their metric; all others do not. */
  segments: { segment: string; value: string; touchpoint: string; difference: number }[]
  /** Touchpoints that change, from which day. */
  changes: { touchpoint: string; day: string; before: number; after: number }[]
  /** Share who buy again, of those satisfied with the delivery and of the others. */
  repeat: { satisfied: number; others: number }
  responseRate: number
}

const DAY_MS = 86_400_000
/** Correlation of two qualities of one person: how much of each is the person's own warmth. */
const WARMTH = 0.3
const RETURNING = 0.4
const RETURNING_BONUS = 0.6
const SUPPORT_DROP = 0.7
const LABEL_GAIN = 0.6
const DROP_AT = 0.75
const LABEL_AT = 0.5
/** Half of the people answer most of what they are asked, the others little; whoever they are, they feel alike. */
const PANEL = { share: 0.5, rate: 0.92, others: 0.3 }
const REPEAT = { satisfied: 0.46, others: 0.24 }
const COMMENTED = 0.12

type Phase = 'before' | 'during' | 'after'

/** Mean quality at each touchpoint, when it is passed (days after the start), and who passes it. */
const PLACES = {
  search: { phase: 'before', mean: 0.4, day: 0, reach: 1 },
  'product-page': { phase: 'before', mean: 0.6, day: 0.1, reach: 1 },
  checkout: { phase: 'during', mean: 0.35, day: 1, reach: 1 },
  payment: { phase: 'during', mean: 0.9, day: 1.01, reach: 1 },
  delivery: { phase: 'after', mean: 0.35, day: 4, reach: 1 },
  support: { phase: 'after', mean: 0.25, day: 9, reach: 0.7 },
  returns: { phase: 'after', mean: -0.3, day: 12, reach: 0.6 },
  'product-use': { phase: 'after', mean: 0.25, day: 21, reach: 1 },
} as const satisfies { [id: string]: { phase: Phase; mean: number; day: number; reach: number } }
type Place = keyof typeof PLACES

/** What a recommendation is made of. */
const WEIGHTS = { delivery: 0.5, support: 0.3, checkout: 0.15, 'product-page': 0.05 } as const
const EXPECTED = { checkout: 0.3, delivery: 0.9 } as const
const FOUND = { checkout: 0.4, delivery: 0.35 } as const
const COUNTRIES = ['es', 'mx', 'us'] as const
const SEARCH_SHIFT = { emotion: -0.2 }

/** What is true, from the constants of the model and no drawing. */
export function truthOf({ seed = 1, persons = 2000, days = 180, from }: SimulateOptions): Truth {
  const dayAt = (share: number) =>
    new Date(from + Math.round(share * days) * DAY_MS).toISOString().slice(0, 10)
  const plain = (mean: number): Mixture => [{ share: 1, mean }]
  const { delivery, support, checkout, returns, payment } = PLACES
  const withBonus: Mixture = [
    { share: 1 - RETURNING, mean: delivery.mean },
    { share: RETURNING, mean: delivery.mean + RETURNING_BONUS },
  ]
  const csat = (mixture: Mixture) => shareFrom(CSAT, mixture, 4)
  const ces = (mean: number) => shareFrom(CES, plain(mean), 5)
  const gap = (place: 'checkout' | 'delivery') => {
    const [expected, perceived] = [EXPECTED, FOUND].map((side) => meanOf(EASE, plain(side[place]))) as [
      number,
      number,
    ]
    return { expected, perceived, gap: perceived - expected }
  }
  return {
    seed,
    persons,
    csat: {
      'product-page': { customers: csat(plain(PLACES['product-page'].mean)) },
      payment: { customers: csat(plain(payment.mean)) },
      delivery: { customers: csat(withBonus), employees: csat(plain(delivery.mean + 0.8)) },
      support: {
        customers: csat([
          { share: DROP_AT, mean: support.mean },
          { share: 1 - DROP_AT, mean: support.mean - SUPPORT_DROP },
        ]),
        employees: csat(plain(support.mean)),
      },
    },
    ces: {
      checkout: { before: ces(checkout.mean), after: ces(checkout.mean) },
      returns: { before: ces(returns.mean), after: ces(returns.mean + LABEL_GAIN) },
    },
    emotion: Object.fromEntries(
      (['search', 'checkout', 'support', 'product-use'] as const).map((place) => [
        place,
        meanOf(
          EMOTION,
          place === 'support'
            ? [
                { share: DROP_AT, mean: feltAt(place) },
                { share: 1 - DROP_AT, mean: feltAt(place) - SUPPORT_DROP },
              ]
            : plain(feltAt(place)),
        ),
      ]),
    ),
    nps: { 'product-use': npsOf(plain(PLACES['product-use'].mean)) },
    gap: { checkout: gap('checkout'), delivery: gap('delivery') },
    benchmark: {
      sector: netOf(plain(0.4)),
      best: netOf(plain(-0.7)),
    },
    drivers: WEIGHTS,
    segments: [
      {
        ...{ segment: 'relationship', value: 'returning', touchpoint: 'delivery' },
        difference: csat(plain(delivery.mean + RETURNING_BONUS)) - csat(plain(delivery.mean)),
      },
    ],
    changes: [
      {
        ...{ touchpoint: 'support', day: dayAt(DROP_AT), before: csat(plain(support.mean)) },
        after: csat(plain(support.mean - SUPPORT_DROP)),
      },
      {
        ...{ touchpoint: 'returns', day: dayAt(LABEL_AT), before: ces(returns.mean) },
        after: ces(returns.mean + LABEL_GAIN),
      },
    ],
    repeat: REPEAT,
    responseRate: PANEL.share * PANEL.rate + (1 - PANEL.share) * PANEL.others,
  }
}

const netOf = (mixture: Mixture) =>
  100 * (shareFrom(BENCHMARK, mixture, 4) - (1 - shareFrom(BENCHMARK, mixture, 3)))

/** What is felt lies a little beside what is rated, each in its own way. */
function feltAt(place: Place): number {
  const { mean } = PLACES[place]
  return place === 'search' ? mean + SEARCH_SHIFT.emotion : place === 'product-use' ? mean + 0.5 : mean
}

/**
 * Journeys of customers, and answers of employees, as records: the same seed gives the same records. What is true of them
 * is known beforehand, see {@link truthOf}. Answers come in the order of persons, not of time.
 */
export function* simulateJourneys({
  seed = 1,
  persons = 2000,
  days = 180,
  from,
  locale = 'en',
}: SimulateOptions): Generator<PulsoRecord> {
  const random = createRandom(seed)
  /** Box and Muller. */
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const hex = () =>
    Array.from({ length: 4 }, () =>
      Math.floor(random() * 2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    ).join('')
  const pick = <One>(list: readonly One[]) => list[Math.floor(random() * list.length)]!

  type Ask = {
    id: string
    type: 'nps' | 'csat' | 'ces' | 'emotion' | 'rating'
    instrument: string
    cuts: Cuts
    quality: number
    role?: 'expectation' | 'perception' | 'benchmark' | 'remembered'
    points?: number
    comment?: boolean
  }
  function* run(
    place: Place,
    at: number,
    asks: readonly Ask[],
    answers: boolean,
    who: { person?: string; context: { [key: string]: string }; audience: 'customer' | 'employee' },
  ): Generator<PulsoRecord> {
    const { person, context, audience } = who
    const own = {
      ...{ mode: 'live' as const, context, run: hex(), sampleRate: 1, locale },
      ...(person !== undefined && { person }),
      survey: {
        ...{ id: audience === 'employee' ? `team-${place}` : place, rev: 1, hash: 'simulated' },
        ...{ kind: 'transactional' as const, audience },
      },
      touchpoint: {
        ...{
          id: place,
          phase: PLACES[place].phase,
          channel: 'web',
          stage: 'front' as const,
          journey: 'buy-online',
        },
      },
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
      const written = comment && random() < COMMENTED
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
        ...(written && { comment: pick(COMMENTS[locale][quality > 0.3 ? 'high' : 'low']) }),
      }
    }
    yield { ...next(), type: 'completed', tookMs: 5000 }
  }

  for (let i = 0; i < persons; i += 1) {
    const start = random()
    const at = from + start * days * DAY_MS
    const person = hex()
    const warmth = normal()
    const isPanel = random() < PANEL.share
    const isReturning = random() < RETURNING
    const context = {
      relationship: isReturning ? 'returning' : 'new',
      country: pick(COUNTRIES),
      device: random() < 0.6 ? 'phone' : 'desktop',
    }
    const who = { person, context, audience: 'customer' as const }
    const deviation = () => Math.sqrt(WARMTH) * warmth + Math.sqrt(1 - WARMTH) * normal()
    const own = Object.fromEntries(Object.keys(PLACES).map((place) => [place, deviation()])) as {
      [place in Place]: number
    }
    const bonus = (place: Place) => {
      if (place === 'delivery') return isReturning ? RETURNING_BONUS : 0
      if (place === 'support') return start >= DROP_AT ? -SUPPORT_DROP : 0
      return place === 'returns' && start >= LABEL_AT ? LABEL_GAIN : 0
    }
    const quality = (place: Place) => PLACES[place].mean + own[place] + bonus(place)
    const csat = (place: Place): Ask => ({
      ...{
        id: 'csat',
        type: 'csat',
        instrument: 'csat@1',
        cuts: CSAT,
        quality: quality(place),
        comment: true,
      },
    })
    const ces = (place: Place): Ask => ({
      ...{ id: 'ces', type: 'ces', instrument: 'ces@2', cuts: CES, quality: quality(place), comment: true },
    })
    const emotion = (place: Place): Ask => ({
      ...{ id: 'felt', type: 'emotion', instrument: 'emotion@1', cuts: EMOTION },
      quality: feltAt(place) + own[place] + bonus(place),
    })
    /** Part of the expectation is the person's own; the rest differs from what is found later. */
    const ease = (place: 'checkout' | 'delivery', role: 'expectation' | 'perception'): Ask => ({
      ...{
        id: role === 'expectation' ? `${place}-expected` : `${place}-perceived`,
        type: 'rating',
        points: 7,
        role,
      },
      ...{ instrument: `ease-${role}@1`, cuts: EASE },
      quality: role === 'expectation' ? EXPECTED[place] + deviation() : FOUND[place] + own[place],
    })
    const versus = (frame: 'sector' | 'best', mean: number): Ask => ({
      ...{ id: `benchmark-${frame}`, type: 'rating', points: 5, role: 'benchmark', cuts: BENCHMARK },
      ...{ instrument: `benchmark-${frame}@1`, quality: mean + deviation() },
    })
    // how much the weighted qualities vary together, so that the sum has variance 1 with its own noise
    const mixed = Object.entries(WEIGHTS).reduce(
      (sum, [place, weight]) => sum + weight * own[place as Place],
      0,
    )
    const weights = Object.values(WEIGHTS)
    const spread =
      WARMTH * weights.reduce((a, b) => a + b, 0) ** 2 +
      (1 - WARMTH) * weights.reduce((sum, weight) => sum + weight ** 2, 0)
    const loyalty = Math.sqrt(0.6) * (mixed / Math.sqrt(spread)) + Math.sqrt(0.4) * normal()
    const nps: Ask = {
      ...{ id: 'nps', type: 'nps', instrument: 'nps@1', cuts: NPS, comment: true },
      quality: PLACES['product-use'].mean + loyalty,
    }
    const remembered: Ask = {
      ...{ id: 'remembered', type: 'emotion', instrument: 'remembered@1', role: 'remembered', cuts: EMOTION },
      quality:
        (feltAt('support') + bonus('support') + feltAt('product-use')) / 2 +
        (own.support + own['product-use']) / 2 +
        0.6 * normal(),
    }
    const asks: { readonly [place in Place]: readonly Ask[] } = {
      search: [emotion('search'), ease('checkout', 'expectation')],
      'product-page': [csat('product-page'), ease('delivery', 'expectation')],
      checkout: [ces('checkout'), emotion('checkout'), ease('checkout', 'perception')],
      payment: [csat('payment')],
      delivery: [csat('delivery'), ease('delivery', 'perception')],
      support: [csat('support'), emotion('support')],
      returns: [ces('returns')],
      'product-use': [nps, emotion('product-use'), versus('sector', 0.4), versus('best', -0.7), remembered],
    }
    for (const place of Object.keys(PLACES) as Place[]) {
      const { day, reach } = PLACES[place]
      if (random() >= reach) continue
      const answers = random() < (isPanel ? PANEL.rate : PANEL.others)
      // the remembered moment is asked in the same run here; a real programme asks it 7 to 14 days later
      yield* run(place, at + day * DAY_MS, asks[place], answers, who)
    }
    const isSatisfied = answerOf(CSAT, quality('delivery')) >= 4
    if (random() < (isSatisfied ? REPEAT.satisfied : REPEAT.others))
      yield {
        ...{ id: hex(), at: Math.round(at + 60 * DAY_MS), mode: 'live', person, context },
        ...{ type: 'outcome', kind: 'repeat', value: Math.round(40 + 80 * random()), currency: 'EUR' },
      }
  }
  const staff = Math.max(40, Math.round(persons / 25))
  for (let i = 0; i < staff; i += 1)
    for (const [place, mean] of [
      ['delivery', PLACES.delivery.mean + 0.8],
      ['support', PLACES.support.mean],
    ] as const)
      yield* run(
        place,
        from + random() * days * DAY_MS,
        [{ id: 'csat', type: 'csat', instrument: 'team-csat@1', cuts: CSAT, quality: mean + normal() }],
        true,
        { context: {}, audience: 'employee' },
      )
}
