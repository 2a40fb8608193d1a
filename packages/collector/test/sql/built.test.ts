import { describe, expect, it } from 'vitest'
import { built } from '../../src/sql/built.ts'
import { DIALECTS } from '../../src/sql/dialects.ts'

const { db } = DIALECTS.sqlite

describe('built', () => {
  it('makes data of a statement, and leaves what is data already', () => {
    const statement = built(db.selectFrom('records').select('json').where('arrival', '>', 7).limit(2))
    expect(statement).toEqual({
      text: 'select "json" from "records" where "arrival" > ? limit ?',
      values: [7, 2],
      isReading: true,
    })
    expect(structuredClone(statement)).toEqual(statement)
    expect(built(statement)).toBe(statement)
  })

  it('takes for a reader what can change nothing, and nothing else', () => {
    const change = db.deleteFrom('gone').returning('id')
    const hidden = db
      .with('deleted', () => change)
      .selectFrom('deleted')
      .select('id')
    expect([change, hidden].map((statement) => built(statement).isReading)).toEqual([false, false])
  })
})
