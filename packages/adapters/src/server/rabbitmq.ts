import { clientSink } from '../core/clientSink.ts'
import { defineClientSink } from '../core/defineClientSink.ts'
import { requirePeer } from '../core/requirePeer.ts'

export interface RabbitmqOptions {
  /** `amqp://user:password@host:5672` */
  url: string
  /** The queue, or with an exchange the routing key. @defaultValue `pulso.records` */
  queue?: string
  /** @defaultValue `default`: the one that leads to the queue of that name */
  exchange?: string
}

interface Channel {
  on(event: 'return', listener: (message: { properties: { messageId: string } }) => void): void
  on(event: 'error', listener: (error: Error) => void): void
  off(event: 'return', listener: (message: { properties: { messageId: string } }) => void): void
  publish(exchange: string, key: string, content: Buffer, options: object): boolean
  waitForConfirms(): Promise<void>
}
interface Amqp {
  connect(
    url: string,
    options: object,
  ): Promise<{
    on(event: 'error', listener: () => void): void
    createConfirmChannel(): Promise<Channel>
    close(): Promise<void>
  }>
}

/**
 * Publishes each record as a persistent message and waits for the broker's confirm.
 *
 * @needs the package `amqplib`, a durable queue
 * @dedupe none; `message-id` lets consumers drop repeats
 * @once not promised: at least once
 * @source https://www.rabbitmq.com/docs/confirms
 */
export const rabbitmqSink = defineClientSink<RabbitmqOptions>(
  'rabbitmq',
  { url: '', queue: 'pulso.records', exchange: 'default' },
  ({ url, queue, exchange }) => {
    const load = requirePeer<Amqp>('rabbitmq', 'amqplib')
    return clientSink({
      name: 'rabbitmq',
      async open() {
        const connection = await (await load()).connect(url, { timeout: 5000 })
        connection.on('error', () => {})
        const channel = await connection.createConfirmChannel()
        const opened: { connection: typeof connection; channel: Channel; told?: Error } = {
          connection,
          channel,
        }
        channel.on('error', (error) => {
          opened.told = error // why the broker closed the channel: `waitForConfirms` says no more than that it did
        })
        return opened
      },
      async put(opened, records) {
        const { channel } = opened
        const returned: string[] = []
        const onReturn = ({ properties }: { properties: { messageId: string } }) =>
          void returned.push(properties.messageId)
        channel.on('return', onReturn)
        for (const record of records)
          channel.publish(
            exchange === 'default' ? '' : exchange,
            queue,
            Buffer.from(JSON.stringify(record)),
            {
              messageId: record.id,
              persistent: true,
              mandatory: true, // else a message without a queue is confirmed, and gone
              contentType: 'application/json',
            },
          )
        await channel.waitForConfirms().catch((error: Error) => {
          throw opened.told ?? error
        })
        channel.off('return', onReturn)
        return returned.length ? { status: 'held', code: 'no_queue' } : undefined
      },
      judge({ code, message }) {
        if (/nacked/.test(message)) return { status: 'retry', code: 'nacked' } // the queue is full
        if (code === 406) return { status: 'split', code: 'precondition_failed' } // larger than the broker takes
        if (code === 404) return { status: 'held', code: 'no_exchange' }
        return code === 403 || /ACCESS_REFUSED/.test(message)
          ? { status: 'held', code: 'unauthorized' }
          : undefined
      },
      close: ({ connection }) => connection.close(),
    })
  },
)
