import { defineServerSink } from '../core/defineServerSink.ts'
import { eventName } from '../core/eventName.ts'
import { flat } from '../core/flat.ts'
import { parse } from '../core/parse.ts'

export interface OtlpOptions {
  /** With `/v1/logs`. */
  endpoint: string
  /** Headers of your backend: its key. @defaultValue none */
  headers?: { [name: string]: string }
  /** The resource's `service.name`. @defaultValue `pulso` */
  service?: string
}

const typed = (value: unknown): object =>
  typeof value === 'number'
    ? { doubleValue: value }
    : typeof value === 'boolean'
      ? { boolValue: value }
      : { stringValue: Array.isArray(value) ? value.join(',') : `${value}` }

/**
 * Sends each record as an OpenTelemetry log record (OTLP over HTTP, JSON).
 *
 * @needs an OTLP receiver
 * @dedupe none in the protocol; the attribute `log.record.uid` is the record's id
 * @once not promised: at least once. A receiver that refuses part of a batch does not say which: all of it is set aside
 * @source https://opentelemetry.io/docs/specs/otlp/
 */
export const otlpSink = defineServerSink<OtlpOptions>(
  'otlp',
  { endpoint: '', headers: {}, service: 'pulso' },
  ({ endpoint, headers, service }) => ({
    endpoint,
    headers: { 'content-type': 'application/json', ...headers },
    body: (records) => ({
      resourceLogs: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
          scopeLogs: [
            {
              scope: { name: '@pulso/adapters' },
              logRecords: records.map((record) => ({
                timeUnixNano: `${record.at}000000`,
                observedTimeUnixNano: `${record.at}000000`, // the same bytes on every try
                severityNumber: 9, // INFO
                eventName: eventName(record),
                body: { stringValue: eventName(record) },
                attributes: Object.entries({ 'log.record.uid': record.id, ...flat(record) })
                  .filter(([, value]) => value !== null)
                  .map(([key, value]) => ({ key, value: typed(value) })),
              })),
            },
          ],
        },
      ],
    }),
    // "The client MUST NOT retry" what was refused in part, and is not told which: kept where a person can look.
    ack({ status }, text, ids) {
      const { partialSuccess } = parse<{ partialSuccess: { rejectedLogRecords: string } }>(text) ?? {}
      if (status === 200 && Number(partialSuccess?.rejectedLogRecords) > 0)
        return {
          status: 'settled',
          keptIds: [],
          rejected: ids.map((id) => ({ id, code: 'refused_in_part' })),
        }
    },
  }),
)
