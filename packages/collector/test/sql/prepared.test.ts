import { describe, expect, it } from 'vitest'
import { DIALECTS } from '../../src/sql/dialects.ts'
import { prepared } from '../../src/sql/prepared.ts'

describe('prepared', () => {
  it('builds a statement once, and gives it each time with the values of that time', () => {
    let times = 0
    const insert = prepared((one: { sink: string; cursor: string | null; began: number }) => {
      times += 1
      return DIALECTS.postgres.db
        .insertInto('forward_sinks')
        .values({ sink: one.sink, cursor: one.cursor, began: one.began, failures: 3 })
    })
    const text = `insert into "pulso"."forward_sinks" ("sink", "cursor", "began", "failures") values ($1, $2, $3, $4)`
    expect([
      insert({ sink: 'crm', cursor: null, began: 0 }),
      insert({ sink: 'team', cursor: '7', began: 5 }),
    ]).toEqual([
      { text, values: ['crm', null, 0, 3], isReading: false },
      { text, values: ['team', '7', 5, 3], isReading: false },
    ])
    expect(times).toBe(1)
  })

  it('gives a value to each of its places, wherever it stands', () => {
    const older = prepared(({ sink, at }: { sink: string; at: number }) =>
      DIALECTS.sqlite.db
        .selectFrom('forward_items')
        .select('id')
        .where('sink', '=', sink)
        .where((eb) => eb.or([eb('due', '<', at), eb('since', '<', at)])),
    )
    expect(older({ sink: 'crm', at: 9 })).toMatchObject({ values: ['crm', 9, 9], isReading: true })
  })
})
