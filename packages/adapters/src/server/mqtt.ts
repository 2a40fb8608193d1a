import { clientSink } from '../core/clientSink.ts'
import { defineClientSink } from '../core/defineClientSink.ts'
import { publishEach } from '../core/publishEach.ts'
import { requirePeer } from '../core/requirePeer.ts'

export interface MqttOptions {
  /** `mqtt://user:password@host:1883` */
  url: string
  /** @defaultValue `pulso/records` */
  topic?: string
}

interface Mqtt {
  connect(
    url: string,
    options: object,
  ): {
    on(event: 'error', listener: (error: Error) => void): void
    once(event: 'connect' | 'close', listener: () => void): void
    publishAsync(topic: string, data: string, options: object): Promise<unknown>
    endAsync(force: boolean): Promise<void>
  }
}

/** Reason codes of MQTT 5 that a person must put right: bad user name, not authorized, banned, topic name invalid. */
const SET_UP = [0x86, 0x87, 0x8a, 0x8c, 0x90, 4, 5]
const TOO_LARGE = 0x95

/**
 * Publishes each record with QoS 1 and waits for the broker's word.
 *
 * @needs the package `mqtt`, a broker for MQTT 5
 * @dedupe none; the user property `record-id` lets subscribers drop repeats
 * @once not promised: at least once
 * @source https://docs.oasis-open.org/mqtt/mqtt/v5.0/mqtt-v5.0.html
 */
export const mqttSink = defineClientSink<MqttOptions>(
  'mqtt',
  { url: '', topic: 'pulso/records' },
  ({ url, topic }) => {
    const load = requirePeer<Mqtt>('mqtt', 'mqtt')
    return clientSink({
      name: 'mqtt',
      async open() {
        const mqtt = await load()
        const client = mqtt.connect(url, {
          protocolVersion: 5,
          connectTimeout: 5000,
          reconnectPeriod: 0, // trying again is the caller's
        })
        // Not `connectAsync`: it waits for ever when the connection is closed without a word.
        await new Promise<void>((resolve, reject) => {
          client.once('connect', resolve)
          client.on('error', reject)
          client.once('close', () => reject(new Error('closed')))
        })
        return client
      },
      async put(client, records) {
        // The client keeps what was not confirmed for a later connection, and says nothing; there is none here.
        const closed = new Promise<never>((_, reject) => {
          client.once('close', () => reject(new Error('closed')))
        })
        return publishEach<Error & { code?: number }>(
          records,
          (record) =>
            Promise.race([
              closed,
              client.publishAsync(topic, JSON.stringify(record), {
                qos: 1,
                properties: { contentType: 'application/json', userProperties: { 'record-id': record.id } },
              }),
            ]),
          ({ code }) => (code === TOO_LARGE ? 'packet_too_large' : undefined),
        )
      },
      judge: ({ code }) =>
        SET_UP.includes(Number(code)) ? { status: 'held', code: `mqtt_${code}` } : undefined,
      close: (client) => client.endAsync(true),
    })
  },
)
