import type { PulsoRecord } from '@pulso/web/schema'
import { answerOf, CSAT } from './answerOf.ts'
import { asksOf } from './asksOf.ts'
import { createDice } from './createDice.ts'
import { recordsOfRun } from './recordsOfRun.ts'
import { COUNTRIES, DAY_MS, PANEL, PLACES, type Place, REPEAT, RETURNING } from './shopModel.ts'

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
  /** Language of the comments, and of the names in the programme. @defaultValue `'en'` */
  locale?: 'en' | 'es'
}

/**
 * Journeys of customers, and answers of employees, as records: the same seed gives the same records. What is true of them
 * is known beforehand, see `truthOf`. Answers come in the order of persons, not of time.
 */
export function* simulateJourneys({
  seed = 1,
  persons = 2000,
  days = 180,
  from,
  locale = 'en',
}: SimulateOptions): Generator<PulsoRecord> {
  const dice = createDice(seed)
  const { random, normal, hex, pick } = dice
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
    const { asks, quality } = asksOf({ start, isReturning, warmth }, dice)
    for (const place of Object.keys(PLACES) as Place[]) {
      const { day, reach } = PLACES[place]
      if (random() >= reach) continue
      const answers = random() < (isPanel ? PANEL.rate : PANEL.others)
      const who = { person, context, audience: 'customer' as const, locale }
      yield* recordsOfRun(asks[place], { place, at: at + day * DAY_MS, answers, ...who }, dice)
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
    ] as const) {
      const at = from + random() * days * DAY_MS
      const quality = mean + normal()
      yield* recordsOfRun(
        [{ id: 'csat', type: 'csat', instrument: 'team-csat@1', cuts: CSAT, quality }],
        { place, at, answers: true, context: {}, audience: 'employee', locale },
        dice,
      )
    }
}
