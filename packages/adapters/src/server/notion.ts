import type { PulsoRecord } from '@pulso/web/schema'
import { defineServerSink } from '../core/defineServerSink.ts'
import { flat } from '../core/flat.ts'
import { sentence } from '../core/sentence.ts'
import { wanting } from '../core/wanting.ts'

export type { Wanting } from '../core/wanting.ts'

export interface NotionOptions {
  /** Database that is shared with the integration. */
  databaseId: string
  /** Secret of the integration. */
  token: string
  /** @defaultValue Name (title), and as text: Record id, Survey, Question, Value, Comment */
  properties?: (record: PulsoRecord) => { [name: string]: unknown }
  /** @defaultValue `https://api.notion.com/v1/pages` */
  endpoint?: string
}

const text = (value: unknown) => ({ rich_text: [{ text: { content: `${value ?? ''}`.slice(0, 2000) } }] })
const columns = (record: PulsoRecord) => {
  const { survey_id, question_id, value, comment } = flat(record)
  return {
    Name: { title: [{ text: { content: sentence(record).slice(0, 2000) } }] },
    'Record id': text(record.id),
    Survey: text(survey_id),
    Question: text(question_id),
    Value: text(value),
    Comment: text(comment),
  }
}

/**
 * Adds a page to a Notion database for each answer.
 *
 * @needs an integration's secret, a database with these properties
 * @dedupe none; the property `Record id` finds repeats
 * @once not promised: at least once
 * @source https://developers.notion.com/reference/post-page
 */
export const notionSink = wanting(
  defineServerSink<NotionOptions>(
    'notion',
    { databaseId: '', token: '', properties: columns, endpoint: 'https://api.notion.com/v1/pages' },
    ({ databaseId, token, properties, endpoint }) => ({
      endpoint,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'notion-version': '2022-06-28',
      },
      maxBatchRecords: 1,
      maxBatchBytes: 500_000,
      body: ([record]) => ({ parent: { database_id: databaseId }, properties: properties(record!) }),
      ack({ status }, reply) {
        if (status === 409) return { status: 'retry', code: 'http_409' } // "try again": two writes met
        // A property that the database lacks is no fault of a record.
        if (status === 400 && /is not a property|is expected to be/.test(reply))
          return { status: 'held', code: 'wrong_properties' }
      },
    }),
  ),
)
