import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectAsync } from 'mqtt'
import { describe, expect, it } from 'vitest'
import { deliver } from '../../src/core/deliver.ts'
import { mqttSink } from '../../src/server/mqtt.ts'
import { findEngine } from '../support/findEngine.ts'
import { many } from '../support/records.ts'
import { runEngine } from '../support/runEngine.ts'
import { throughFaults } from '../support/throughFaults.ts'
import { useEngine } from '../support/useEngine.ts'

describe('mqttSink, on a real Mosquitto', () => {
  const real = useEngine(async () => {
    const program = findEngine('mosquitto')
    return runEngine((_port, folder) => ({ program, args: ['-c', join(folder, 'mosquitto.conf')] }), {
      prepare: (port, folder) =>
        writeFileSync(
          join(folder, 'mosquitto.conf'),
          `listener ${port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\nmax_inflight_messages 0\nuser root\n`,
        ),
    })
  })

  it('brings each of 1,000 records at least once, after lost answers and kills in mid-batch; the id shows the repeats', async () => {
    // It comes back after a kill, and takes what comes at once: what a broker holds for a slow reader dies with the broker.
    const reader = await connectAsync(`mqtt://127.0.0.1:${real.engine.port}`, {
      protocolVersion: 5,
      reconnectPeriod: 20,
    })
    reader.on('error', () => {})
    const ids: string[] = []
    reader.on('message', (_topic, _data, packet) =>
      ids.push(`${packet.properties?.userProperties?.['record-id']}`),
    )
    await reader.subscribeAsync('pulso/records', { qos: 1 })
    const sink = mqttSink({ url: `mqtt://127.0.0.1:${real.proxy.port}` })
    const { records, repeats } = await throughFaults(sink, real.proxy, {
      ...real.engine,
      async start() {
        await real.engine.start()
        await expect.poll(() => reader.connected, { timeout: 10_000 }).toBe(true)
        await reader.subscribeAsync('pulso/records', { qos: 1 })
      },
    })
    await expect.poll(() => new Set(ids).size, { timeout: 10_000 }).toBe(1000)
    expect([...new Set(ids)].sort()).toEqual(records.map(({ id }) => id).sort())
    expect(repeats).toBeGreaterThan(0)
    expect(ids.length).toBeGreaterThan(1000) // at least once, and no more is promised
    await sink.close()
    await reader.endAsync(true)
  }, 60_000)

  it('keeps records while the broker is gone', async () => {
    const sink = mqttSink({ url: `mqtt://127.0.0.1:${real.proxy.port}` })
    await real.engine.kill()
    expect(await deliver(sink, many(2))).toMatchObject([
      { status: 'retry', code: 'unreachable' },
      { status: 'retry' },
    ])
    await real.engine.start()
    expect(await deliver(sink, many(2))).toMatchObject([{ status: 'settled' }, { status: 'settled' }])
    await sink.close()
  })
})
