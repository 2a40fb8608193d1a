import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAck } from '../../src/queue/readAck.ts'

const IDS = ['a', 'b', 'c']
const read = (status: number, text = '', more: object = {}, ackBy: 'ids' | 'status' = 'ids') =>
  readAck(IDS, { status, redirected: false, retryAfter: null, text, ...more }, ackBy, 0, () => 0)
const reply = (fields: object) => JSON.stringify({ v: 1, ok: [], dup: [], rej: [], ...fields })

describe('readAck', () => {
  it('keeps what the reply names as stored now or before, and nothing else', () => {
    expect(read(200, reply({ ok: ['a'], dup: ['c'], more: { later: true } }))).toMatchObject({
      status: 'settled',
      keptIds: ['a', 'c'],
      rejected: [],
    })
  })

  it('never acknowledges an id that was not in the batch', () => {
    const ack = read(200, reply({ ok: ['a', 'z'], rej: [{ id: 'y', code: 'bad' }] }))
    expect(ack).toMatchObject({ keptIds: ['a'], rejected: [] })
  })

  it('takes a record that is named both ways as stored', () => {
    expect(read(200, reply({ ok: ['a'], rej: [{ id: 'a', code: 'bad' }] }))).toMatchObject({
      keptIds: ['a'],
      rejected: [],
    })
  })

  it.each([
    ['a login page (captive portal)', '<!doctype html><title>Welcome to our Wi-Fi</title>'],
    ['nothing', ''],
    ['an empty object', '{}'],
    ['half a reply', reply({ ok: IDS }).slice(0, -9)],
    ['null', 'null'],
    ['lists that are none', JSON.stringify({ v: 1, ok: 'abc', dup: { a: 1 }, rej: 'a' })],
    ['another version', JSON.stringify({ v: 2, ok: IDS, dup: [], rej: [] })],
    ['no id of ours', reply({ ok: ['z'] })],
  ])('takes 200 with %s for no acknowledgement', (_, text) => {
    expect(read(200, text)).toMatchObject({ status: 'retry' })
    expect(read(204, text)).toMatchObject({ status: 'retry' })
  })

  it('reads rejections from 400 and 422 when they name ids', () => {
    for (const status of [400, 422])
      expect(
        read(status, reply({ ok: ['a'], rej: [{ id: 'b', code: 'bad_value', message: 'no' }] })),
      ).toMatchObject({
        status: 'settled',
        keptIds: ['a'],
        rejected: [{ id: 'b', code: 'bad_value', message: 'no' }],
      })
  })

  it.each([
    [400, { status: 'split', code: 'http_400', tooLarge: false }],
    [422, { status: 'split', code: 'http_422', tooLarge: false }],
    [413, { status: 'split', code: 'http_413', tooLarge: true }],
    [401, { status: 'held', reason: 'http_401' }],
    [403, { status: 'held', reason: 'http_403' }],
    [404, { status: 'held', reason: 'http_404' }],
    [405, { status: 'held', reason: 'http_405' }],
    [408, { status: 'retry', afterMs: undefined, down: false }],
    [425, { status: 'retry', afterMs: undefined, down: false }],
    [429, { status: 'retry', afterMs: undefined, down: false }],
    [302, { status: 'retry', afterMs: undefined, down: false }],
    [0, { status: 'retry', afterMs: undefined, down: false }],
    [500, { status: 'retry', afterMs: undefined, down: true }],
    [502, { status: 'retry', afterMs: undefined, down: true }],
    [503, { status: 'retry', afterMs: undefined, down: true }],
    [504, { status: 'retry', afterMs: undefined, down: true }],
  ])('files %i', (status, ack) => {
    expect(read(status, '<h1>Error</h1>')).toEqual(ack)
  })

  it('waits as long as the header says, or the body where the header cannot be read', () => {
    expect(read(429, '', { retryAfter: '30' })).toMatchObject({ status: 'retry', afterMs: 30_000 })
    expect(read(503, '{"retryAfterMs":4000}')).toMatchObject({ status: 'retry', afterMs: 4000, down: false })
    expect(read(200, reply({ ok: IDS, retryAfterMs: 5000 }))).toMatchObject({
      status: 'settled',
      afterMs: 5000,
    })
  })

  it('by status, takes any 2xx that was not redirected, and no other', () => {
    expect(read(204, '', {}, 'status')).toMatchObject({ status: 'settled', keptIds: IDS })
    expect(read(200, '', { redirected: true }, 'status')).toMatchObject({ status: 'retry' })
    expect(read(0, '', {}, 'status')).toMatchObject({ status: 'retry' })
    expect(read(500, '', {}, 'status')).toMatchObject({ status: 'retry' })
  })

  it('bears any answer whatever, and by ids settles only ids of the batch that the text contains', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 599 }), fc.oneof(fc.string(), fc.json()), (status, text) => {
        const ack = read(status, text)
        if (ack.status === 'settled') for (const id of ack.keptIds) expect(text).toContain(id)
      }),
    )
  })
})
