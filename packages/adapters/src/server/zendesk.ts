import type { PulsoRecord } from '@pulso/web/schema'
import { basic } from '../core/basic.ts'
import { defineServerSink } from '../core/defineServerSink.ts'
import { sentence } from '../core/sentence.ts'
import { wanting } from '../core/wanting.ts'

export type { Wanting } from '../core/wanting.ts'

export interface ZendeskOptions {
  /** `https://SUBDOMAIN.zendesk.com/api/v2/tickets.json` */
  endpoint: string
  /** Agent the token belongs to. */
  email: string
  token: string
  /** Fields of the ticket besides its comment and `external_id`. @defaultValue subject, and the tag `pulso` */
  ticket?: (record: PulsoRecord) => { [field: string]: unknown }
}

/**
 * Opens a ticket for each answer; with `wants`, for those that need one.
 *
 * @needs an agent's API token
 * @dedupe `Idempotency-Key` is the record's id, for about 2 hours; `external_id` finds later repeats
 * @once within that window
 * @source https://developer.zendesk.com/api-reference/ticketing/introduction/
 */
export const zendeskSink = wanting(
  defineServerSink<ZendeskOptions>(
    'zendesk',
    {
      endpoint: '',
      email: '',
      token: '',
      ticket: (record) => ({ subject: sentence(record).split('\n')[0], tags: ['pulso'] }),
    },
    ({ endpoint, email, token, ticket }) => {
      const headers = { authorization: basic(`${email}/token`, token), 'content-type': 'application/json' }
      return {
        endpoint,
        headers,
        maxBatchRecords: 1,
        body: ([record]) => ({
          ticket: { ...ticket(record!), comment: { body: sentence(record!) }, external_id: record!.id },
        }),
        request: (_, [record]) => ({ headers: { ...headers, 'idempotency-key': record!.id } }),
      }
    },
  ),
)
