import type { PulsoRecord } from '@pulso/web/schema'
import { defineServerSink } from '../core/defineServerSink.ts'
import { parse } from '../core/parse.ts'
import { sentence } from '../core/sentence.ts'
import { wanting } from '../core/wanting.ts'

export type { Wanting } from '../core/wanting.ts'

export interface DiscordOptions {
  /** The webhook's address; it is itself the secret. */
  endpoint: string
  /** @defaultValue where, what was asked, what was said */
  text?: (record: PulsoRecord) => string
}

/**
 * Posts each answer to a Discord channel. Nobody is mentioned, whatever an answer says.
 *
 * @needs a channel's webhook (its address is the secret)
 * @dedupe none
 * @once not promised: at least once
 * @source https://discord.com/developers/docs/resources/webhook#execute-webhook
 */
export const discordSink = wanting(
  defineServerSink<DiscordOptions>('discord', { endpoint: '', text: sentence }, ({ endpoint, text }) => ({
    endpoint: `${endpoint}?wait=true`, // else it answers before the message is made
    headers: { 'content-type': 'application/json' },
    maxBatchRecords: 1,
    body: ([record]) => ({ content: text(record!).slice(0, 2000), allowed_mentions: { parse: [] } }),
    ack({ status }, reply) {
      const { retry_after: seconds } = parse<{ retry_after: number }>(reply) ?? {}
      if (status === 429 && seconds) return { status: 'retry', code: 'http_429', afterMs: seconds * 1000 }
    },
  })),
)
