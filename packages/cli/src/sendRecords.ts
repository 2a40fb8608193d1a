import { randomBytes } from 'node:crypto'
import { BatchReply, type BatchRequest } from '@pulso/web/schema'
import { CliError } from './CliError.ts'
import type { Io } from './Io.ts'

/** What became of records that were sent. */
export interface Sent {
  stored: number
  /** There before. */
  known: number
  refused: { id: string; reason: string }[]
}

/** Well under the collector's limits of 500 items and 256 KiB. */
const MAX_ITEMS = 200
const MAX_BYTES = 180_000
const TRIES = 8
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 60_000

/**
 * Sends records to a collector in batches, waiting as it asks. Ids are the records' own: sending again stores nothing twice.
 *
 * @throws {@link CliError} when the collector refuses the key, or is away for longer than eight tries.
 */
export function createSender(io: Io, url: string, key: string) {
  const endpoint = new URL('v1/records', url.endsWith('/') ? url : `${url}/`).href
  const sent: Sent = { stored: 0, known: 0, refused: [] }
  let items: { id: string }[] = []
  let bytes = 0

  async function flush(): Promise<void> {
    if (items.length === 0) return
    const batch: BatchRequest = { v: 1, key, sentAt: io.now(), batch: randomBytes(16).toString('hex'), items }
    const reply = await post(JSON.stringify(batch))
    sent.stored += reply.ok.length
    sent.known += reply.dup.length
    for (const { id, code, message } of reply.rej)
      sent.refused.push({ id, reason: message ? `${code}: ${message}` : code })
    items = []
    bytes = 0
  }

  async function post(body: string): Promise<BatchReply> {
    let wait = FIRST_WAIT_MS
    for (let tries = 1; ; tries += 1) {
      let problem: string
      try {
        const response = await io.fetch(endpoint, {
          method: 'POST',
          headers: { 'Content-Type': 'text/plain;charset=UTF-8' },
          body,
        })
        if (response.ok) {
          const reply = BatchReply.safeParse(await response.json())
          if (reply.success) return reply.data
          throw new CliError(`${endpoint} answered, but not as a collector. Check the address after --to.`)
        }
        if (response.status === 401 || response.status === 403)
          throw new CliError(
            `${endpoint} refused the key (HTTP ${response.status}). Give a write key of its projects with --key.`,
          )
        if (response.status < 500 && response.status !== 429)
          throw new CliError(
            `${endpoint} refused a batch (HTTP ${response.status}): ${await response.text()}`,
          )
        problem = `HTTP ${response.status}`
        const asked = Number(response.headers.get('retry-after'))
        if (asked > 0) wait = Math.min(LONGEST_WAIT_MS, asked * 1000)
      } catch (cause) {
        if (cause instanceof CliError) throw cause
        problem = (cause as Error).message
      }
      if (tries === TRIES)
        throw new CliError(
          `${endpoint} cannot be reached (${problem}) after ${TRIES} tries. What it confirmed is stored; run the same command ` +
            'again when it is back: nothing is stored twice.',
        )
      await io.sleep(wait)
      wait = Math.min(LONGEST_WAIT_MS, wait * 2)
    }
  }

  return {
    sent,
    flush,
    async send(record: { id: string }): Promise<void> {
      const size = Buffer.byteLength(JSON.stringify(record))
      if (items.length >= MAX_ITEMS || bytes + size > MAX_BYTES) await flush()
      items.push(record)
      bytes += size
    },
  }
}
