import { clientSink } from '../core/clientSink.ts'
import { defineClientSink } from '../core/defineClientSink.ts'
import { publishEach } from '../core/publishEach.ts'
import { requirePeer } from '../core/requirePeer.ts'

export interface NatsOptions {
  /** `nats://host:4222`, or several with commas. */
  servers: string
  /** Of a stream. @defaultValue `pulso.records` */
  subject?: string
  /** @defaultValue `none` */
  token?: string
}

interface Nats {
  connect(options: object): Promise<{
    jetstream(options: { timeout: number }): {
      publish(subject: string, data: Uint8Array, options: { msgID: string }): Promise<{ duplicate: boolean }>
    }
    close(): Promise<void>
  }>
}

/**
 * Publishes each record to a NATS JetStream subject and waits for the stream's word.
 *
 * @needs the package `nats`, a stream on the subject
 * @dedupe `Nats-Msg-Id` is the record's id; the stream drops a repeat within its `duplicate_window`, 2 minutes unless set
 * @once within that window: set it to days
 * @source https://docs.nats.io/using-nats/developer/develop_jetstream/model_deep_dive
 */
export const natsSink = defineClientSink<NatsOptions>(
  'nats',
  { servers: '', subject: 'pulso.records', token: 'none' },
  ({ servers, subject, token }) => {
    const load = requirePeer<Nats>('nats', 'nats')
    return clientSink({
      name: 'nats',
      maxBatchRecords: 500,
      async open() {
        const nats = await load()
        return nats.connect({
          servers: servers.split(','),
          ...(token !== 'none' && { token }),
          timeout: 5000,
          reconnect: false, // trying again is the caller's
        })
      },
      async put(connection, records) {
        const stream = connection.jetstream({ timeout: 5000 })
        return publishEach<Error & { code?: string }>(
          records,
          (record) => stream.publish(subject, Buffer.from(JSON.stringify(record)), { msgID: record.id }),
          ({ code }) => (code === 'MAX_PAYLOAD_EXCEEDED' ? 'max_payload_exceeded' : undefined),
        )
      },
      judge({ code = '' }) {
        if (code === '503') return { status: 'held', code: 'no_stream' }
        if (/AUTHORIZATION|AUTHENTICATION|PERMISSIONS/.test(`${code}`))
          return { status: 'held', code: 'unauthorized' }
        return undefined
      },
      close: (connection) => connection.close(),
    })
  },
)
