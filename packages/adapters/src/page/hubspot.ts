import type { PulsoRecord } from '@pulso/web/schema'
import { defineSink } from '../core/defineSink.ts'
import { only } from '../core/only.ts'

export interface HubspotOptions {
  portalId: string
  formId: string
  /** Contact properties of an answer; each must be a field of the form. @defaultValue `pulso_survey`, `pulso_question`, `pulso_answer`, and the `email` of a contact question */
  fields?: (record: PulsoRecord) => { [property: string]: unknown }
  /** @defaultValue `https://api.hsforms.com/submissions/v3/integration/submit` */
  endpoint?: string
}

const properties = (record: PulsoRecord): { [property: string]: unknown } => {
  const { survey, question, value } = record as Extract<PulsoRecord, { type: 'answered' }>
  return {
    email: (value as { email?: string } | null)?.email,
    pulso_survey: survey.id,
    pulso_question: question.id,
    pulso_answer: value,
  }
}

const sink = defineSink<HubspotOptions>(
  'hubspot',
  {
    portalId: '',
    formId: '',
    fields: properties,
    endpoint: 'https://api.hsforms.com/submissions/v3/integration/submit',
  },
  ({ portalId, formId, fields, endpoint }) => ({
    endpoint: `${endpoint}/${portalId}/${formId}`,
    headers: { 'content-type': 'application/json' },
    maxBatchRecords: 1,
    body: ([record]) => ({
      submittedAt: record!.at,
      fields: Object.entries(fields(record!))
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => ({ objectTypeId: '0-1', name, value: `${value}` })),
    }),
  }),
)

/**
 * Submits each answer to a HubSpot form; other records are settled without being sent.
 *
 * @needs the portal's number and the form's id (public), a form with these fields
 * @dedupe none
 * @once not promised: at least once
 * @source https://developers.hubspot.com/docs/api-reference/legacy/forms-v3-legacy/post-submissions-v3-integration-submit-portalId-formGuid
 */
export const hubspotSink = (options: HubspotOptions) => only(sink(options), ({ type }) => type === 'answered')
