import { expect, it } from 'vitest'
import { absorb } from '../../src/aggregate/absorb.ts'
import { createTable } from '../../src/aggregate/createTable.ts'
import type { AggregateData } from '../../src/index.ts'
import { placeKey } from '../support/placeKey.ts'

it('what another aggregate has counted is added cell by cell, and the other stays as it was', () => {
  const data: AggregateData = {
    v: 1,
    cells: [
      {
        key: { ...placeKey(), question: 'nps', type: 'nps', wording: 'nps@1' },
        counts: [
          [9, 2],
          [10, 1],
        ],
        excluded: { 'passed over': 3 },
      },
    ],
    flow: [{ key: placeKey(), shown: 7, responded: 3, completed: 2, dismissed: 1, reasons: { close: 1 } }],
    outcomes: [{ kind: 'purchase', currency: 'EUR', period: '2026-05-04', n: 3, sum: 50, valued: 2 }],
    findings: { duplicate: 2 },
    records: 19,
  }
  const before = structuredClone(data)
  const table = createTable(3)
  const findings = { 'test mode': 1 }
  absorb(data, table, findings)
  absorb(data, table, findings)
  expect([...table.answers[0]!.counts]).toEqual([
    [9, 4],
    [10, 2],
  ])
  expect(table.answers[0]!.excluded).toEqual({ 'passed over': 6 })
  expect(table.flows).toEqual([
    { key: placeKey(), shown: 14, responded: 6, completed: 4, dismissed: 2, reasons: { close: 2 } },
  ])
  expect(table.outcomes).toEqual([{ ...data.outcomes[0], n: 6, sum: 100, valued: 4 }])
  expect(findings).toEqual({ 'test mode': 1, duplicate: 4 })
  expect(data).toEqual(before)
})
