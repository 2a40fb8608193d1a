import type { PulsoRecord } from '@pulso/web/schema'
import { describe, expect, it } from 'vitest'
import type { DueItem } from '../../src/forward/Item.ts'
import { sentOf } from '../../src/forward/sentOf.ts'
import { answered } from '../support/records.ts'

const NOW = 1_760_000_000_000
const place = (id: string) => ({ project: 'shop', id, mode: 'live' as const, arrival: 1, received: NOW - 1 })
const record = (id: string) => ({ ...answered(), id }) as unknown as PulsoRecord
const item = (id: string, over: Partial<DueItem> = {}): DueItem => ({
  ...{ ...place(id), caseNumber: null, tries: 2, faults: 1, since: NOW - 9, due: NOW, code: 'http_503' },
  ...{ json: JSON.stringify(record(id)), case: null },
  ...over,
})

describe('sentOf', () => {
  it('begins what is new, and goes on with what was tried', () => {
    const page = { records: [{ ...place('a'), record: record('a') }], cursor: '1', isLast: true }
    const [fresh, again] = sentOf(page, [item('b')], NOW)
    expect(fresh).toMatchObject({ id: 'a', isFresh: true, tries: 0, faults: 0, since: NOW, code: null })
    expect(again).toMatchObject({ id: 'b', isFresh: false, tries: 2, faults: 1, since: NOW - 9 })
    expect(again?.record.id).toBe('b')
    expect(sentOf(undefined, [], NOW)).toEqual([])
  })

  it('says of which case a record is, and leaves out those that are gone', () => {
    const its = { number: 7, rule: 'unhappy', owner: 'ana', due: NOW }
    const sent = sentOf(undefined, [item('a', { json: null }), item('b', { caseNumber: 7, case: its })], NOW)
    expect(sent.map(({ id }) => id)).toEqual(['b'])
    expect(sent[0]?.record.context).toMatchObject({ case_number: 7, case_owner: 'ana' })
  })
})
