import type { SinkRow } from '../forward/SinkRow.ts'
import type { Store } from '../Store.ts'
import { readMirrorBatch, tokenOf } from './mirrorBatch.ts'
import type { MirrorBook, MirrorState } from './mirrorBook.ts'
import type { MirrorTarget, Prepared } from './mirrorTarget.ts'

/** What a pass did. */
export interface PassReport {
  /** Left out: nothing was copied. */
  cursor?: string | undefined
  added: number
  hidden: number
  /** The table has everything for the first time. */
  isBuilt: boolean
  /** Whether there is more to do at once. */
  isMore: boolean
}

export interface PassContext {
  store: Pick<Store, 'after'>
  book: MirrorBook
  target: MirrorTarget
  sweepMs: number
}

/** Deletions told in one pass: copying gets its turn. */
const MOST_GONE = 1000

/**
 * Whoever holds the lease does this: hides what was deleted, then copies the next batch. In this order, and the records
 * read after the deletions: one that is deleted while it is on its way is hidden by the next pass, and stays hidden
 * whichever of the two comes first.
 */
export function createMirrorPass({ store, book, target, sweepMs }: PassContext) {
  let prepared: Prepared | undefined

  async function prepare(state: MirrorState, isNew: boolean): Promise<Prepared> {
    if (prepared?.generation === state.generation) return prepared
    prepared = await target.prepare(state.generation, isNew)
    return prepared
  }

  async function run(row: SinkRow, state: MirrorState): Promise<PassReport> {
    if (state.generation === 0) {
      await book.choose((await target.highest()) + 1)
      return { added: 0, hidden: 0, isBuilt: false, isMore: true }
    }
    const to = await prepare(state, row.cursor === null)
    const { clock } = row
    if (state.hiddenSince !== null && clock - state.hiddenSince >= sweepMs) {
      await target.sweep(to, state.hiddenSince)
      await book.swept(state.hiddenSince)
    }
    const gone = state.isGoneQueued ? await book.goneIds(MOST_GONE) : []
    if (gone.length > 0) {
      await target.hide(to, gone, clock, tokenOf('hide', gone))
      await book.hidden(gone, clock)
    }

    const from = row.cursor ?? ''
    const fixed = state.batchFrom === from ? state.batchEnd : null
    let batch = await readMirrorBatch(store, row.cursor, fixed)
    if (fixed === null && batch.end !== row.cursor && batch.end !== null) {
      const end = await book.fixBatch(state.generation, from, batch.end)
      if (end !== batch.end) batch = await readMirrorBatch(store, row.cursor, end)
    }
    if (batch.rows.length > 0) await target.add(to, batch.rows, tokenOf('add', batch.rows))

    const isCaughtUp = batch.isLast && gone.length < MOST_GONE
    const isBuilt = isCaughtUp && !state.isComplete
    if (isBuilt) {
      await target.publish(to)
      await book.completed(state.generation)
      prepared = undefined // older tables are gone
    }
    return {
      cursor: batch.end === row.cursor ? undefined : (batch.end ?? undefined),
      added: batch.rows.length,
      hidden: gone.length,
      isBuilt,
      isMore: !isCaughtUp,
    }
  }

  return async (row: SinkRow, state: MirrorState): Promise<PassReport> => {
    try {
      return await run(row, state)
    } catch (error) {
      prepared = undefined // a table may have been dropped, a server upgraded
      throw error
    }
  }
}
