import { setTimeout as sleep } from 'node:timers/promises'
import { createOutbox } from '../forward/createOutbox.ts'
import type { Mode, Store } from '../Store.ts'
import { createMirrorBook, MIRROR_FEED, type ModeCount } from './mirrorBook.ts'
import type { MirrorTarget } from './mirrorTarget.ts'

export interface MirrorCount {
  project: string
  mode: Mode
  store: number
  mirror: number
}

export interface MirrorVerdict {
  /** Of the records that were copied by then, by project and mode. */
  counts: MirrorCount[]
  isEqual: boolean
  /** Whether records, or deletions, are still to come. */
  isBehind: boolean
}

/** Deletions come in between: then it is counted once more. */
const TRIES = 10
const AGAIN_MS = 1000

/**
 * Counts what both have of the records that were copied so far, while more arrive and others are deleted.
 *
 * @returns `undefined` when nothing was copied yet. Rejects with {@link MirrorError}.
 */
export async function verifyMirror(
  store: Pick<Store, 'sql' | 'after'>,
  target: Pick<MirrorTarget, 'countsUntil'>,
  { tries = TRIES, againMs = AGAIN_MS } = {},
): Promise<MirrorVerdict | undefined> {
  const book = createMirrorBook(store.sql)
  const outbox = createOutbox(store.sql)
  for (let left = tries; ; left -= 1) {
    const [row, state] = [await outbox.row(MIRROR_FEED), await book.read()]
    if (!row?.cursor || !state?.generation) return undefined
    const { cursor } = row
    const here = await book.countsUntil(cursor)
    const there = await target.countsUntil(state.generation, cursor)
    const counts = sideBySide(here, there)
    const isEqual = counts.every(({ store: of, mirror }) => of === mirror)
    const isBehind = state.isGoneQueued || (await store.after(cursor, 1)).records.length > 0
    if (isEqual || left <= 1) return { counts, isEqual, isBehind }
    await sleep(againMs)
  }
}

function sideBySide(here: readonly ModeCount[], there: readonly ModeCount[]): MirrorCount[] {
  const counts = new Map<string, MirrorCount>()
  const of = ({ project, mode }: ModeCount) => {
    const count = counts.get(`${project} ${mode}`) ?? { project, mode, store: 0, mirror: 0 }
    counts.set(`${project} ${mode}`, count)
    return count
  }
  for (const each of here) of(each).store = each.count
  for (const each of there) of(each).mirror = each.count
  return [...counts.values()]
}
