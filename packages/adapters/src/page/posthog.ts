import type { PulsoRecord } from '@pulso/web/schema'
import { defineSink } from '../core/defineSink.ts'
import { identity } from '../core/identity.ts'
import { uuid } from '../core/uuid.ts'

export interface PosthogOptions {
  /** Project API key, `phc_…`; public. */
  apiKey: string
  /** @defaultValue `https://us.i.posthog.com/e/`; in the EU `https://eu.i.posthog.com/e/` */
  endpoint?: string
  /** PostHog's ids of your surveys and questions, by yours: its results page knows only its own. */
  ids?: { [id: string]: string }
}

const EVENTS: { [type: string]: string } = {
  shown: 'shown',
  answered: 'sent',
  completed: 'sent',
  dismissed: 'dismissed',
}

/**
 * Sends records as PostHog's own survey events (`survey shown`, `survey sent`, `survey dismissed`), so that its survey
 * results page works. Each `survey sent` repeats the answers of its run that this sink has seen; PostHog counts the last.
 *
 * @needs the project's API key (public), a survey of type API in PostHog and its ids
 * @dedupe `uuid` is made from the record's id; PostHog merges repeats in the background
 * @once when merged. After a reload of the page in mid-run, answers given before it are in the earlier event only
 * @source https://posthog.com/docs/surveys/implementing-custom-surveys
 */
export const posthogSink = defineSink<PosthogOptions>(
  'posthog',
  { apiKey: '', endpoint: 'https://us.i.posthog.com/e/', ids: {} },
  ({ apiKey, endpoint, ids }) => {
    const answers: { [run: string]: { [property: string]: unknown } } = {}
    const event = (record: PulsoRecord) => {
      const properties: { [name: string]: unknown } = { distinct_id: identity(record) }
      if (!record.person) properties.$process_person_profile = false // no consent, no profile
      if (record.type === 'outcome') Object.assign(properties, { kind: record.kind, value: record.value })
      else {
        const seen = (answers[record.run] ??= {})
        const { id } = record.survey
        if (record.type === 'answered') {
          const { question, value } = record
          seen[`$survey_response_${ids[question.id] ?? question.id}`] = record.comment ?? value
        }
        Object.assign(properties, seen, {
          $survey_id: ids[id] ?? id,
          $survey_submission_id: uuid(record.run),
          $survey_completed: record.type === 'completed',
        })
      }
      return {
        event: `survey ${EVENTS[record.type] ?? 'outcome'}`,
        uuid: uuid(record.id),
        timestamp: new Date(record.at),
        properties,
      }
    }
    return {
      endpoint,
      maxBatchBytes: 2e7,
      body: (records) => ({ api_key: apiKey, batch: records.map(event) }),
    }
  },
)
