import type { Sql } from '../forward/Sql.ts'
import type { Range } from './createShelf.ts'

/** How many records each block has lost, as far as it was heard of. */
export interface Deletions {
  /** Looks again. @returns Blocks that have lost records since the last look. */
  look(): Promise<number[]>
  /** Records lost in these blocks. */
  within(range: Range): number
}

/** Starts without having heard of any. */
export function createDeletions({ run, prefix }: Pick<Sql, 'run' | 'prefix'>): Deletions {
  const known = new Map<number, number>()
  return {
    async look() {
      const [rows = []] = await run<{ block: number | string; records: number | string }>([
        { text: `SELECT block, records FROM ${prefix}deletions` },
      ])
      return rows.flatMap((row) => {
        const [block, records] = [Number(row.block), Number(row.records)]
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
