import type { Counter } from './createCounter.ts'

/** A block that records are still added to. */
export interface OpenBlock {
  index: number
  /** `null` for one that is read again only to know its runs: what belongs to it was counted before. */
  counter: Counter | null
  runs: Set<string>
}

/** Says to which block a record belongs: that in which its run was first heard of, while that is at most the one before. */
export interface Router {
  /** Of a record of this run (`null`: of none), found in this block. Blocks come in order. */
  of(index: number, run: string | null): OpenBlock
  /** The last block, and the one before it. */
  readonly open: readonly OpenBlock[]
}

/** Two blocks are open at a time: a run is over in minutes, but it may cross their border. */
export function createRouter(
  begin: (index: number) => Counter | null,
  closed: (block: OpenBlock) => void,
): Router {
  let open: OpenBlock[] = []
  return {
    of(index, run) {
      if (open.at(-1)?.index !== index) {
        open.push({ index, counter: begin(index), runs: new Set() })
        if (open.length > 2) closed(open[0]!)
        open = open.slice(-2)
      }
      const current = open.at(-1)!
      if (run === null || current.runs.has(run)) return current
      const before = open.length > 1 ? open[0]! : undefined
      if (before?.runs.has(run)) return before
      current.runs.add(run)
      return current
    },
    get open() {
      return open
    },
  }
}
