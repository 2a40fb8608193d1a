import { defineSink } from '../core/defineSink.ts'
import { flat } from '../core/flat.ts'

export interface WebhookOptions {
  /** Address of the catch hook: Zapier, Make, n8n, or your own. */
  endpoint: string
}

/**
 * Posts each record to an automation, one request each, as a form with flat names (`survey_id`, `value`): the one
 * format that Zapier, Make and n8n all take apart by themselves and that costs a page no preflight.
 *
 * @needs the hook's address (public: whoever has it can post)
 * @dedupe none there; the record's `id` travels, to filter by
 * @once not promised: at least once
 * @source https://help.zapier.com/hc/en-us/articles/8496288690317
 */
export const webhookSink = defineSink<WebhookOptions>('webhook', { endpoint: '' }, ({ endpoint }) => ({
  endpoint,
  maxBatchRecords: 1,
  body: ([record]) => flat(record!),
  request: (body) => ({ body: new URLSearchParams(JSON.parse(body)) }),
}))
