import type { PulsoRecord } from '@pulso/web/schema'
import type { KeptRecord, Mode, Store } from '../Store.ts'
import type { Block } from './Block.ts'
import { type Counter, createCounter } from './createCounter.ts'
import { createInterner } from './createInterner.ts'
import { createRouter, type Router } from './createRouter.ts'
import { createSample, type Sample } from './createSample.ts'
import { BLOCK_ARRIVALS } from './deletionTables.ts'
import { keepLatestTexts } from './keepLatestTexts.ts'

export interface BookOptions {
  store: Pick<Store, 'after' | 'end' | 'sql'>
  insights: Pick<typeof import('@pulso/insights'), 'createAggregate' | 'checkRecord' | 'personHash'>
  segments: readonly string[]
  now: () => number
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
  /** Grows whenever something counted was taken back. */
  readonly generation: number
  /** Whether the oldest records had to be let go of. */
  readonly isCut: boolean
}

const MAX_CELLS = 400_000
/** A block read again needs the runs of those before it: a run may have crossed two borders. */
const CONTEXT_BLOCKS = 2

/** Starts an empty book. */
export function createBook({
  store,
  insights,
  segments,
  now,
  maxCells = MAX_CELLS,
  pageRecords = 1000,
}: BookOptions): Book {
  const closed = new Map<number, Block>()
  const again = new Set<number>()
  /** Those of `again` that are being counted. */
  const recounted = new Map<number, Counter>()
  const deletions = new Map<number, number>()
  const intern = createInterner()
  let cursor: string | null = null
  let generation = 0
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

  const close = ({ index, counter }: Router['open'][number]): void => {
    if (counter) closed.set(index, counter.block())
    trim()
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

  const count = (record: KeptRecord, into: Counter | null | undefined): void =>
    into?.add(JSON.parse(record.json) as PulsoRecord, record) // checked when it came in

  /** Takes back what has lost records: its block, and those beside it, with which it may share runs. */
  async function takeBack(): Promise<void> {
    const [rows = []] = await store.sql.run([
      { text: `SELECT block, records FROM ${store.sql.prefix}deletions` },
    ])
    const changed = (rows as { block: number; records: number }[]).filter(
      ({ block, records }) => deletions.get(block) !== records,
    )
    if (changed.length === 0) return
    const order = indexes()
    const open = new Set(tail.open.flatMap(({ index, counter }) => (counter ? [index] : [])))
    for (const { block, records } of changed) {
      deletions.set(block, records)
      const place = order.indexOf(block)
      if (place !== -1) for (const index of order.slice(Math.max(0, place - 1), place + 2)) again.add(index)
    }
    if (again.size > 0) generation += 1
    // From the first block of those that reach into the tail, all is counted anew, as if it had just arrived.
    const clusters = clustersOf(order)
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

  /** Blocks to be counted again, those beside each other together. */
  function clustersOf(order: readonly number[]): number[][] {
    const clusters: number[][] = []
    for (const [place, index] of order.entries()) {
      if (!again.has(index)) continue
      if (place > 0 && again.has(order[place - 1]!)) clusters.at(-1)!.push(index)
      else clusters.push([index])
    }
    return clusters
  }

  /** Counts some blocks that lie side by side again. */
  async function countAgain(order: readonly number[], cluster: readonly number[]): Promise<void> {
    const last = order[order.indexOf(cluster.at(-1)!) + 1] ?? cluster.at(-1)! // it may hold the end of a run
    const router = createRouter(
      (index) => {
        if (!cluster.includes(index)) return null
        recounted.set(index, counterOf(index))
        return recounted.get(index)!
      },
      () => {},
    )
    try {
      let at = cursorBefore(order, cluster[0]!)
      for (let isMore = true; isMore; ) {
        const page = await store.after(at, pageRecords)
        const indexesOf = page.arrivals.map(blockOf)
        for (const [place, record] of page.records.entries())
          if (indexesOf[place]! <= last) count(record, router.of(indexesOf[place]!, record.run).counter)
        isMore = page.cursor !== at && (indexesOf.at(-1) ?? 0) <= last
        at = page.cursor
      }
      for (const index of cluster) again.delete(index)
      for (const [index, counter] of recounted) closed.set(index, counter.block())
    } catch (error) {
      for (const counter of recounted.values()) forget(counter.block())
      throw error
    } finally {
      recounted.clear()
    }
  }

  return {
    async step() {
      await takeBack()
      const order = indexes()
      const [cluster] = clustersOf(order)
      if (cluster) {
        await countAgain(order, cluster)
        return true
      }
      const page = await store.after(cursor, pageRecords)
      for (const [place, record] of page.records.entries())
        count(record, tail.of(blockOf(page.arrivals[place]!), record.run).counter)
      const isMore = page.cursor !== cursor // a page may be short, and not be the last
      cursor = page.cursor
      return isMore
    },
    blocks,
    sample,
    get position() {
      return { cursor, again: again.size }
    },
    get generation() {
      return generation
    },
    get isCut() {
      return isCut
    },
  }
}

const blockOf = (arrival: number): number => Math.floor(arrival / BLOCK_ARRIVALS)

/** The cursor before the blocks that are read ahead of a block for their runs. */
function cursorBefore(order: readonly number[], from: number): string {
  const first = order[Math.max(0, order.indexOf(from) - CONTEXT_BLOCKS)] ?? from
  return String(Math.max(0, first * BLOCK_ARRIVALS - 1))
}

const sizeOf = ({ cells, tallies }: Block): number =>
  cells.reduce(
    (sum, { answers, flow, outcomes }) => sum + answers.length + flow.length + outcomes.length,
    0,
  ) +
  tallies.live.size +
  tallies.test.size
