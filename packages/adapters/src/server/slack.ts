import type { PulsoRecord } from '@pulso/web/schema'
import { defineServerSink } from '../core/defineServerSink.ts'
import { sentence } from '../core/sentence.ts'
import { wanting } from '../core/wanting.ts'

export type { Wanting } from '../core/wanting.ts'

export interface SlackOptions {
  /** The incoming webhook's address; it is itself the secret. */
  endpoint: string
  /** @defaultValue where, what was asked, what was said */
  text?: (record: PulsoRecord) => string
}

/** Slack's three control characters, so that an answer is never a link, a mention or a channel call. */
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/**
 * Posts each answer to a Slack channel.
 *
 * @needs an incoming webhook (its address is the secret)
 * @dedupe none
 * @once not promised: at least once
 * @source https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export const slackSink = wanting(
  defineServerSink<SlackOptions>('slack', { endpoint: '', text: sentence }, ({ endpoint, text }) => ({
    endpoint,
    headers: { 'content-type': 'application/json' },
    maxBatchRecords: 1,
    body: ([record]) => ({ text: escaped(text(record!)).slice(0, 3000) }),
  })),
)
