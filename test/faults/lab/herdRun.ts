import { backoffMs } from '../../../src/queue/backoffMs.ts'
import { type HerdOptions, herd, type Wait } from './herd.ts'
import { createRandom } from './random.ts'
import { type Typical, typical } from './typical.ts'

const CLIENTS = 200
const DRAWS = 500
const OUTAGES_S = [3, 10, 30, 60, 120, 600, 3600]
/** Twice as long each time, from 1 s to 300 s: what most queues do, and this one did. */
const doubling: Wait = (fails, random) => random() * Math.min(300_000, 1000 * 2 ** fails)

export interface Arrivals {
  /** Percentage of the clients in the fullest second: mean of all draws, and what 95 of 100 draws stay below. */
  fullest: { mean: number; p95: number }
  /** Seconds from the end of the outage to the arrival of a client. */
  lateS: Typical
  /** Tries of one client, on average. */
  tries: number
}

export interface HerdResult extends Pick<HerdOptions, 'answered'> {
  outageS: number
  ours: Arrivals
  doubling: Arrivals
}

/** How 200 clients come back after outages of several lengths, by the waits of the queue and by plain doubling. */
export function herdRun(seed: number): HerdResult[] {
  return (['first', 'throughout'] as const).flatMap((answered) =>
    OUTAGES_S.map((outageS) => {
      const by = (wait: Wait) => arrivals({ outageMs: outageS * 1000, answered, wait }, seed)
      return { answered, outageS, ours: by(backoffMs), doubling: by(doubling) }
    }),
  )
}

function arrivals(options: Pick<HerdOptions, 'outageMs' | 'answered' | 'wait'>, seed: number): Arrivals {
  const fullest: number[] = []
  const late: number[] = []
  let tries = 0
  const wait: Wait = (fails, random) => {
    tries++
    return options.wait(fails, random)
  }
  for (let draw = 0; draw < DRAWS; draw++) {
    const random = createRandom(seed, options.answered, options.outageMs, draw)
    const one = herd({ ...options, clients: CLIENTS, wait, random })
    fullest.push(100 * one.fullest)
    for (const ms of one.lateMs) late.push(ms / 1000)
  }
  const round = (value: number) => Math.round(value * 10) / 10
  return {
    fullest: {
      mean: round(fullest.reduce((sum, share) => sum + share) / DRAWS),
      p95: typical(fullest).p95,
    },
    lateS: typical(late),
    tries: round(1 + tries / DRAWS / CLIENTS),
  }
}
