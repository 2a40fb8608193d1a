import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkItem } from '../../packages/collector/src/checkItem.ts'
import { DEFAULT_LIMITS } from '../../packages/collector/src/limits.ts'
import { readBatch } from '../../packages/collector/src/readBatch.ts'
import { explain } from '../../src/engine/gates.ts'
import { makeRecord } from '../../src/engine/record.ts'
import { backoffMs } from '../../src/queue/backoffMs.ts'
import { toRow } from '../../src/queue/row.ts'
import { MAX_TOLD_MS, retryAfterMs } from '../../src/queue/waits.ts'
import { checkSurvey } from '../../src/schema/checkSurvey.ts'
import { type PulsoRecord, Survey, type SurveyInput } from '../../src/schema/index.ts'
import { herd } from './lab/herd.ts'
import { createRandom } from './lab/random.ts'

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const id = fc.stringMatching(/^[0-9a-f]{32}$/)
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/)
const day = 86_400_000
const time = fc.integer({ min: 1_600_000_000_000, max: 2_500_000_000_000 })
/** Whole characters of any script, no NUL: what a person can type. */
const words = fc
  .string({ unit: 'grapheme', maxLength: 300 })
  .filter((text) => !/\0|\p{Surrogate}/u.test(text))

const survey: fc.Arbitrary<SurveyInput> = fc.record(
  {
    id: name,
    rev: fc.integer({ min: 1, max: 99 }),
    kind: fc.constantFrom('transactional', 'relational'),
    touchpoint: fc.record({
      id: name,
      phase: fc.constantFrom('before', 'during', 'after'),
      channel: fc.constantFrom('web', 'app'),
    }),
    trigger: fc.constant([{ on: 'manual' as const }]),
    questions: fc.constant([{ id: 'nps', type: 'nps' as const, prompt: 'Would you recommend us?' }]),
    eligibility: fc.record(
      {
        maxImpressions: fc.integer({ min: 1, max: 9 }),
        maxPerSession: fc.integer({ min: 1, max: 9 }),
        coolDownDays: fc.integer({ min: 0, max: 365 }),
        recontactDays: fc.integer({ min: 0, max: 365 }),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['id', 'rev', 'kind', 'touchpoint', 'trigger', 'questions'] },
)

describe('Survey', () => {
  it('a survey that is right, with every default filled in, is right again and unchanged', () => {
    fc.assert(
      fc.property(survey, (written) => {
        const first = Survey.safeParse(written)
        fc.pre(first.success)
        expect(Survey.parse(first.data)).toEqual(first.data)
        expect(checkSurvey(JSON.parse(JSON.stringify(first.data)))).toEqual(checkSurvey(first.data))
      }),
    )
  })
})

describe('a record', () => {
  it('comes out of the page, the queue, the wire and the collector’s checks to the byte as it went in', () => {
    const record = fc
      .tuple(
        survey,
        id,
        id,
        time,
        words,
        fc.integer({ min: 0, max: 10 }),
        fc.dictionary(name, words, { maxKeys: 4 }),
      )
      .map(([of, own, run, at, comment, value, context]) =>
        makeRecord(
          { survey: of, run, hash: 'abc1234', mode: 'live', context, sampleRate: 1, locale: 'en' },
          { type: 'answered', question: { id: 'nps', type: 'nps' }, value, comment, tookMs: 5 } as never,
          { id: own, seq: 1, at },
        ),
      )
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 5 }), (records) => {
        const rows = records.map((each) => toRow(each, 'https://x.example/v1/records key '))
        const body = `{"v":1,"key":"k","sentAt":1,"batch":"b","items":[${rows.map(({ json }) => json)}]}`
        const batch = readBatch(new TextEncoder().encode(body))
        if ('status' in batch) throw new Error(batch.message)
        const checked = batch.items.map((item) => checkItem(item, DEFAULT_LIMITS))
        expect(checked.map((each) => ('json' in each ? each.json : each.message))).toEqual(
          rows.map(({ json }) => json),
        )
        expect(checked.map((each) => 'record' in each && each.record)).toEqual(
          records.map((each) => JSON.parse(JSON.stringify(each)) as PulsoRecord),
        )
        for (const row of rows) expect(row.key.split('|').at(-1)).toBe(String(row.bytes))
      }),
      { numRuns: 60 },
    )
  })

  it('pollutes no prototype on its way into the collector, whatever JSON it is', () => {
    const trap = fc.constantFrom('__proto__', 'constructor', 'prototype', 'polluted')
    const nasty = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.jsonValue(),
        fc.dictionary(trap, tie('value'), { noNullPrototype: false }),
      ),
    })).value
    fc.assert(
      fc.property(fc.array(nasty, { maxLength: 3 }), (items) => {
        const text = JSON.stringify({ v: 1, key: 'k', sentAt: 1, batch: 'b', items }).replaceAll(
          '"polluted"',
          '"__proto__"',
        )
        const batch = readBatch(new TextEncoder().encode(text))
        if (!('status' in batch)) for (const item of batch.items) checkItem(item, DEFAULT_LIMITS)
        expect(Object.keys(Object.prototype)).toEqual([])
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
      }),
    )
  })
})

