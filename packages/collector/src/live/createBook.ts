import { messageOf } from '../messageOf.ts'
import type { Mode, Store } from '../Store.ts'
import type { Block } from './Block.ts'
import { blockOf, clustersOf, cursorBefore, rangeOf } from './blockOrder.ts'
import { type Counted, type Counter, createCounter } from './createCounter.ts'
import { createDeletions } from './createDeletions.ts'
import { createInterner } from './createInterner.ts'
import { createRouter, type Router } from './createRouter.ts'
import { createSample, type Sample } from './createSample.ts'
import { createShelf } from './createShelf.ts'
import { keepLatestTexts } from './keepLatestTexts.ts'
import type { Recounted } from './LiveCalls.ts'
import { readAgain } from './readAgain.ts'
import { readmit } from './readmit.ts'

/** Of a store what counting needs. */
export interface LiveStore extends Pick<Store, 'end' | 'sql'> {
  after(
    cursor: string | null,
    limit: number,
  ): Promise<{ records: Counted[]; arrivals: number[]; cursor: string }>
}

export interface BookOptions {
  store: LiveStore
  insights: Pick<typeof import('@pulso/insights'), 'createAggregate' | 'checkRecord' | 'personHash'>
  segments: readonly string[]
  now: () => number
  /** Told how many blocks that were counted before this start are counted again. */
  recounted: (blocks: number, reason: Recounted) => void
  /** Told why what was counted could not be kept for the next start. */
  failed: (message: string) => void
  /** Cells that are held at most. @defaultValue `400_000` */
  maxCells?: number
  /** Records read in one step. @defaultValue `1000` */
  pageRecords?: number
}

/** Everything that was counted, in blocks; it follows the store step by step. */
export interface Book {
  /** Looks for deletions, and counts the next records. @returns Whether there may be more at once. Rejects when the store is away. */
  step(): Promise<boolean>
  /** What is counted now. A block that lost records is not among them until it has been counted again. */
  blocks(): Block[]
  readonly sample: Readonly<{ [mode in Mode]: Sample }>
  /** Arrival number up to which records are counted, and how many blocks are to be counted again. */
  readonly position: { cursor: string | null; again: number }
  /** Deletions that it knows of: it grows whenever something counted may have to be taken back. */
  readonly deleted: number
  /** Whether the oldest records had to be let go of. */
  readonly isCut: boolean
}

const MAX_CELLS = 400_000

