import { BENCHMARK, CES, CSAT, EASE, EMOTION, NPS } from './answerOf.ts'
import type { Dice } from './createDice.ts'
import type { Ask } from './recordsOfRun.ts'
import {
  DROP_AT,
  EXPECTED,
  FOUND,
  feltAt,
  LABEL_AT,
  LABEL_GAIN,
  PLACES,
  type Place,
  RETURNING_BONUS,
  SUPPORT_DROP,
  WARMTH,
  WEIGHTS,
} from './shopModel.ts'

/** One customer: what each touchpoint is like for them, and what they are asked there. */
export function asksOf(
  { start, isReturning, warmth }: { start: number; isReturning: boolean; warmth: number },
  { normal }: Dice,
): { asks: { readonly [place in Place]: readonly Ask[] }; quality: (place: Place) => number } {
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
    ...{ id: 'csat', type: 'csat', instrument: 'csat@1', cuts: CSAT, comment: true },
    quality: quality(place),
  })
  const ces = (place: Place): Ask => ({
    ...{ id: 'ces', type: 'ces', instrument: 'ces@2', cuts: CES, comment: true },
    quality: quality(place),
  })
  const emotion = (place: Place): Ask => ({
    ...{ id: 'felt', type: 'emotion', instrument: 'emotion@1', cuts: EMOTION },
    quality: feltAt(place) + own[place] + bonus(place),
  })
  /** Part of the expectation is the person's own; the rest differs from what is found later. */
  const ease = (place: 'checkout' | 'delivery', role: 'expectation' | 'perception'): Ask => ({
    id: role === 'expectation' ? `${place}-expected` : `${place}-perceived`,
    ...{ type: 'rating', points: 7, role, instrument: `ease-${role}@1`, cuts: EASE },
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
  return {
    quality,
    asks: {
      search: [emotion('search'), ease('checkout', 'expectation')],
      'product-page': [csat('product-page'), ease('delivery', 'expectation')],
      checkout: [ces('checkout'), emotion('checkout'), ease('checkout', 'perception')],
      payment: [csat('payment')],
      delivery: [csat('delivery'), ease('delivery', 'perception')],
      support: [csat('support'), emotion('support')],
      returns: [ces('returns')],
      // the remembered moment is asked in the same run here; a real programme asks it 7 to 14 days later
      'product-use': [nps, emotion('product-use'), versus('sector', 0.4), versus('best', -0.7), remembered],
    },
  }
}
