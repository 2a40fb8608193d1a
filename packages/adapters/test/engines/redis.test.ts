import Redis from 'ioredis'
import { describe, expect, it } from 'vitest'
import { deliver } from '../../src/core/deliver.ts'
import { redisSink } from '../../src/server/redis.ts'
import { findEngine } from '../support/findEngine.ts'
import { many } from '../support/records.ts'
import { runEngine } from '../support/runEngine.ts'
import { throughFaults } from '../support/throughFaults.ts'
import { useEngine } from '../support/useEngine.ts'

describe('redisSink, on a real Redis', () => {
  const real = useEngine(async () => {
    const program = findEngine('redis-server')
    return runEngine((port, folder) => ({
      program,
      args: `--port ${port} --bind 127.0.0.1 --dir ${folder} --appendonly yes --appendfsync always`
        .split(' ')
        .concat('--save', ''),
    }))
  })
  const read = async <Value>(look: (redis: Redis) => Promise<Value>) => {
    const redis = new Redis(real.engine.port, '127.0.0.1')
    try {
      return await look(redis)
    } finally {
      redis.disconnect()
    }
  }

  it('has each of 1,000 records once, after lost answers and kills in mid-batch', async () => {
    const sink = redisSink({ url: `redis://127.0.0.1:${real.proxy.port}`, stream: 'faults' })
    const { records, repeats } = await throughFaults(sink, real.proxy, real.engine)
    const entries = await read((redis) => redis.xrange('faults', '-', '+'))
    expect(repeats).toBeGreaterThan(300)
    expect(entries.map(([, fields]) => fields[1]).sort()).toEqual(records.map(({ id }) => id).sort())
    const [, fields] = entries[0]!
    expect(JSON.parse(fields[3]!)).toEqual(records.find(({ id }) => id === fields[1]))
    await sink.close()
  }, 60_000)

  it('holds records when the stream is something else, or the password is wrong', async () => {
    await read((redis) => redis.set('taken', 'text'))
    const taken = redisSink({ url: `redis://127.0.0.1:${real.engine.port}`, stream: 'taken' })
    expect(await deliver(taken, many(1))).toMatchObject([{ status: 'held', code: 'wrongtype' }])
    await taken.close()
    await read((redis) => redis.config('SET', 'requirepass', 'right'))
    const wrong = redisSink({ url: `redis://:wrong@127.0.0.1:${real.engine.port}` })
    expect(await deliver(wrong, many(1))).toMatchObject([
      { status: 'held', message: expect.stringContaining('key') },
    ])
    await wrong.close()
  })
})
