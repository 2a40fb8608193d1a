import { allOf } from '../sql/allOf.ts'
import type { Sql } from '../sql/Sql.ts'
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

/** Keeps blocks in the database of the records. */
export function createShelf(
  { db, run }: Pick<Sql, 'db' | 'run'>,
  segments: readonly string[],
  intern: Intern,
  recounted: (blocks: number, reason: Recounted) => void,
): Shelf {
  const all = allOf({ run })
  const form = JSON.stringify([FORM, segments])

  const others = db
    .selectFrom('live_blocks')
    .select(({ fn }) => fn.countAll<number>().as('blocks'))
    .where('form', '<>', form)

  /** One block, with what was counted of it, unless it has lost records since. */
  const next = db
    .selectFrom('live_blocks as b')
    .select((eb) => {
      const deletedNow = eb
        .selectFrom('deletions as d')
        .select(({ fn, lit }) => fn.coalesce(fn.sum<number>('d.records'), lit(0)).as('records'))
        .whereRef('d.block', '>=', 'b.since')
        .whereRef('d.block', '<=', 'b.until')
      return ['b.block', eb.case().when('b.deleted', '=', deletedNow).then(eb.ref('b.data')).end().as('data')]
    })
    .orderBy('b.block')
    .limit(1)

  return {
    async *load() {
      const strange = (await all(others))[0]?.blocks ?? 0
      if (strange > 0) {
        await run([db.deleteFrom('live_blocks')])
        recounted(strange, 'version')
        return
      }
      let damaged = 0
      for (let at = -1; ; ) {
        const [row] = await all(next.where('b.block', '>', at))
        if (!row) break
        at = row.block
        let packed: Packed | null = null
        try {
          if (row.data !== null) packed = await unpackBlock(row.data, intern)
          if (packed && packed.block.index !== at) throw new Error('of another block')
        } catch {
          packed = null
          damaged += 1
          await run([db.updateTable('live_blocks').set({ data: null }).where('block', '=', at)])
        }
        yield { index: at, packed }
      }
      if (damaged > 0) recounted(damaged, 'damaged')
    },
    async save(packed, { since, until }, deleted) {
      const { index: block } = packed.block
      const data = await packBlock(packed)
      await run([
        db
          .insertInto('live_blocks')
          .values({ block, form, since, until, deleted, data })
          .onConflict((conflict) =>
            conflict
              .column('block')
              .doUpdateSet(({ ref }) => ({
                form: ref('excluded.form'),
                since: ref('excluded.since'),
                until: ref('excluded.until'),
                deleted: ref('excluded.deleted'),
                data: ref('excluded.data'),
              }))
              // several collectors on one database count the same: the first one writes it
              .where((eb) =>
                eb.or([
                  eb('live_blocks.data', 'is', null),
                  eb('live_blocks.deleted', '<>', eb.ref('excluded.deleted')),
                  eb('live_blocks.form', '<>', eb.ref('excluded.form')),
                ]),
              ),
          ),
      ])
    },
  }
}
