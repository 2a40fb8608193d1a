import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect, nanos } from 'nats'
import { beforeAll, describe, expect, it } from 'vitest'
import { deliver } from '../../src/core/deliver.ts'
import { natsSink } from '../../src/server/nats.ts'
import { findEngine } from '../support/findEngine.ts'
import { answered, many } from '../support/records.ts'
import { runEngine } from '../support/runEngine.ts'
import { throughFaults } from '../support/throughFaults.ts'
import { useEngine } from '../support/useEngine.ts'

describe('natsSink, on a real NATS JetStream', () => {
  const real = useEngine(async () => {
    const program = findEngine('nats-server')
    return runEngine((_port, folder) => ({ program, args: ['-c', join(folder, 'nats.conf')] }), {
      prepare: (port, folder) =>
        writeFileSync(
          join(folder, 'nats.conf'),
          `listen: 127.0.0.1:${port}\nmax_payload: 8KB\njetstream { store_dir: "${folder}" }\n`,
        ),
    })
  })
  beforeAll(async () => {
    const connection = await connect({ servers: `127.0.0.1:${real.engine.port}` })
    const manager = await connection.jetstreamManager()
    await manager.streams.add({
      name: 'answers',
      subjects: ['pulso.records'],
      duplicate_window: nanos(3_600_000),
    })
    await connection.close()
  }, 60_000)

  it('has each of 1,000 records once, after lost answers and kills in mid-batch', async () => {
    const sink = natsSink({ servers: `127.0.0.1:${real.proxy.port}` })
    const { records, repeats } = await throughFaults(sink, real.proxy, real.engine)
    const connection = await connect({ servers: `127.0.0.1:${real.engine.port}` })
    const manager = await connection.jetstreamManager()
    const { state } = await manager.streams.info('answers')
    const ids: string[] = []
    for (let seq = state.first_seq; seq <= state.last_seq; seq++)
      ids.push((await manager.streams.getMessage('answers', { seq })).json<{ id: string }>().id)
    await connection.close()
    expect(repeats).toBeGreaterThan(100)
    expect(ids.sort()).toEqual(records.map(({ id }) => id).sort())
    await sink.close()
  }, 60_000)

  it('sets aside the one that is too large, and keeps the others', async () => {
    const sink = natsSink({ servers: `127.0.0.1:${real.engine.port}` })
    const outcomes = await deliver(sink, [...many(3), answered({ comment: 'x'.repeat(9000) })])
    expect(outcomes.map(({ status }) => status)).toEqual(['settled', 'settled', 'settled', 'rejected'])
    expect(outcomes[3]!.code).toBe('max_payload_exceeded')
    await sink.close()
  })

  it('holds records when no stream listens', async () => {
    const sink = natsSink({ servers: `127.0.0.1:${real.engine.port}`, subject: 'nobody' })
    expect(await deliver(sink, many(1))).toMatchObject([{ status: 'held', code: 'no_stream' }])
    await sink.close()
  })
})
