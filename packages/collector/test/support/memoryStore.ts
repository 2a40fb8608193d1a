import type { AppendOutcome, KeptRecord, Store } from '../../src/Store.ts'
import { DIALECTS } from '../../src/sql/dialects.ts'

/** What several stores of one memory share, as several connections share a database. */
export const memory = () => ({ rows: [] as KeptRecord[], ids: new Map<string, KeptRecord>() })

/** The least that a store can be: records in an array. What is not kept here says so when it is asked for. */
export function memoryStore({ rows, ids }: ReturnType<typeof memory>): Store {
  let isOpen = true
  const check = () => {
    if (!isOpen) throw new Error('closed')
  }
  const not = async () => {
    throw new Error('a store of records alone')
  }
  async function adopt(given: readonly KeptRecord[]): Promise<AppendOutcome[]> {
    check()
    if (given.some(({ mode }) => mode !== 'live' && mode !== 'test')) throw new Error('check: mode')
    return given.map((row) => {
      const key = `${row.project} ${row.id}`
      const kept = ids.get(key)
      if (kept) return kept.json === row.json ? 'duplicate' : 'conflict'
      ids.set(key, row)
      rows.push(row)
      return 'stored'
    })
  }
  return {
    append: (project, batch, arrival) => adopt(batch.map((row) => ({ ...row, ...arrival, project }))),
    adopt,
    async after(cursor, limit) {
      const from = Number(cursor ?? 0)
      const records = rows.slice(from, from + limit)
      const arrivals = records.map((_, place) => from + place + 1)
      return { records, arrivals, cursor: String(from + records.length) }
    },
    end: async () => String(rows.length),
    async *read({ mode, since = 0, project }) {
      const page = rows.filter(
        (row) =>
          (mode === 'all' || row.mode === mode) &&
          row.received >= since &&
          (project === undefined || row.project === project),
      )
      if (page.length > 0)
        yield page.map(({ project, received, sentAt, json }) => ({ project, received, sentAt, json }))
    },
    async totals() {
      const live = rows.filter(({ mode }) => mode === 'live').length
      return { live, test: rows.length - live }
    },
    sql: { ...DIALECTS.sqlite, run: not },
    publications: { latest: async () => undefined, definitions: not, publish: not, completions: not },
    owner: {
      remove: not,
      removeBefore: not,
      countBefore: not,
      gone: not,
      bury: not,
      tidy: not,
      knownPersons: not,
      countOfKey: not,
    },
    ping: async () => check(),
    async close() {
      isOpen = false
    },
  }
}
