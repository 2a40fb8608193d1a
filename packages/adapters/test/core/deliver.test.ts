import type { PulsoRecord } from '@pulso/web/schema'
import { describe, expect, it } from 'vitest'
import { settle } from '../../src/core/ackFrom.ts'
import { deliver } from '../../src/core/deliver.ts'
import type { Ack, Sink } from '../../src/core/Sink.ts'
import { many } from '../support/records.ts'

/** A sink that answers as told, and remembers the sizes of what it was offered. */
function sinkOf(answer: (ids: string[], call: number) => Ack, maxBatchRecords = 100) {
  const sizes: number[] = []
  const sink: Sink = {
    name: 'fake',
    maxBatchRecords,
    async send(records) {
      const ids = records.map(({ id }) => id)
      return answer(ids, sizes.push(ids.length) - 1)
    },
  }
  return { sink, sizes }
}
const statuses = async (sink: Sink, records: readonly PulsoRecord[]) =>
  (await deliver(sink, records)).map(({ status }) => status)
const count = (list: readonly string[], status: string) => list.filter((each) => each === status).length

describe('deliver', () => {
  it('keeps to the batch limit of the sink, and sends a record that appears twice once', async () => {
    const { sink, sizes } = sinkOf((ids) => settle(ids), 10)
    const records = many(25)
    expect(await statuses(sink, [...records, ...records.slice(0, 3)])).toHaveLength(25)
    expect(sizes).toEqual([10, 10, 5])
  })

  it('finds a bad record in as few requests as halving takes', async () => {
    const records = many(64)
    const bad = records[37]!.id
    const { sink, sizes } = sinkOf((ids) =>
      ids.includes(bad) ? { status: 'split', code: 'http_400' } : settle(ids),
    )
    const found = await deliver(sink, records)
    expect(found.filter(({ status }) => status === 'rejected')).toMatchObject([{ id: bad, code: 'http_400' }])
    expect(sizes.length).toBeLessThanOrEqual(13)
  })

  it('holds, and rejects nothing, when every record is refused alike: then the set-up is wrong', async () => {
    const { sink, sizes } = sinkOf(() => ({ status: 'split', code: 'http_400' }))
    const outcomes = await deliver(sink, many(100))
    expect(outcomes.every(({ status, code }) => status === 'held' && code === 'http_400')).toBe(true)
    expect(sizes.length).toBeLessThan(25)
  })

  it('rejects a single record that is refused alone', async () => {
    const { sink } = sinkOf(() => ({ status: 'split', code: 'http_422' }))
    expect(await statuses(sink, many(1))).toEqual(['rejected'])
  })

  it('brings the others through when one record brings the server down', async () => {
    const records = many(50)
    const bad = records[20]!.id
    const { sink } = sinkOf((ids) =>
      ids.includes(bad) ? { status: 'retry', code: 'http_500' } : settle(ids),
    )
    const outcomes = await deliver(sink, records)
    expect(outcomes.filter(({ status }) => status !== 'settled')).toMatchObject([
      { id: bad, status: 'retry' },
    ])
  })

  it('asks a server that is down three times and no more', async () => {
    const { sink, sizes } = sinkOf(() => ({ status: 'retry', code: 'http_500' }))
    expect(count(await statuses(sink, many(300)), 'retry')).toBe(300)
    expect(sizes).toEqual([100, 1, 1])
  })

  it('stops at once when asked to wait, or held, and says so of all that is left', async () => {
    const waiting = sinkOf(() => ({ status: 'retry', code: 'http_429', afterMs: 5000 }), 10)
    expect((await deliver(waiting.sink, many(30))).every(({ afterMs }) => afterMs === 5000)).toBe(true)
    expect(waiting.sizes).toHaveLength(1)
    const held = sinkOf((ids, call) => (call === 0 ? settle(ids) : { status: 'held', code: 'http_401' }), 10)
    const list = await statuses(held.sink, many(30))
    expect([count(list, 'settled'), count(list, 'held')]).toEqual([10, 20])
  })

  it('asks again for records that an answer names in neither list', async () => {
    const { sink } = sinkOf(([id]) => settle([id!]))
    expect(await statuses(sink, many(3))).toEqual(['settled', 'retry', 'retry'])
  })

  it('never rejects, even when a sink throws', async () => {
    const sink: Sink = { name: 'broken', maxBatchRecords: 10, send: () => Promise.reject(new Error('no')) }
    expect(await deliver(sink, many(1))).toMatchObject([{ status: 'retry', code: 'sink_threw' }])
  })

  it('sets aside a record that cannot be mapped, or is larger than the limit, without sending it', async () => {
    const { defineSink } = await import('../../src/core/defineSink.ts')
    const sink = defineSink<{ endpoint: string }>('small', { endpoint: '' }, ({ endpoint }) => ({
      endpoint,
      maxBatchBytes: 10,
      body: (records) => records,
    }))({ endpoint: 'http://127.0.0.1:9' })
    const [outcome] = await deliver(sink, many(1))
    expect(outcome).toMatchObject({ status: 'rejected', code: 'unfit' })
    expect(outcome!.message).toBe(
      'The record is larger than small takes, or cannot be put into its form (unfit). It was set aside: send less context.',
    )
  })
})
