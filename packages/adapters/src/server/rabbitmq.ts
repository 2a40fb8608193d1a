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
  on(event: 'error', listener: () => void): void
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
        channel.on('error', () => {})
        return { connection, channel }
      },
      async put({ channel }, records) {
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
        await channel.waitForConfirms()
        channel.off('return', onReturn)
        return returned.length ? { status: 'held', code: 'no_queue' } : undefined
      },
      judge: ({ code, message }) =>
        code === 404 || code === 403 || /ACCESS_REFUSED|NOT_FOUND/.test(message)
          ? { status: 'held', code: code === 404 ? 'no_exchange' : 'unauthorized' }
          : undefined,
      close: ({ connection }) => connection.close(),
    })
  },
)
