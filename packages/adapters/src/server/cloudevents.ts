import { defineServerSink } from '../core/defineServerSink.ts'

export interface CloudeventsOptions {
  endpoint: string
  /** Who sends: with the id it names an event for good. @defaultValue `pulso` */
  source?: string
  /** Value of the Authorization header. @defaultValue `none` */
  authorization?: string
}

/**
 * Posts records as a batch of CloudEvents 1.0.
 *
 * @needs the receiver's address
 * @dedupe `id` (the record's) with `source`; the receiver keeps those it has seen
 * @once if the receiver does
 * @source https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
 */
export const cloudeventsSink = defineServerSink<CloudeventsOptions>(
  'cloudevents',
  { endpoint: '', source: 'pulso', authorization: 'none' },
  ({ endpoint, source, authorization }) => ({
    endpoint,
    headers: {
      'content-type': 'application/cloudevents-batch+json',
      ...(authorization !== 'none' && { authorization }),
    },
    body: (records) =>
      records.map((record) => ({
        specversion: '1.0',
        id: record.id,
        source,
        type: record.type === 'outcome' ? 'pulso.outcome' : `pulso.survey.${record.type}`,
        time: new Date(record.at),
        datacontenttype: 'application/json',
        ...(record.type !== 'outcome' && { subject: record.survey.id }),
        data: record,
      })),
  }),
)
