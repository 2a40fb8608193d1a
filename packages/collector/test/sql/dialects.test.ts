import { describe, expect, it } from 'vitest'
import { built } from '../../src/sql/built.ts'
import { DIALECTS } from '../../src/sql/dialects.ts'

describe('DIALECTS', () => {
  it('look for one text or for many by one statement, which is prepared once', () => {
    for (const { db, isAmong } of Object.values(DIALECTS)) {
      const find = (runs: string[]) =>
        built(
          db
            .selectFrom('records')
            .select('id')
            .where(({ ref }) => isAmong(ref('run'), runs)),
        )
      expect(find(['a', "b' OR '1'='1"]).text).toBe(find([]).text)
    }
  })

  it('run nothing by themselves: a statement that was not given to a store says so', async () => {
    for (const { db } of Object.values(DIALECTS))
      await expect(db.selectFrom('records').selectAll().execute()).rejects.toThrow('`Sql.run`')
  })
})
