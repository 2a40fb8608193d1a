import { describe, expect, it } from 'vitest'
import { sinkPost } from '../../src/browser/sinkPost.ts'
import type { Sink, SinkAck } from '../../src/engine/ports.ts'
import { readAck } from '../../src/queue/readAck.ts'

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `r${index}`,
    json: JSON.stringify({ id: `r${index}` }),
  }))

/** Offers rows to a sink that answers as told; returns what the queue makes of it, and how many it was offered. */
async function offer(count: number, maxBatchRecords: number, answer: (ids: string[]) => SinkAck) {
  const offered: number[] = []
  const sink: Sink = {
    name: 'test',
    maxBatchRecords,
    send: async (records) => {
      offered.push(records.length)
      return answer(records.map(({ id }) => id))
    },
  }
  const [response, text] = await sinkPost(() => sink)(rows(count))
  const ids = rows(count).map(({ id }) => id)
  const reply = { status: response.status, redirected: false, retryAfter: null, text }
  return { offered, ack: readAck(ids, reply, 'ids', 0, () => 0) }
}

describe('sinkPost', () => {
  it('keeps the limit of the sink, and says what it took and refused', async () => {
    const { offered, ack } = await offer(5, 2, ([first, ...others]) => ({
      status: 'settled',
      keptIds: others,
      rejected: [{ id: first!, code: 'no_such_event' }],
    }))
    expect(offered).toEqual([2, 2, 1])
    expect(ack).toMatchObject({ status: 'settled', keptIds: ['r1', 'r3'] })
    expect(ack.status === 'settled' && ack.rejected.map(({ id, code }) => `${id} ${code}`)).toEqual([
      'r0 no_such_event',
      'r2 no_such_event',
      'r4 no_such_event',
    ])
  })

  it('offers all at once to a sink that names no limit, and never nothing', async () => {
    const { offered, ack } = await offer(3, undefined as unknown as number, (keptIds) => ({
      status: 'settled',
      keptIds,
    }))
    expect(offered).toEqual([3])
    expect(ack).toMatchObject({ status: 'settled', keptIds: ['r0', 'r1', 'r2'] })
  })

  it('files what was taken before a failure; the failure is seen the next time', async () => {
    const { offered, ack } = await offer(3, 1, ([id]) =>
      id === 'r1' ? { status: 'retry', code: 'http_500' } : { status: 'settled', keptIds: [id!] },
    )
    expect(offered).toEqual([1, 1])
    expect(ack).toMatchObject({ status: 'settled', keptIds: ['r0'], rejected: [] })
  })

  it.each<[SinkAck, object]>([
    [
      { status: 'retry', code: 'http_503' },
      { status: 'retry', down: true },
    ],
    [
      { status: 'retry', code: 'http_429' },
      { status: 'retry', down: false },
    ],
    [
      { status: 'retry', code: 'foreign_answer' },
      { status: 'retry', down: false },
    ],
    [
      { status: 'split', code: 'http_400' },
      { status: 'split', tooLarge: false },
    ],
    [
      { status: 'split', code: 'unfit' },
      { status: 'split', tooLarge: true },
    ],
    [
      { status: 'held', code: 'http_401' },
      { status: 'held', reason: 'http_401' },
    ],
    [{ status: 'held', code: 'http_302' }, { status: 'held' }],
    [{ status: 'held', code: 'invalid_options' }, { status: 'held' }],
    [
      { status: 'settled', keptIds: [] },
      { status: 'retry', down: false },
    ],
  ])('means the same as the sink: %j', async (said, meant) => {
    expect((await offer(1, 50, () => said)).ack).toMatchObject(meant)
  })

  it('passes on how long to wait, and offers nothing more meanwhile', async () => {
    const waits = await offer(1, 50, () => ({ status: 'retry', code: 'http_429', afterMs: 5000 }))
    expect(waits.ack.status === 'retry' && waits.ack.afterMs).toBeGreaterThanOrEqual(5000)
    const { offered, ack } = await offer(4, 2, (ids) => ({ status: 'settled', keptIds: ids, afterMs: 5000 }))
    expect(offered).toEqual([2])
    expect(ack).toMatchObject({ status: 'settled', keptIds: ['r0', 'r1'] })
    expect(ack.status === 'settled' && ack.afterMs).toBeGreaterThanOrEqual(5000)
  })

  it('rejects when the sink was not reached, as a request without an answer does', async () => {
    await expect(offer(1, 50, () => ({ status: 'retry', code: 'unreachable' }))).rejects.toThrow('test')
  })
})
