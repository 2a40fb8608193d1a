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

/** What any record may have; what it has not is undefined. */
interface Facts {
  id: string
  at: number
  person?: string
  type: string
  run: string
  survey?: { id: string }
  question: { id: string }
  value?: unknown
  comment?: string
  kind?: string
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
    const named = (id: string) => ids[id] ?? id
    const event = (record: Facts) => ({
      event: `survey ${record.type.replace(/answered|completed/, 'sent')}`,
      uuid: uuid(record.id),
      timestamp: new Date(record.at),
      properties: {
        distinct_id: identity(record),
        $process_person_profile: !!record.person, // no consent, no profile
        ...(record.survey
          ? {
              ...(answers[record.run] = {
                ...answers[record.run],
                ...(record.type === 'answered' && {
                  [`$survey_response_${named(record.question.id)}`]: record.value,
                  [`comment_${record.question.id}`]: record.comment,
                }),
              }),
              $survey_id: named(record.survey.id),
              $survey_submission_id: uuid(record.run),
              $survey_completed: record.type === 'completed',
            }
          : { kind: record.kind, value: record.value }),
      },
    })
    return {
      endpoint,
      maxBatchBytes: 2e7,
      body: (records) => ({ api_key: apiKey, batch: (records as readonly Facts[]).map(event) }),
    }
  },
)
