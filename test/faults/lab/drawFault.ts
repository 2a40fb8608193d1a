import type { Random } from './random.ts'

/**
 * What may happen to one request on its way, and how often among those to which anything does. The lost answers come
 * first: a fifth of all acknowledgements has to be lost over a whole run, whose quiet rounds lose none.
 */
const FAULTS = {
  'lost-ack': 46, // the collector committed, the answer is lost
  half: 14, // committed; half of the answer, then silence
  reset: 10, // before the collector saw it
  slow: 8,
  twice: 6, // the network delivers it twice, at once
  unavailable: 5, // 503 with Retry-After
  limited: 3, // 429 with Retry-After
  broken: 4, // 500 without a word, and without the headers that let a page read it
  portal: 4, // a captive portal: 200 and its page
} as const
export type NetworkFault = keyof typeof FAULTS

/** What happens to the next request: nothing, but for a share `faulty` of them. */
export function drawFault(faulty: number, random: Random): NetworkFault | undefined {
  if (random() >= faulty) return
  let lot = random() * Object.values<number>(FAULTS).reduce((sum, weight) => sum + weight)
  for (const [fault, weight] of Object.entries(FAULTS) as [NetworkFault, number][])
    if ((lot -= weight) < 0) return fault
  return
}
