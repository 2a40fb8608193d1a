import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from './random.ts'
import { aBatch, aRecord } from './records.ts'

export interface Senders {
  /** What the collector said that it has. */
  acked: Set<string>
  /** Posts until it is over, or the collector is gone. */
  post(url: string, random: Random, isOver: () => boolean): Promise<void>
  /** Posts what could not be delivered until now. */
  deliver(url: string): Promise<void>
  /** Begins anew. */
  forget(): void
}

const SENDERS = 8
export const ORIGIN = 'https://shop.example'
/** After a 503. */
const WAIT_MS = 50

/**
 * Eight that send at once. What one could not deliver it sends again, to the next life of the collector.
 *
 * @param pauseMs - between two batches of one sender.
 */
export function createSenders(pauseMs = 0): Senders {
  const acked = new Set<string>()
  const left: string[][] = Array.from({ length: SENDERS }, () => [])
  /** Whether the collector has taken the batch. Rejects when it is gone. */
  const ask = async (url: string, body: string): Promise<boolean> => {
    const reply = await fetch(`${url}/v1/records`, {
      method: 'POST',
      body,
      headers: { origin: ORIGIN, 'content-type': 'text/plain;charset=UTF-8' },
    })
    const { ok, dup } = (await reply.json()) as { ok: string[]; dup: string[] }
    if (reply.status !== 200) return false
    for (const id of [...ok, ...dup]) acked.add(id)
    return true
  }
  return {
    acked,
    async post(url, random, isOver) {
      await Promise.all(
        left.map(async (mine) => {
          while (!isOver()) {
            const body =
              mine[0] ?? aBatch(Array.from({ length: 1 + Math.floor(random() * 20) }, () => aRecord()))
            mine[0] = body
            try {
              if (!(await ask(url, body))) {
                await sleep(WAIT_MS)
                continue
              }
              mine.length = 0
              if (random() < 0.1) await ask(url, body) // doubled by the network
            } catch {
              return // it is dead
            }
            if (pauseMs > 0) await sleep(pauseMs)
          }
        }),
      )
    },
    async deliver(url) {
      for (const body of left.flat())
        if (!(await ask(url, body))) throw new Error('The collector took no batch.')
    },
    forget() {
      acked.clear()
      for (const mine of left) mine.length = 0
    },
  }
}
