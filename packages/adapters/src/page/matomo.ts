import { defineSink } from '../core/defineSink.ts'
import { identity } from '../core/identity.ts'

export interface MatomoOptions {
  /** Your Matomo with `/matomo.php`. */
  endpoint: string
  siteId: number
  /** Number of a custom dimension of scope action that takes the record's id. @defaultValue 0: none */
  dimension?: number
}

/**
 * Sends each record as a Matomo event: category `survey`, action, survey and question, and the value if it is a number.
 * No token is given, so Matomo dates events older than a day to the day they arrive.
 *
 * @needs your Matomo's address, the site's number (public)
 * @dedupe none; the record's id travels as a custom dimension
 * @once not promised: at least once
 * @source https://developer.matomo.org/api-reference/tracking-api
 */
export const matomoSink = defineSink<MatomoOptions>(
  'matomo',
  { endpoint: '', siteId: 1, dimension: 0 },
  ({ endpoint, siteId, dimension }) => ({
    endpoint,
    maxBatchRecords: 1, // several at once want a token, which no page may hold
    body: ([record]) => {
      const { id, at, type, survey, question, value } = {
        survey: { id: 'outcome' },
        question: '',
        value: '',
        ...record!,
      }
      return {
        idsite: siteId,
        rec: 1,
        apiv: 1,
        send_image: 0,
        ca: 1,
        e_c: 'survey',
        e_a: type,
        e_n: `${survey.id} ${typeof question === 'object' ? question.id : question}`.trim(),
        ...(typeof value === 'number' && { e_v: value }),
        ...(Date.now() - at < 8e7 && { cdt: Math.floor(at / 1000) }),
        ...(/^[0-9a-f]{16}/.test(identity(record!)) && { _id: identity(record!).slice(0, 16) }),
        ...(dimension && { [`dimension${dimension}`]: id }),
      }
    },
    request: (body) => ({ body: new URLSearchParams(JSON.parse(body)) }),
  }),
)