describe('backoffMs', () => {
  it('is never below 0, never above its cap, and grows with the draw', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), share, share, (fails, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((lot) => backoffMs(fails, () => lot))
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThan(fails === 1 ? 2000 : 300_000)
        expect(low).toBeLessThanOrEqual(high as number)
      }),
    )
  })

  it('spreads 200 clients after any outage of three seconds or more: a second rarely has one in twenty, never one in ten', () => {
    const outage = fc.integer({ min: 3000, max: 3_600_000 })
    const peaks: number[] = []
    fc.assert(
      fc.property(fc.integer(), outage, (seed, outageMs) => {
        const random = createRandom(seed, 'herd')
        peaks.push(herd({ clients: 200, outageMs, answered: 'first', wait: backoffMs, random }).fullest)
        expect(peaks.at(-1)).toBeLessThan(0.1)
      }),
    )
    expect(peaks.filter((peak) => peak <= 0.05).length / peaks.length).toBeGreaterThan(0.8)
  })
})

describe('retryAfterMs', () => {
  it('is a wait within its bounds or none at all, whatever a server writes', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.string(), fc.double(), fc.date().map(String)),
        share,
        (value, lot) => {
          const wait = retryAfterMs(value, 1_760_000_000_000, () => lot)
          if (wait !== undefined) {
            expect(wait).toBeGreaterThanOrEqual(1000)
            expect(wait).toBeLessThanOrEqual(MAX_TOLD_MS)
          }
        },
      ),
    )
  })
})

describe('explain', () => {
  it('lets through exactly when every gate does, and never sooner for having been shown more', () => {
    const past = fc.record({
      shows: fc.integer({ min: 1, max: 20 }),
      daysAgo: fc.integer({ min: 0, max: 800 }),
    })
    fc.assert(
      fc.property(
        survey,
        time,
        past,
        fc.integer({ min: 0, max: 5 }),
        (of, nowMs, { shows, daysAgo }, sessionShown) => {
          const visit = (count: number) => ({
            nowMs,
            consent: 'granted' as const,
            visible: true,
            open: undefined,
            sessionShown,
            ledger: {
              id: '0'.repeat(32),
              shown: [nowMs - daysAgo * day],
              surveys: { [of.id]: { shows: count, shownAt: nowMs - daysAgo * day } },
            },
          })
          const one = explain(of, visit(shows) as never)
          const more = explain(of, visit(shows + 1) as never)
          expect(one.eligible).toBe(one.gates.every(({ pass }) => pass))
          expect(more.eligible && !one.eligible).toBe(false)
        },
      ),
    )
  })
})
