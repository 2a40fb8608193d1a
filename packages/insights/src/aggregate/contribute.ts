import { bump } from './bump.ts'
import type { Entry } from './Entry.ts'

/** Adds what an entry stands for to its cell, or takes it back. */
export function contribute(entry: Entry, sign: 1 | -1): void {
  if (entry.of === 'answer') {
    const { counts, excluded } = entry.cell
    if (entry.value === null) bump(excluded, 'passed over', sign)
    else {
      const next = (counts.get(entry.value) ?? 0) + sign
      if (next === 0) counts.delete(entry.value)
      else counts.set(entry.value, next)
    }
    if (entry.seqs.length > 1) bump(excluded, 'answered again', sign * (entry.seqs.length - 1))
  } else if (entry.of === 'outcome') {
    entry.cell.n += sign
    if (entry.value === undefined) return
    entry.cell.sum += sign * entry.value
    entry.cell.valued += sign
  } else {
    entry.cell[entry.of === 'responded' ? 'responded' : entry.field] += sign
    if (entry.of === 'flow' && entry.reason !== undefined) bump(entry.cell.reasons, entry.reason, sign)
  }
}