/** Starts a book: with what was kept of the blocks before, or empty. */
export function createBook({
  store,
  insights,
  segments,
  now,
  recounted: toldOf,
  failed,
  maxCells = MAX_CELLS,
  pageRecords = 1000,
}: BookOptions): Book {
  const closed = new Map<number, Block>()
  const again = new Set<number>()
  /** Those of `again` that are being counted. */
  const recounted = new Map<number, Counter>()
  const deletions = createDeletions(store.sql)
  const intern = createInterner()
  const shelf = createShelf(store.sql, segments, intern, toldOf)
  /** Whole blocks that are not kept yet. */
  const unsaved = new Set<number>()
  let isOpened = false
  let cursor: string | null = null
  let isCut = false

  const sampleOf = (mode: Mode): Sample =>
    createSample(insights.personHash, (isOut) => {
      const held = [...blocks(), ...[...recounted.values()].map((counter) => counter.block())]
      for (const { people } of held) people[mode].answers = people[mode].answers.filter((one) => !isOut(one))
    })
  const sample = { live: sampleOf('live'), test: sampleOf('test') }
  const counterOf = (index: number): Counter =>
    createCounter(index, {
      ...{ insights, segments, intern, now },
      sample: (answer, mode) => sample[mode].take(answer),
    })

  const close = ({ counter }: Router['open'][number]): void => {
    if (counter) put(counter.block())
    trim()
  }
  const put = (block: Block): void => {
    closed.set(block.index, block)
    unsaved.add(block.index)
  }
  /** The last two blocks; those before `from` are read for their runs alone. */
  const tailFrom = (from: number) => createRouter((index) => (index < from ? null : counterOf(index)), close)
  let tail = tailFrom(0)

  function blocks(): Block[] {
    const open = tail.open.flatMap(({ counter }) => (counter ? [counter.block()] : []))
    return [...[...closed.values()].sort((a, b) => a.index - b.index), ...open]
  }

  const forget = ({ people }: Block): void => {
    for (const mode of ['live', 'test'] as const)
      for (const answer of people[mode].answers) sample[mode].release(answer)
  }

  /** Lets go of the oldest, when there is more than may be held. */
  function trim(): void {
    keepLatestTexts(blocks())
    let cells = 0
    for (const block of blocks().reverse()) {
      cells += sizeOf(block)
      if (cells <= maxCells || !closed.delete(block.index)) continue
      forget(block)
      isCut = true
    }
  }

  /** Begins with the blocks that were counted before, and reads on behind them. */
  async function restore(): Promise<void> {
    for (const block of blocks()) forget(block) // of a try that failed
    closed.clear()
    again.clear()
    await deletions.look()
    for await (const { index, packed } of shelf.load()) {
      if (!packed) {
        again.add(index)
        continue
      }
      closed.set(index, packed.block)
      readmit(packed, sample)
      trim()
    }
    const last = indexes().at(-1)
    if (last === undefined) return
    tail = tailFrom(last + 1)
    cursor = cursorBefore([...indexes(), last + 1], last + 1)
  }

  /** Keeps whole blocks for the next start. A book goes on without: they are counted again then. */
  async function save(): Promise<void> {
    const order = indexes()
    for (const index of unsaved) {
      unsaved.delete(index)
      const block = closed.get(index)
      if (!block) continue
      const range = rangeOf(order, index)
      const shares = { live: sample.live.share, test: sample.test.share }
      try {
        await shelf.save({ block, shares }, range, deletions.within(range))
      } catch (error) {
        failed(messageOf(error))
      }
    }
  }

  /** Takes back what has lost records: its block, and those beside it, with which it may share runs. */
  async function takeBack(): Promise<void> {
    const changed = await deletions.look()
    if (changed.length === 0) return
    const order = indexes()
    const open = new Set(tail.open.flatMap(({ index, counter }) => (counter ? [index] : [])))
    for (const block of changed) {
      const place = order.indexOf(block)
      // read since the start is nothing yet: it may hold the end of a run of the last block
      if (open.size === 0 && block > (order.at(-1) ?? block)) again.add(order.at(-1)!)
      if (place !== -1) for (const index of order.slice(Math.max(0, place - 1), place + 2)) again.add(index)
    }
    // From the first block of those that reach into the tail, all is counted anew, as if it had just arrived.
    const clusters = clustersOf(order, again)
    const late = clusters.find((cluster) => cluster.some((index) => open.has(index)))
    if (late) {
      const from = late[0]!
      for (const block of blocks()) if (block.index >= from) forget(block)
      for (const index of order) {
        if (index < from) continue
        again.delete(index)
        closed.delete(index)
      }
      tail = tailFrom(from)
      cursor = cursorBefore(order, from)
    }
    for (const index of again) {
      const block = closed.get(index)
      if (block) forget(block)
      closed.delete(index)
    }
  }

  /** Blocks that are counted, or are to be counted again, in order. */
  const indexes = (): number[] => {
    const open = tail.open.flatMap(({ index, counter }) => (counter ? [index] : []))
    return [...new Set([...closed.keys(), ...again, ...open])].sort((a, b) => a - b)
  }

  /** Counts some blocks that lie side by side again. */
  async function countAgain(order: readonly number[], cluster: readonly number[]): Promise<void> {
    try {
      await readAgain(store, pageRecords, order, cluster, (index) => {
        const counter = counterOf(index)
        recounted.set(index, counter)
        return counter
      })
      for (const index of cluster) again.delete(index)
      for (const counter of recounted.values()) put(counter.block())
    } catch (error) {
      for (const counter of recounted.values()) forget(counter.block())
      throw error
    } finally {
      recounted.clear()
    }
  }

  return {
    async step() {
      if (!isOpened) await restore()
      isOpened = true
      await takeBack()
      const order = indexes()
      const [cluster] = clustersOf(order, again)
      if (cluster) {
        await countAgain(order, cluster)
        await save()
        return true
      }
      const page = await store.after(cursor, pageRecords)
      for (const [place, record] of page.records.entries())
        tail.of(blockOf(page.arrivals[place]!), record.run).counter?.add(record)
      const isMore = page.cursor !== cursor // a page may be short, and not be the last
      cursor = page.cursor
      await save()
      return isMore
    },
    blocks,
    sample,
    get position() {
      return { cursor, again: again.size }
    },
    get deleted() {
      return deletions.within({ since: 0, until: Infinity })
    },
    get isCut() {
      return isCut
    },
  }
}

const sizeOf = ({ cells, tallies }: Block): number =>
  cells.reduce(
    (sum, { answers, flow, outcomes }) => sum + answers.length + flow.length + outcomes.length,
    0,
  ) +
  tallies.live.size +
  tallies.test.size
