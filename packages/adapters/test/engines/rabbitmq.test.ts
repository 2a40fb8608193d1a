import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Channel, connect } from 'amqplib'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { deliver } from '../../src/core/deliver.ts'
import { rabbitmqSink } from '../../src/server/rabbitmq.ts'
import { findEngine } from '../support/findEngine.ts'
import { answered, many } from '../support/records.ts'
import { freePort, runEngine } from '../support/runEngine.ts'
import { throughFaults } from '../support/throughFaults.ts'
import { useEngine } from '../support/useEngine.ts'

describe('rabbitmqSink, on a real RabbitMQ', () => {
  const real = useEngine(async () => {
    const program = findEngine('rabbitmq-server')
    // Erlang's list of nodes. Without one of ours the server starts a daemon that outlives the test.
    const namesPort = `${await freePort()}`
    const own = { ERL_EPMD_ADDRESS: '127.0.0.1', ERL_EPMD_PORT: namesPort }
    names = spawn('epmd', ['-port', namesPort, '-address', '127.0.0.1'], { stdio: 'ignore' })
    const distribution = `${await freePort()}`
    return runEngine(
      (port, folder) => ({
        program,
        args: [],
        env: {
          ...own,
          HOME: folder,
          NOTIFY_SOCKET: join(folder, 'none'), // then the shell becomes the server: one process, which can be killed
          RABBITMQ_NODENAME: `pulso${port}@localhost`,
          RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
          RABBITMQ_NODE_PORT: `${port}`,
          RABBITMQ_DIST_PORT: distribution,
          RABBITMQ_MNESIA_BASE: join(folder, 'data'),
          RABBITMQ_LOG_BASE: join(folder, 'log'),
          RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
          RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
          RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'plugins'),
        },
      }),
      {
        prepare: (_port, folder) =>
          writeFileSync(join(folder, 'rabbitmq.conf'), 'max_message_size = 65536\n'),
      },
    )
  })
  beforeAll(async () => {
    await onChannel((channel) => channel.assertQueue('pulso.records', { durable: true }))
    // Its log of queues is written two seconds later: a kill before that would take the queue, and say nothing of the sink.
    const data = join(real.engine.folder, 'data')
    const isKept = () =>
      readdirSync(data, { recursive: true, encoding: 'utf8' }).some(
        (name) => /\.(LOG|DCD|DCL)$/.test(name) && readFileSync(join(data, name)).includes('pulso.records'),
      )
    await vi.waitUntil(isKept, { timeout: 30_000 })
  }, 60_000)
  let names: ChildProcess
  const url = (port: number, password = 'guest') => `amqp://guest:${password}@127.0.0.1:${port}`
  const onChannel = async <Value>(look: (channel: Channel) => Promise<Value>) => {
    const connection = await connect(url(real.engine.port))
    try {
      return await look(await connection.createChannel())
    } finally {
      await connection.close()
    }
  }
  afterAll(async () => {
    if (names?.exitCode === null) {
      names.kill()
      await once(names, 'exit')
    }
  }, 30_000)

  it('has each of 1,000 records at least once, after lost answers and kills in mid-batch; the id shows the repeats', async () => {
    const sink = rabbitmqSink({ url: url(real.proxy.port) })
    const { records, repeats } = await throughFaults(sink, real.proxy, real.engine)
    const messages = await onChannel(async (channel) => {
      const read = []
      for (;;) {
        const message = await channel.get('pulso.records', { noAck: true })
        if (!message) return read
        read.push({
          id: `${message.properties.messageId}`,
          record: JSON.parse(message.content.toString()) as { id: string },
        })
      }
    })
    expect(repeats).toBeGreaterThan(100)
    expect([...new Set(messages.map(({ id }) => id))].sort()).toEqual(records.map(({ id }) => id).sort())
    expect(messages.length).toBeGreaterThan(1000) // at least once, and no more is promised
    const { id, record } = messages[0]!
    expect(record).toEqual(records.find((each) => each.id === id))
    await sink.close()
  }, 180_000)

  it('holds records when no queue takes them, the exchange is missing, or the password is wrong', async () => {
    const nowhere = rabbitmqSink({ url: url(real.engine.port), queue: 'nobody' })
    expect(await deliver(nowhere, many(2))).toMatchObject([
      { status: 'held', code: 'no_queue' },
      { status: 'held', code: 'no_queue' },
    ])
    await nowhere.close()
    const missing = rabbitmqSink({ url: url(real.engine.port), exchange: 'missing' })
    expect(await deliver(missing, many(1))).toMatchObject([{ status: 'held', code: 'no_exchange' }])
    const wrong = rabbitmqSink({ url: url(real.engine.port, 'wrong') })
    expect(await deliver(wrong, many(1))).toMatchObject([
      { status: 'held', code: 'unauthorized', message: expect.stringContaining('It refused the key') },
    ])
  }, 60_000)

  it('sets aside the one that is too large, and waits while the queue is full', async () => {
    const sink = rabbitmqSink({ url: url(real.engine.port) })
    const outcomes = await deliver(sink, [...many(3), answered({ comment: 'x'.repeat(70_000) })])
    expect(outcomes.map(({ status }) => status)).toEqual(['settled', 'settled', 'settled', 'rejected'])
    expect(outcomes[3]!.code).toBe('precondition_failed')
    await sink.close()
    const limits = { 'x-max-length': 1, 'x-overflow': 'reject-publish' }
    await onChannel((channel) => channel.assertQueue('full', { durable: true, arguments: limits }))
    const full = rabbitmqSink({ url: url(real.engine.port), queue: 'full' })
    expect(await deliver(full, many(1))).toMatchObject([{ status: 'settled' }])
    const later = await deliver(full, many(2))
    expect(later).toMatchObject([{ status: 'retry', code: 'nacked' }, { status: 'retry' }])
    await full.close()
  }, 60_000)
})
