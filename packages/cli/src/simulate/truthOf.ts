import { BENCHMARK, CES, CSAT, EASE, EMOTION, type Mixture, meanOf, npsOf, shareFrom } from './answerOf.ts'
import {
  DAY_MS,
  DROP_AT,
  EXPECTED,
  FOUND,
  feltAt,
  LABEL_AT,
  LABEL_GAIN,
  PANEL,
  PLACES,
  REPEAT,
  RETURNING,
  RETURNING_BONUS,
  SUPPORT_DROP,
  WEIGHTS,
} from './shopModel.ts'
import type { SimulateOptions } from './simulateJourneys.ts'

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
