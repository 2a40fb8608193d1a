import type { PulsoRecord } from '@pulso/web/schema'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deliver as deliverHere, type Outcome } from '../../src/core/deliver.ts'
import type { Sink } from '../../src/core/Sink.ts'
import { uuid } from '../../src/core/uuid.ts'
import { type Answer, type Recorded, type Recorder, startRecorder } from '../support/recorder.ts'
import { many, randomId } from '../support/records.ts'

/** An adapter over HTTP, as the contract needs it. */
export interface Subject {
  name: string
  /** A sink whose vendor is at this origin. */
  make(origin: string, more?: object): Sink
  /** Names of the options that must be given. */
  required: readonly string[]
  /** What the vendor answers when it took all of them. @defaultValue 200 without a body */
  taken?: (ids: string[], request: Recorded) => Answer
  /** What it answers when it refuses these of the batch. @defaultValue 400 for all of it */
  refused?: (bad: string[], ids: string[], request: Recorded) => Answer
  /** Nothing of a key may show in a message. */
  secret?: string
}

const readable = ({ path, body, query, headers }: Recorded) =>
  decodeURIComponent(
    [path, body, JSON.stringify(query), JSON.stringify(headers)]
      .join(' ')
      .replace(/%(?![0-9A-F]{2})/gi, '%25'),
  )

/** Ids of the records that a request holds, in either of the forms that adapters give them. */
export const idsIn = (request: Recorded, ids: readonly string[]): string[] => {
  const text = readable(request)
  return ids.filter((id) => text.includes(id) || text.includes(uuid(id)))
}

const freeze = <Value>(value: Value): Value => {
  if (value && typeof value === 'object') for (const each of Object.values(value)) freeze(each)
  return Object.freeze(value)
}

/** Where the sinks live. */
export interface Place {
  make(origin: string, more?: object): Sink | Promise<Sink>
  deliver(sink: Sink, records: readonly PulsoRecord[]): Promise<Outcome[]>
}

/**
 * What every adapter over HTTP promises, whatever its vendor: pains 5 and 37 are where each of these went wrong.
 *
 * @param place - Another place than here: a page, say, that makes the sinks and delivers to them as it is told.
 */
