import { setTimeout as sleep } from 'node:timers/promises'
import { batch } from '../test/support/records.ts'
import type { RunningClickhouse } from '../test/support/runClickhouse.ts'
import { recordOf } from './recordOf.ts'

const EVERY_MS = 150
const POLL_MS = 20
const HEADERS = { 'content-type': 'text/plain;charset=UTF-8', origin: 'https://shop.example' }

interface Probed {
  /** The collector. */
  url: string
  clickhouse: RunningClickhouse
  database: string
  seed: number
  /** Ends it; what was sent by then is still waited for. */
  until: AbortSignal
}

/** Sends a record now and then, and gives how long after its acknowledgement each was in the mirror, in milliseconds. */
export async function probeLag({ url, clickhouse, database, seed, until }: Probed): Promise<number[]> {
  const waiting = new Map<string, number>() // when they were acknowledged
  const lags: number[] = []
  async function send(): Promise<void> {
    for (let number = 0; !until.aborted; number += 1) {
      const record = recordOf(seed, number)
      const body = batch([record], { key: 'shop' })
      const reply = await fetch(`${url}/v1/records`, { method: 'POST', body, headers: HEADERS })
      if (!reply.ok) throw new Error(`the collector answered ${reply.status}`)
      await reply.text()
      waiting.set(record.id, performance.now())
      await sleep(EVERY_MS)
    }
  }
  async function look(): Promise<void> {
    while (!until.aborted || waiting.size > 0) {
      const ids = [...waiting.keys()].map((id) => `'${id}'`)
      const there =
        ids.length > 0
          ? await clickhouse.rows(
              `SELECT id FROM ${database}.pulso_mirror WHERE project = 'shop' AND id IN (${ids})`,
            )
          : []
      const now = performance.now()
      for (const { id } of there) {
        lags.push(now - (waiting.get(String(id)) ?? now))
        waiting.delete(String(id))
      }
      await sleep(POLL_MS)
    }
  }
  const sending = send()
  await Promise.all([sending, look()])
  return lags
}
