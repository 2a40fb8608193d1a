import { afterEach, describe, expect, it } from 'vitest'
import { deliver } from '../../src/core/deliver.ts'
import { ga4Sink } from '../../src/page/ga4.ts'
import { gtmSink } from '../../src/page/gtm.ts'
import { memorySink } from '../../src/page/memory.ts'
import { nullSink } from '../../src/page/null.ts'
import { anOutcome, answered, many } from '../support/records.ts'

const page = globalThis as { gtag?: unknown; dataLayer?: unknown }
afterEach(() => {
  delete page.gtag
  delete page.dataLayer
})

describe('ga4Sink', () => {
  // https://developers.google.com/analytics/devguides/collection/protocol/ga4/sending-events: 25 parameters, names of 40
  // characters, values of 100
  it('calls gtag within its limits, without free text', async () => {
    const calls: [string, string, { [name: string]: unknown }][] = []
    page.gtag = (...call: (typeof calls)[number]) => void calls.push(call)
    const record = answered({ context: { ['n'.repeat(50)]: 'v'.repeat(200) } })
    await deliver(ga4Sink(), [
      record,
      answered({ question: { id: 'why', type: 'text' }, value: 'my name is' }),
      anOutcome(),
    ])
    const [command, name, parameters] = calls[0]!
    expect([command, name]).toEqual(['event', 'survey_answered'])
    expect(parameters).toMatchObject({
      id: record.id,
      answer: 9,
      survey_id: 'post-purchase',
      touchpoint_phase: 'after',
    })
    expect(Object.keys(parameters).length).toBeLessThanOrEqual(25)
    expect(Object.keys(parameters).every((key) => key.length <= 40)).toBe(true)
    expect(Object.values(parameters).every((value) => `${value}`.length <= 100)).toBe(true)
    expect(JSON.stringify(calls)).not.toMatch(/merci|my name is/)
    expect(calls[2]![2]).toMatchObject({ value: 120, currency: 'EUR' })
  })

  it('holds records while the tag is missing (pain 5: a blocker kept it out)', async () => {
    expect(await deliver(ga4Sink(), many(1))).toMatchObject([{ status: 'held', code: 'tag_missing' }])
  })
})

describe('gtmSink', () => {
  it('clears what the layer remembers before it pushes a record', async () => {
    const dataLayer: object[] = []
    page.dataLayer = dataLayer
    const record = answered()
    await deliver(gtmSink(), [record])
    expect(dataLayer).toEqual([{ pulso: null }, { event: 'survey_answered', pulso: record }])
  })

  it('makes no layer of its own', async () => {
    expect(await deliver(gtmSink(), many(1))).toMatchObject([{ status: 'held' }])
    expect('dataLayer' in page).toBe(false)
  })
})

describe('memorySink and nullSink', () => {
  it('keep each record once, and none', async () => {
    const memory = memorySink()
    const records = many(3)
    for (let times = 0; times < 2; times++)
      expect((await deliver(memory, records)).every(({ status }) => status === 'settled')).toBe(true)
    expect(memory.records).toEqual(records)
    expect((await deliver(nullSink(), records)).every(({ status }) => status === 'settled')).toBe(true)
  })
})
