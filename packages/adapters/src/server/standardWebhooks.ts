import { createHmac } from 'node:crypto'
import { defineServerSink } from '../core/defineServerSink.ts'

export interface StandardWebhooksOptions {
  endpoint: string
  /** Shared with the receiver: `whsec_` and base64. */
  secret: string
}

/**
 * Posts each record, signed, as Standard Webhooks say: `webhook-id` is the record's id, the same on every try.
 *
 * @needs the receiver's address, a shared secret
 * @dedupe `webhook-id` is the record's id; the receiver keeps those it has seen
 * @once if the receiver does
 * @source https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const standardWebhooksSink = defineServerSink<StandardWebhooksOptions>(
  'standardWebhooks',
  { endpoint: '', secret: '' },
  ({ endpoint, secret }) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    return {
      endpoint,
      maxBatchRecords: 1,
      body: ([record]) => ({
        type: record!.type === 'outcome' ? 'outcome' : `survey.${record!.type}`,
        timestamp: new Date(record!.at),
        data: record,
      }),
      request(body, [record]) {
        const { id } = record!
        const seconds = `${Math.floor(Date.now() / 1000)}` // of this try: receivers refuse old ones
        const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')
        return {
          headers: {
            'content-type': 'application/json',
            'webhook-id': id,
            'webhook-timestamp': seconds,
            'webhook-signature': `v1,${signature}`,
          },
        }
      },
    }
  },
)
