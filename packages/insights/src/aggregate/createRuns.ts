import { bump } from './bump.ts'
import { contribute } from './contribute.ts'
import { createWindow } from './createWindow.ts'
import type { Entry } from './Entry.ts'

/** What the latest runs have added, so that each answer counts once. */
export interface Runs {
  /** Counts an entry, or makes one of it and what is known of the same thing in the same run. */
  take(run: string, entry: Entry): void
  entries(): Iterable<[run: string, entries: Entry[]]>
}

/**
 * Starts with no runs.
 *
 * @param size - runs remembered, the latest ones; up to twice as many.
 * @param findings - where a record that came twice is counted, as `duplicate`.
 */
export function createRuns(size: number, findings: { [reason: string]: number }): Runs {
  const recent = createWindow<Entry[]>(size)
  return {
    entries: recent.entries,
    take(run, entry) {
      const list = recent.get(run)
      const known = list?.find((one) => isSame(one, entry))
      if (!known) {
        contribute(entry, 1)
        if (list) list.push(entry)
        else recent.set(run, [entry])
      } else if (known.of === 'responded' && entry.of === 'responded') {
        if (entry.day >= known.day) return // a run that crosses midnight has responded once, on its first day
        contribute(known, -1)
        Object.assign(known, entry)
        contribute(known, 1)
      } else if (known.of === 'answer' && entry.of === 'answer') {
        const fresh = entry.seqs.filter((seq) => !known.seqs.includes(seq))
        if (fresh.length < entry.seqs.length) bump(findings, 'duplicate', entry.seqs.length - fresh.length)
        if (fresh.length === 0) return
        contribute(known, -1)
        known.seqs.push(...fresh)
        if (entry.best > known.best) {
          known.best = entry.best
          known.cell = entry.cell
          known.value = entry.value
        }
        contribute(known, 1)
      } else bump(findings, 'duplicate', 1)
    },
  }
}

/** Whether two entries of one run are about the same thing. */
const isSame = (a: Entry, b: Entry): boolean =>
  a.of === b.of &&
  (a.of === 'answer'
    ? a.question === (b as typeof a).question
    : a.of === 'flow'
      ? a.field === (b as typeof a).field && a.seq === (b as typeof a).seq
      : true)
