import type { Range } from './createShelf.ts'
import { BLOCK_ARRIVALS } from './deletionTables.ts'

/** A block read again needs the runs of those before it: a run may have crossed two borders. */
const CONTEXT_BLOCKS = 2

/** Block of an arrival number. */
export const blockOf = (arrival: number): number => Math.floor(arrival / BLOCK_ARRIVALS)

/** The cursor before the blocks that are read ahead of a block for their runs. */
export function cursorBefore(order: readonly number[], from: number): string {
  const first = order[Math.max(0, order.indexOf(from) - CONTEXT_BLOCKS)] ?? from
  return String(Math.max(0, first * BLOCK_ARRIVALS - 1))
}

/** Blocks to be counted again, those beside each other together. */
export function clustersOf(order: readonly number[], again: ReadonlySet<number>): number[][] {
  const clusters: number[][] = []
  for (const [place, index] of order.entries()) {
    if (!again.has(index)) continue
    if (place > 0 && again.has(order[place - 1]!)) clusters.at(-1)!.push(index)
    else clusters.push([index])
  }
  return clusters
}

/** The blocks that decide what a block holds: those beside it, with which it may share runs. */
export function rangeOf(order: readonly number[], index: number): Range {
  const place = order.indexOf(index)
  return { since: order[place - 1] ?? 0, until: order[place + 1] ?? Number.MAX_SAFE_INTEGER }
}
