import { afterEach, describe, expect, it } from 'vitest'
import { openRecorder, type Recorder } from './openRecorder.ts'
import { PEER_NAMES, type PeerName } from './PEERS.ts'
import { type Cell, planOf } from './peersRun.ts'
import { type PeersResult, peersTable, soundPeers } from './peersTable.ts'
import { ROWS } from './ROWS.ts'
import { tally } from './tally.ts'
import { WIRES } from './wires.ts'

const TAPS = ['tap-0', 'tap-1', 'tap-2']
const arrivedOf = (...taps: (string | undefined)[]) => taps.map((tap, i) => ({ tap, id: `id-${i}` }))

describe('tally', () => {
  it('counts a tap that never arrived as lost', () => {
    expect(tally(TAPS, arrivedOf('tap-0', 'tap-2'))).toMatchObject({ taps: 3, arrived: 2, lost: 1, twice: 0 })
  })

  it('tells a repeat that its id gives away from one under another id', () => {
    const arrived = [
      { tap: 'tap-0', id: 'a' },
      { tap: 'tap-0', id: 'a' },
      { tap: 'tap-0', id: 'a' },
      { tap: 'tap-1', id: 'b' },
      { tap: 'tap-1', id: 'c' },
    ]
    expect(tally(TAPS, arrived)).toEqual({ taps: 3, arrived: 2, twice: 2, again: 3, renamed: 1, lost: 1 })
  })

  it('leaves out what is no tap: nudges, page views, sessions', () => {
    expect(tally(TAPS, arrivedOf(...TAPS, 'late-0', undefined))).toMatchObject({
      arrived: 3,
      again: 0,
      lost: 0,
    })
  })
})

const cellsOf = (change: (cell: Cell) => Partial<Cell>): Cell[] =>
  Object.keys(ROWS).flatMap((row) =>
    PEER_NAMES.map((peer) => {
      const cell = { row, peer, repetition: 0, requests: 1, ...tally(TAPS, arrivedOf(...TAPS)) }
      return { ...cell, ...change(cell) }
    }),
  )
const resultOf = (cells: Cell[]): PeersResult => ({
  date: '2026-11-22T20:00:00.000Z',
  seed: 7,
  engine: 'chromium',
  cells,
  versions: {
    engine: 'Chromium 156',
    commit: 'abc1234',
    peers: Object.fromEntries(PEER_NAMES.map((name) => [name, '1.0.0'])) as { [name in PeerName]: string },
  },
})
const rowOf = (table: string, letter: string) =>
  table.split('\n').find((line) => line.startsWith(`| ${letter}: `))

describe('peersTable', () => {
  it('shows what each peer lost and delivered twice, row by row', () => {
    const table = peersTable(
      resultOf(
        cellsOf(({ row, peer }) =>
          row === 'A' && peer === 'segment'
            ? { arrived: 1, lost: 2 }
            : row === 'A' && peer === 'amplitude'
              ? { twice: 2, renamed: 1, again: 4 }
              : {},
        ),
      ),
    )
    expect(rowOf(table, 'A')?.split('|').slice(2, 6)).toEqual([
      ' 3 of 3 ',
      ' 3 of 3 ',
      ' 1 of 3, **2 lost** ',
      ' 3 of 3, 2 twice (1 under another id) ',
    ])
    expect(rowOf(table, 'B')).not.toContain('lost')
  })

  it('names a peer that lost a tap when nothing was wrong, and publishes nothing of it', () => {
    const cells = cellsOf(({ row, peer }) =>
      row === '0' && peer === 'posthog' ? { arrived: 2, lost: 1 } : {},
    )
    expect(soundPeers(cells)).not.toContain('posthog')
    const table = peersTable(resultOf(cells))
    expect(table).toContain('Not shown: PostHog.')
    expect(table.split('\n')[2]).not.toContain('PostHog')
  })

  it('adds repetitions up', () => {
    const twice = cellsOf(() => ({})).flatMap((cell) => [cell, { ...cell, repetition: 1 }])
    expect(rowOf(peersTable(resultOf(twice)), 'F')).toContain('6 of 6')
  })
})

describe('planOf', () => {
  it('plays everything, or the rows and peers that are named, and nothing by a wrong name', () => {
    expect(planOf([])).toEqual({ rows: Object.keys(ROWS), peers: PEER_NAMES })
    expect(planOf(['A', 'pulso', '0'])).toEqual({ rows: ['0', 'A'], peers: ['pulso'] })
    expect(() => planOf(['pulse'])).toThrow('pulse')
  })
})

/** One tap as each SDK sends it; seen on the wire. */
const BODIES: { [name in PeerName]: readonly [path: string, body: string] } = {
  pulso: [
    '/v1/records',
    '{"v":1,"items":[{"id":"a","type":"shown","survey":{"id":"tap-0"}},{"id":"b","type":"answered","survey":{"id":"tap-0"}}]}',
  ],
  sentry: [
    '/api/1/envelope/',
    '{"sent_at":"x"}\n{"type":"feedback"}\n{"event_id":"b","contexts":{"feedback":{"message":"tap-0"}},"breadcrumbs":[{"message":"tap-1"}]}',
  ],
  segment: ['/v1/t', '{"messageId":"b","event":"answered","properties":{"tap":"tap-0"}}'],
  amplitude: ['/2/httpapi', '{"events":[{"insert_id":"b","event_properties":{"tap":"tap-0"}}]}'],
  posthog: ['/e/', '{"uuid":"b","event":"answered","properties":{"token":"key","tap":"tap-0"}}'],
  snowplow: [
    '/com.snowplowanalytics.snowplow/tp2',
    '{"schema":"x","data":[{"e":"se","eid":"b","se_la":"tap-0"}]}',
  ],
  rudderstack: ['/v1/track', '{"messageId":"b","event":"answered","properties":{"tap":"tap-0"}}'],
}

describe('openRecorder', () => {
  let recorder: Recorder | undefined
  afterEach(() => recorder?.down())

  it.each(PEER_NAMES)(
    'takes in one tap of %s, keeps nothing of a 503, and keeps what it does not answer',
    async (name) => {
      recorder = await openRecorder(WIRES[name])
      const [path, body] = BODIES[name]
      const post = () => fetch(`${recorder?.origin}${path}`, { method: 'POST', body })
      recorder.set('unavailable')
      expect((await post()).status).toBe(503)
      recorder.set('limited')
      expect((await post()).headers.get('retry-after')).toBe('2')
      expect(recorder.arrived).toEqual([])
      recorder.set('lost-ack')
      await expect(post()).rejects.toThrow()
      recorder.set('well')
      expect((await post()).status).toBe(200)
      expect(recorder.unread).toEqual([])
      expect(recorder.requests).toBe(4)
      expect(tally(TAPS, recorder.arrived)).toMatchObject({
        arrived: 1,
        twice: 1,
        again: 1,
        renamed: 0,
        lost: 2,
      })
    },
  )

  it('keeps nothing of a client that is gone before a slow server came to it', async () => {
    recorder = await openRecorder(WIRES.segment)
    const [path, body] = BODIES.segment
    recorder.set('slow')
    const gone = new AbortController()
    const first = fetch(`${recorder.origin}${path}`, { method: 'POST', body, signal: gone.signal })
    while (recorder.requests < 1) await new Promise((resolve) => setTimeout(resolve, 5))
    gone.abort()
    await expect(first).rejects.toThrow()
    await fetch(`${recorder.origin}${path}`, { method: 'POST', body: body.replace('tap-0', 'tap-1') })
    expect(recorder.arrived.map(({ tap }) => tap)).toEqual(['tap-1'])
  })
})
