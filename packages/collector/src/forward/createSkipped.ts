import type { SinkRow } from './SinkRow.ts'

/** A cursor that went over records which nobody wants is written down this often, in milliseconds. */
const WRITE_MS = 5000

/** How far was read without finding anything: known here alone for a while, so that records that nobody wants cost no commit. */
export function createSkipped(now: () => number) {
  let version = -1
  let cursor: string | null = null
  let since = 0
  type At = Pick<SinkRow, 'version' | 'cursor'>
  return {
    /** Where to read on; where the row says, once anybody has changed it. */
    cursorOf: (row: At): string | null => (row.version === version ? cursor : row.cursor),
    /** Remembers it; `false` when it is time to write it down. */
    isEarly(row: At, reached: string): boolean {
      if (row.version !== version) since = now()
      version = row.version
      cursor = reached
      return now() - since < WRITE_MS
    },
  }
}
