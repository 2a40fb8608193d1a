import type { PulsoRecord } from '@pulso/web/schema'
import { settle } from './ackFrom.ts'
import type { Ack, Sink } from './Sink.ts'

/** A backend that is spoken to through a client with a connection. */
export interface Client<Connection> {
  name: string
  /** @defaultValue 100 */
  maxBatchRecords?: number
  open(): Promise<Connection>
  /** Resolves when the backend has them all, or says otherwise by an ack. */
  put(connection: Connection, records: readonly PulsoRecord[]): Promise<Ack | undefined>
  /** Whose fault an error is. `undefined`: nobody's, so later. */
  judge(error: ClientError): Ack | undefined
  close(connection: Connection): unknown
}

/** What clients hang on their errors. */
export interface ClientError extends Error {
  code?: string | number
  errno?: number
  sqlState?: string
  responseCode?: number
  command?: string
}

/** For one batch, the connecting too. */
const TIMEOUT_MS = 10_000

/**
 * A sink with a connection: opened when first needed, thrown away after any failure (whether it is still good cannot be
 * told), opened anew by the next `send`. Nothing is tried twice here; that is the caller's.
 */
export function clientSink<Connection>(client: Client<Connection>): Sink & { close(): Promise<void> } {
  let connection: Promise<Connection> | undefined
  const drop = async () => {
    const old = connection
    connection = undefined
    try {
      await client.close(await old!)
    } catch {}
  }
  return {
    name: client.name,
    maxBatchRecords: client.maxBatchRecords ?? 100,
    close: drop,
    async send(records) {
      let timer: NodeJS.Timeout | undefined
      try {
        const late = new Promise<never>((_, reject) => {
          timer = setTimeout(() => reject(new Error('late')), TIMEOUT_MS)
        })
        const work = async () => client.put(await (connection ??= client.open()), records)
        return (await Promise.race([work(), late])) ?? settle(records.map(({ id }) => id))
      } catch (error) {
        void drop()
        return client.judge(error as ClientError) ?? { status: 'retry', code: 'unreachable' }
      } finally {
        clearTimeout(timer)
      }
    },
  }
}
