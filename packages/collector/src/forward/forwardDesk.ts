import type { Store } from '../Store.ts'
import { createDeadLetters, type DeadLetter } from './createDeadLetters.ts'
import { createOutbox } from './createOutbox.ts'
import { cursorSince } from './cursorSince.ts'
import type { Rule } from './forwardFile.ts'
import type { Feed } from './readForwarding.ts'
import { readPage } from './readPage.ts'
import type { SinkState } from './SinkRow.ts'

/** A sink as an operator sees it. Times in milliseconds since 1970. */
export interface SinkStatus {
  sink: string
  /** `new`: not begun yet. `ok`, `waiting` (it fails, and is tried again), `held` (someone must act). */
  state: SinkState | 'new'
  code: string | null
  nextTryAt: number | null
  /** Arrival of the oldest record that it has not been given yet; `null` when it has all. */
  behindSince: number | null
  settled: number
  settledAt: number | null
  waiting: number
  dead: number
}

export interface DeadLetterView extends Omit<DeadLetter, 'json' | 'caseNumber' | 'due'> {
  /** `null` when the record is gone. */
  record: unknown
}

export const MAX_DEAD_LETTERS = 100

/** What the endpoints and the command do for an operator, with the tables alone: the collector that sends may be another. */
export function createForwardDesk(
  store: Pick<Store, 'sql' | 'after'>,
  sinks: readonly Pick<Feed, 'name' | 'wants'>[],
  rules: readonly Rule[],
) {
  const outbox = createOutbox(store.sql)
  const letters = createDeadLetters(store.sql)
  const feedingRules = (sink: string) => rules.filter((rule) => rule.sinks.includes(sink))

  return {
    knows: (sink: string) => sinks.some(({ name }) => name === sink),

    async status(nowMs: number): Promise<SinkStatus[]> {
      const [rows, counts] = [await outbox.rows(), await outbox.counts()]
      return Promise.all(
        sinks.map(async ({ name: sink, wants }): Promise<SinkStatus> => {
          const row = rows.find((each) => each.sink === sink)
          const { waiting, dead } = counts.get(sink) ?? { waiting: 0, dead: 0 }
          const next = row && wants && (await readPage(store, row.cursor, 1, row.began, wants)).records[0]
          const oldest = Math.min(next?.received ?? Infinity, row?.oldestItem ?? Infinity)
          return {
            sink,
            state: row?.state ?? 'new',
            code: row?.code ?? null,
            nextTryAt: row && row.nextAt > nowMs ? row.nextAt : null,
            behindSince: oldest === Infinity ? null : oldest,
            settled: row?.settled ?? 0,
            settledAt: row?.settledAt ?? null,
            waiting,
            dead,
          }
        }),
      )
    },

    /**
     * Sends again what arrived, or what cases sent, since then.
     *
     * @returns How many cases send again; `undefined` for a sink that is fed with records.
     */
    async replay(sink: string, sinceMs: number, nowMs: number): Promise<{ cases?: number } | 'nothing'> {
      const feeding = feedingRules(sink)
      if (feeding.length > 0) {
        let cases = 0
        for (const { id } of feeding) cases += await outbox.resendCases(sink, id, sinceMs, nowMs)
        return { cases }
      }
      const cursor = await cursorSince(store.sql, sinceMs)
      if (cursor === undefined) return 'nothing'
      return (await outbox.rewind(sink, cursor, sinceMs)) ? {} : 'nothing'
    },

    /** Ends a pause: what failed is tried now. */
    resume: (sink: string, nowMs: number): Promise<boolean> => outbox.resume(sink, nowMs),

    async dead(sink: string, before = Number.MAX_SAFE_INTEGER): Promise<DeadLetterView[]> {
      const found = await letters.list(sink, before, MAX_DEAD_LETTERS)
      return found.map(({ json, caseNumber: _, due: __, ...letter }) => ({
        ...letter,
        record: json === null ? null : JSON.parse(json),
      }))
    },
    requeue: (sink: string, ids: readonly string[] | undefined, nowMs: number): Promise<number> =>
      letters.requeue(sink, ids, nowMs),
    drop: (sink: string, ids: readonly string[] | undefined): Promise<number> => letters.drop(sink, ids),
  }
}

export type ForwardDesk = ReturnType<typeof createForwardDesk>
