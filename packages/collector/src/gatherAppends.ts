import type { AppendOutcome, KeptRecord } from './Store.ts'

type Commit = (rows: readonly KeptRecord[]) => Promise<AppendOutcome[]>

interface Waiting {
  rows: readonly KeptRecord[]
  resolve: (outcomes: AppendOutcome[]) => void
  reject: (error: unknown) => void
}

export interface GatherOptions {
  /** Most commits under way; what comes meanwhile waits, and shares the next one. */
  atOnce: number
  /** Most records of a shared commit: nothing else is answered while SQLite writes. @defaultValue 500 */
  mostRecords?: number
  /** Whether a failure may lie in a record, and not in the database: then each batch is tried by itself. */
  isOfData: (error: unknown) => boolean
}

/**
 * Lets batches of several senders share a commit: a flush of the disk costs the same for one record and for hundreds. No
 * batch waits for another to come: those that share are there already when a commit begins.
 */
export function gatherAppends(
  commit: Commit,
  { atOnce, mostRecords = 500, isOfData }: GatherOptions,
): Commit {
  const waiting: Waiting[] = []
  let underWay = 0
  let isPlanned = false

  async function settle(shared: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await commit(shared.flatMap(({ rows }) => rows))
      let from = 0
      for (const { rows, resolve } of shared) resolve(outcomes.slice(from, (from += rows.length)))
    } catch (error) {
      if (shared.length > 1 && isOfData(error)) for (const one of shared) await settle([one])
      else for (const { reject } of [...shared, ...waiting.splice(0)]) reject(error) // all hear it while they still listen
    }
  }

  function start(): void {
    isPlanned = false
    while (waiting.length > 0 && underWay < atOnce) {
      let records = waiting[0]?.rows.length ?? 0
      let count = 1
      for (; count < waiting.length; count += 1) {
        records += waiting[count]?.rows.length ?? 0
        if (records > mostRecords) break
      }
      underWay += 1
      settle(waiting.splice(0, count)).finally(() => {
        underWay -= 1
        plan()
      })
    }
  }

  /** After what has arrived by now was read: it may share. */
  function plan(): void {
    if (isPlanned || waiting.length === 0 || underWay >= atOnce) return
    isPlanned = true
    setImmediate(start)
  }

  return (rows) =>
    new Promise((resolve, reject) => {
      waiting.push({ rows, resolve, reject })
      plan()
    })
}
