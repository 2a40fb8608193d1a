import type { PulsoRecord } from '@pulso/web/schema'
import { ackFrom } from './ackFrom.ts'
import type { Ack, Sink } from './Sink.ts'
import { withOptions } from './withOptions.ts'

/** How records become requests of one backend. */
export interface Mapping {
  /** Where to post: an absolute address, or in a page one relative to it. */
  endpoint: string
  /** What is sent, as JSON; as text/plain, unless a header says otherwise. */
  body(records: readonly PulsoRecord[]): unknown
  /** Each header of our own costs a page a preflight request; so does any content type but text or a form. */
  headers?: { [name: string]: string }
  /**
   * What depends on the records or the body (an address, a signature), or differs from: POST, the JSON as body, no
   * credentials, no redirect.
   */
  request?(body: string, records: readonly PulsoRecord[]): RequestPart | Promise<RequestPart>
  /** @defaultValue 100 */
  maxBatchRecords?: number
  /** Of one request, in bytes of UTF-8. @defaultValue no limit */
  maxBatchBytes?: number
  /** Reads what the status does not say. `undefined` or `false`: let the status decide. */
  ack?(
    response: Response,
    text: string,
    ids: string[],
    records: readonly PulsoRecord[],
  ): Ack | undefined | false
}

export interface RequestPart extends RequestInit {
  /** @defaultValue the endpoint */
  url?: string
}

const post = fetch // before the host page can put its own in its place

/** For the whole exchange, the body of the reply too: some servers send headers and then nothing. */
const TIMEOUT_MS = 10_000

/**
 * An adapter: gives a function that makes a sink from its options.
 *
 * @param defaults - Every option there is, with its default; see {@link withOptions}.
 * @throws {@link AdapterError} `invalid_options`, from the function it gives; `send` never throws.
 */
export const defineSink = <Options extends object>(
  name: string,
  defaults: Required<Options>,
  map: (options: Required<Options>) => Mapping,
): ((options: Options) => Sink) =>
  withOptions(name, defaults, (options) => {
    const mapping = map(options)
    return {
      name,
      maxBatchRecords: mapping.maxBatchRecords ?? 100,
      async send(records, sending): Promise<Ack> {
        const ids = records.map(({ id }) => id)
        // Without an answer the records wait; without a body one of them is too much for the mapping.
        let ack: Ack = { status: 'split', code: 'unfit' }
        try {
          const body = JSON.stringify(mapping.body(records))
          if (!(new Blob([body]).size > mapping.maxBatchBytes!)) {
            ack = { status: 'retry', code: 'unreachable' }
            const init = await mapping.request?.(body, records)
            const response = await post(init?.url ?? mapping.endpoint, {
              method: 'POST',
              body,
              headers: mapping.headers!,
              credentials: 'omit',
              redirect: 'error',
              signal: AbortSignal.timeout(TIMEOUT_MS),
              ...sending,
              ...init,
            })
            const text = await response.text()
            ack = mapping.ack?.(response, text, ids, records) || ackFrom(ids, response)
          }
        } catch {}
        return ack
      },
    }
  })
