import type { Random } from './random.ts'

/** How long a client waits after so many failures in a row, in milliseconds. */
export type Wait = (fails: number, random: Random) => number

export interface HerdOptions {
  clients: number
  outageMs: number
  /** When their visitors answered: all in the first second of the outage, or evenly while it lasted. */
  answered: 'first' | 'throughout'
  wait: Wait
  random: Random
}

export interface Herd {
  /** Share of the clients that arrive in the fullest second after the outage. */
  fullest: number
  /** How long after the end of the outage each arrives. */
  lateMs: number[]
}

/** An outage, and when each client that waits for its end gets through. Time is counted, not waited for. */
export function herd({ clients, outageMs, answered, wait, random }: HerdOptions): Herd {
  const lateMs = Array.from({ length: clients }, () => {
    let at = random() * (answered === 'first' ? 1000 : outageMs)
    for (let fails = 1; at < outageMs; fails++) at += wait(fails, random)
    return at - outageMs
  })
  const seconds = new Map<number, number>()
  for (const ms of lateMs) {
    const second = Math.floor(ms / 1000)
    seconds.set(second, (seconds.get(second) ?? 0) + 1)
  }
  return { fullest: Math.max(...seconds.values()) / clients, lateMs }
}
