import type { Sql } from '../forward/Sql.ts'
import type { Intern } from './createInterner.ts'
import type { Recounted } from './LiveCalls.ts'
import { type Packed, packBlock, unpackBlock } from './packBlock.ts'

/** Raised with every change of what is counted or how it is written: what was counted before is then counted again. */
const FORM = 1

/** Where what was counted outlives the process. */
export interface Shelf {
  /**
   * What was kept of the blocks, in order; `null` for one that is to be counted again. Nothing at all, when it was counted
   * in another form.
   */
  load(): AsyncIterable<{ index: number; packed: Packed | null }>
  /**
   * Keeps a block that is whole.
   *
   * @param since - first block, and `until` the last, of which a record may be in it, or decide what is.
   * @param deleted - deletions among these that it knows of.
   */
  save(packed: Packed, range: Range, deleted: number): Promise<void>
}

/** Blocks, both included. */
export interface Range {
  since: number
  until: number
}

interface Row extends Range {
  block: number
  form: string
  deleted: number
  data: string | null
}

/** Keeps blocks in the database of the records. */
export function createShelf(
  { run, prefix }: Pick<Sql, 'run' | 'prefix'>,
  segments: readonly string[],
  intern: Intern,
  recounted: (blocks: number, reason: Recounted) => void,
): Shelf {
  const table = `${prefix}live_blocks`
  const form = JSON.stringify([FORM, segments])
  /** How many deletions there are now in these blocks. */
  const DELETED = `(SELECT coalesce(sum(records), 0) FROM ${prefix}deletions WHERE block BETWEEN since AND until)`

  return {
    async *load() {
      const [others] = await run<{ blocks: number | string }>([
        { text: `SELECT count(*) AS blocks FROM ${table} WHERE form <> $1`, values: [form] },
      ])
      const strange = Number(others?.[0]?.blocks ?? 0)
      if (strange > 0) {
        await run([{ text: `DELETE FROM ${table}` }])
        recounted(strange, 'version')
        return
      }
      let damaged = 0
      for (let at = -1; ; ) {
        const [rows] = await run<Row>([
          {
            text: `SELECT block, since, until, deleted, CASE WHEN deleted = ${DELETED} THEN data END AS data
              FROM ${table} WHERE block > $1 ORDER BY block LIMIT 1`,
            values: [at],
          },
        ])
        const row = rows?.[0]
        if (!row) break
        at = Number(row.block)
        let packed: Packed | null = null
        try {
          if (row.data !== null) packed = await unpackBlock(row.data, intern)
          if (packed && packed.block.index !== at) throw new Error('of another block')
        } catch {
          packed = null
          damaged += 1
          await run([{ text: `UPDATE ${table} SET data = NULL WHERE block = $1`, values: [at] }])
        }
        yield { index: at, packed }
      }
      if (damaged > 0) recounted(damaged, 'damaged')
    },
    async save(packed, { since, until }, deleted) {
      await run([
        {
          // several collectors on one database count the same: the first one writes it
          text: `INSERT INTO ${table} AS known (block, form, since, until, deleted, data) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (block) DO UPDATE SET form = excluded.form, since = excluded.since, until = excluded.until,
              deleted = excluded.deleted, data = excluded.data
            WHERE known.data IS NULL OR known.deleted <> excluded.deleted OR known.form <> excluded.form`,
          values: [packed.block.index, form, since, until, deleted, await packBlock(packed)],
        },
      ])
    },
  }
}