export function sinkContract(
  subject: Subject,
  { make, deliver }: Place = { make: subject.make, deliver: deliverHere },
): void {
  const { name, taken = () => ({}), refused = () => ({ status: 400, body: 'Bad request' }) } = subject

  describe(`${name}: the contract`, () => {
    let vendor: Recorder
    beforeAll(async () => void (vendor = await startRecorder()))
    beforeEach(() => {
      vendor.requests.length = 0
    })
    afterAll(() => vendor.close())

    const sent = () => vendor.requests.filter(({ method }) => method !== 'OPTIONS')
    const byStatus = async (count: number, origin = vendor.origin) => {
      const records = freeze(many(count))
      const outcomes = await deliver(await make(origin), records)
      expect(outcomes.map(({ id }) => id)).toEqual(records.map(({ id }) => id))
      return { records, outcomes, ids: records.map(({ id }) => id) }
    }

    it('sends each record once, leaves it unchanged, and settles it', async () => {
      let ids: string[] = []
      vendor.answer((request) => taken(idsIn(request, ids), request))
      const records = freeze(many(49))
      ids = records.map(({ id }) => id)
      const outcomes = await deliver(await make(vendor.origin), records)
      expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['settled']))
      expect(
        sent()
          .flatMap((request) => idsIn(request, ids))
          .sort(),
      ).toEqual([...ids].sort())
    })

    it('keeps records when nobody answers at the address', async () => {
      const gone = await startRecorder()
      await gone.close()
      const { outcomes } = await byStatus(3, gone.origin)
      expect(outcomes.every(({ status, code }) => status === 'retry' && code === 'unreachable')).toBe(true)
      expect(outcomes[0]!.message).toMatch(
        /did not answer: offline, blocked on the way, or the address is wrong/,
      )
    })

    it.each([401, 403])('holds records when the key is refused (%i), and says so', async (status) => {
      vendor.answer(() => ({ status, body: { error: 'no' } }))
      const { outcomes } = await byStatus(3)
      expect(
        outcomes.every((outcome) => outcome.status === 'held' && outcome.code === `http_${status}`),
      ).toBe(true)
      expect(outcomes[0]!.message).toMatch(
        `${name} takes nothing at present (HTTP ${status}). It refused the key`,
      )
      expect(sent()).toHaveLength(1)
    })

    it('holds records when there is nothing at the address', async () => {
      vendor.answer(() => ({ status: 404, body: 'Not found' }))
      const { outcomes } = await byStatus(2)
      expect(outcomes.every((outcome) => outcome.status === 'held')).toBe(true)
      expect(outcomes[0]!.message).toMatch('check the address')
    })

    it('waits as long as the quota asks (429)', async () => {
      vendor.answer(() => ({ status: 429, headers: { 'retry-after': '40' }, body: '{}' }))
      const { outcomes } = await byStatus(3)
      expect(outcomes.every(({ status, afterMs }) => status === 'retry' && afterMs === 40_000)).toBe(true)
      expect(outcomes[0]!.message).toMatch(
        'wants fewer requests (HTTP 429). The record is sent again in 40 s.',
      )
      expect(sent()).toHaveLength(1)
    })

    it('keeps records when the vendor is down (503)', async () => {
      vendor.answer(() => ({ status: 503, body: 'down' }))
      const { outcomes } = await byStatus(5)
      expect(outcomes.every(({ status, code }) => status === 'retry' && code === 'http_503')).toBe(true)
      expect(sent().length).toBeLessThanOrEqual(3)
    })

    it('finds the one that is too large (413), and sends the others', async () => {
      let large = ''
      let ids: string[] = []
      vendor.answer((request) =>
        idsIn(request, [large])[0] ? { status: 413 } : taken(idsIn(request, ids), request),
      )
      const records = many(7)
      ids = records.map(({ id }) => id)
      large = ids[3]!
      const outcomes = await deliver(await make(vendor.origin), records)
      expect(outcomes.filter(({ status }) => status === 'settled')).toHaveLength(6)
      expect(outcomes[3]).toMatchObject({ status: 'rejected', code: 'http_413' })
      expect(outcomes[3]!.message).toMatch('larger than')
    })

    it('finds the one bad record among 49, and sends the others', async () => {
      let bad = ''
      let ids: string[] = []
      vendor.answer((request) => {
        const inIt = idsIn(request, ids)
        return inIt.includes(bad) ? refused([bad], inIt, request) : taken(inIt, request)
      })
      const records = many(49)
      ids = records.map(({ id }) => id)
      bad = ids[17]!
      const outcomes = await deliver(await make(vendor.origin), records)
      expect(outcomes.filter(({ status }) => status !== 'settled')).toEqual([
        {
          id: bad,
          status: 'rejected',
          code: expect.any(String),
          message: expect.stringContaining('refused this record'),
        },
      ])
    })

    it('sends the same key again when the answer was lost', async () => {
      let ids: string[] = []
      let lost = true
      vendor.answer((request) => (lost ? 'reset' : taken(idsIn(request, ids), request)))
      const records = many(2)
      ids = records.map(({ id }) => id)
      const sink = await make(vendor.origin)
      expect((await deliver(sink, records)).every(({ status }) => status === 'retry')).toBe(true)
      lost = false
      const before = sent()[0]!
      vendor.requests.length = 0
      expect((await deliver(sink, records)).every(({ status }) => status === 'settled')).toBe(true)
      expect(idsIn(sent()[0]!, ids)).toEqual(idsIn(before, ids))
      expect(sent()[0]!.path).toBe(before.path)
    })

    it('takes the redirect of a captive portal for no answer', async () => {
      vendor.answer(({ path }) =>
        path === '/portal' ? { body: '<h1>Sign in</h1>' } : { status: 302, headers: { location: '/portal' } },
      )
      const { outcomes } = await byStatus(2)
      expect(outcomes.every(({ status }) => status === 'retry')).toBe(true)
    })

    it('shows no key and no answer in a message', async () => {
      for (const status of [400, 401, 413, 429, 500]) {
        vendor.answer((request) => ({ status, body: request.body }))
        const { outcomes } = await byStatus(1)
        expect(outcomes[0]!.message).not.toMatch(/merci|http:\/\//)
        if (subject.secret) expect(outcomes[0]!.message).not.toContain(subject.secret)
      }
    })

    it('names an option that is missing, unknown, or of the wrong type', async () => {
      const broken = async (more: object) => {
        try {
          await make('http://127.0.0.1:9', more)
        } catch (error) {
          return error as { code: string; message: string }
        }
        throw new Error(`accepted: ${JSON.stringify(more)}`)
      }
      for (const option of subject.required) {
        for (const wrong of ['', 5.5, undefined].filter(
          (value) => typeof value !== 'number' || option !== 'siteId',
        ))
          expect(await broken({ [option]: wrong })).toMatchObject({
            code: 'invalid_options',
            message: expect.stringContaining(`${name}: "${option}" must be `),
          })
      }
      expect((await broken({ [`x${randomId()}`]: 1 })).message).toMatch(/" must be undefined$/)
    })
  })
}
