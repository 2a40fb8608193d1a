import type { PulsoRecord } from '@pulso/web/schema'
import { ackByIds } from '../core/ackByIds.ts'
import { defineSink } from '../core/defineSink.ts'

export interface HttpOptions {
  endpoint: string
  /** Own headers cost a page a preflight request, and anyone can read them there. */
  headers?: { [name: string]: string }
  /** What each record becomes. @defaultValue the record as it is */
  record?: (record: PulsoRecord) => unknown
  /** What the list of them becomes. @defaultValue the list */
  body?: (items: unknown[]) => unknown
  /** `text`: text/plain, no preflight. `json`: application/json. @defaultValue 'text' */
  as?: 'text' | 'json'
  /**
   * `status`: any 2xx means stored. `ids`: stored are the ids that the reply names, as Pulso's collector does:
   * `{ v: 1, ok: [id], dup: [id], rej: [{ id, code }] }`; whoever else answers 200 settles nothing.
   * @defaultValue 'status'
   */
  ack?: 'ids' | 'status'
}

/**
 * Posts records to an address of your own, as they are or as your function maps them.
 *
 * @needs your endpoint
 * @dedupe yours: the record's `id`, made once and the same on every try
 * @once if you keep that id unique
 * @source https://www.rfc-editor.org/rfc/rfc9110#name-status-codes
 */
export const httpSink = defineSink<HttpOptions>(
  'http',
  { endpoint: '', headers: {}, record: (it) => it, body: (items) => items, as: 'text', ack: 'status' },
  ({ endpoint, headers, record, body, as, ack }) => ({
    endpoint,
    headers: { ...(as === 'json' && { 'content-type': 'application/json' }), ...headers },
    body: (records) => body(records.map((each) => record(each))),
    ...(ack === 'ids' && { ack: ackByIds }),
  }),
)
