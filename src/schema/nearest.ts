/** Edits (insert, delete, replace, swap of two neighbours) that turn one word into the other. */
function distance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, before[j - 2]! + 1)
      next.push(best)
    }
    before = row
    row = next
  }
  return row[b.length]!
}

/** Case, hyphens, underscores and spaces are how people spell the same name. */
const plain = (word: string): string => word.toLowerCase().replace(/[-_\s]/g, '')

/**
 * The right name that was probably meant: the one with the fewest edits (optimal string alignment distance), if
 * those are at most a third of the word (rounded up). A name that begins or ends with the word counts too (`label` → `labels`,
 * `delay` → `delayMs`).
 */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const wanted = plain(word.slice(0, 64))
  if (wanted === '') return undefined
  let found: string | undefined
  let least = Number.POSITIVE_INFINITY
  for (const name of names) {
    const candidate = plain(name)
    const edits = distance(wanted, candidate)
    const close = edits <= Math.ceil(Math.max(wanted.length, candidate.length) / 3)
    const part = wanted.length > 2 && (candidate.startsWith(wanted) || candidate.endsWith(wanted))
    if ((close || part) && edits < least) {
      found = name
      least = edits
    }
  }
  return found
}
