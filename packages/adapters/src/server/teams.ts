import type { PulsoRecord } from '@pulso/web/schema'
import { defineServerSink } from '../core/defineServerSink.ts'
import { sentence } from '../core/sentence.ts'
import { wanting } from '../core/wanting.ts'

export type { Wanting } from '../core/wanting.ts'

export interface TeamsOptions {
  /** The workflow's address; it is itself the secret. */
  endpoint: string
  /** @defaultValue where, what was asked, what was said */
  text?: (record: PulsoRecord) => string
}

/**
 * Posts each answer to a Microsoft Teams channel as an Adaptive Card.
 *
 * @needs a workflow "when a webhook request is received" (its address is the secret)
 * @dedupe none
 * @once not promised: at least once
 * @source https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook
 */
export const teamsSink = wanting(
  defineServerSink<TeamsOptions>('teams', { endpoint: '', text: sentence }, ({ endpoint, text }) => ({
    endpoint,
    headers: { 'content-type': 'application/json' },
    maxBatchRecords: 1,
    maxBatchBytes: 28_000, // documented limit of one message
    body: ([record]) => ({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          contentUrl: null,
          content: {
            $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
            type: 'AdaptiveCard',
            version: '1.4',
            // A RichTextBlock shows text as it is; in a TextBlock an answer could be a link.
            body: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: text(record!) }] }],
          },
        },
      ],
    }),
    // Connectors answer 200 and tell the failure in prose.
    ack({ status }, reply) {
      const told = status === 200 && /HTTP error (\d+)/.exec(reply)?.[1]
      if (told) return { status: told === '413' ? 'split' : 'retry', code: `http_${told}` }
    },
  })),
)
