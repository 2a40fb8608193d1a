import { allOf } from '../sql/allOf.ts'
import { built } from '../sql/built.ts'
import type { Sql } from '../sql/Sql.ts'
import type { Range } from './createShelf.ts'

/** How many records each block has lost, as far as it was heard of. */
export interface Deletions {
  /** Looks again. @returns Blocks that have lost records since the last look. */
  look(): Promise<number[]>
  /** Records lost in these blocks. */
  within(range: Range): number
}

/** Starts without having heard of any. */
export function createDeletions({ db, run }: Pick<Sql, 'db' | 'run'>): Deletions {
  const all = allOf({ run })
  const counts = built(db.selectFrom('deletions').select(['block', 'records']))
  const known = new Map<number, number>()
  return {
    async look() {
      return (await all(counts)).flatMap(({ block, records }) => {
        if (known.get(block) === records) return []
        known.set(block, records)
        return [block]
      })
    },
    within({ since, until }) {
      let sum = 0
      for (const [block, records] of known) if (block >= since && block <= until) sum += records
      return sum
    },
  }
}
