import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import { MODE_SQL } from '../modeSql.ts'
import type { GoneId, OwnerStore, RecordsOf } from './OwnerStore.ts'

/** Arrival numbers looked at per step: there is no index by person, as every record would pay for what is rare. */
const STEP = 5000
// `+` keeps an index from being used that would find all of a project, in every step anew.
const STEP_SQL = 'arrival > @from AND arrival <= @to AND +project = @project'

/** Whether a record is of these people or runs, which are given as lists in JSON. */
export const OF_SQL = `(person IN (SELECT value FROM json_each(@persons)) OR run IN (SELECT value FROM json_each(@runs)))`

export const namesOf = ({ persons, runs }: RecordsOf) => ({
  persons: JSON.stringify(persons),
  runs: JSON.stringify(runs),
})

interface Doomed {
  arrival: number
  project: string
  id: string
  mode: string
  type: string
  survey: string | null
}
const DOOMED = 'SELECT arrival, project, id, mode, type, survey FROM records'

/** What the owner may do, in SQLite. */
export function sqliteOwner(db: Database): OwnerStore {
  const lastArrival = db.prepare<[], number | null>('SELECT max(arrival) FROM records').pluck()
  const ofStep = db.prepare<object, Doomed>(`${DOOMED} WHERE ${STEP_SQL} AND ${OF_SQL}`)
  const oldest = db.prepare<[string, number, number], Doomed>(
    `${DOOMED} WHERE project = ? AND received < ? ORDER BY received LIMIT ?`,
  )
  const older = db
    .prepare<[string, number], number>('SELECT count(*) FROM records WHERE project = ? AND received < ?')
    .pluck()
  const drop = db.prepare('DELETE FROM records WHERE arrival = ?')
  const bury = db.prepare('INSERT INTO gone (project, id) VALUES (?, ?) ON CONFLICT DO NOTHING')
  const dropById = db.prepare('DELETE FROM records WHERE project = ? AND id = ?')
  const goneAfter = db.prepare<[string, string, number], GoneId>(
    'SELECT project, id FROM gone WHERE (project, id) > (?, ?) ORDER BY project, id LIMIT ?',
  )
  const tally = db.prepare(
    `INSERT INTO gone_completions (project, mode, survey, runs) VALUES (@project, @mode, @survey, 1)
     ON CONFLICT (project, mode, survey) DO UPDATE SET runs = runs + 1`,
  )
  const ofKey = db
    .prepare<object, number>(
      `INSERT INTO key_days (key, day, records) VALUES (@key, @day, @records)
       ON CONFLICT (key, day) DO UPDATE SET records = records + @records RETURNING records`,
    )
    .pluck()

  const removeThose = db.transaction((find: () => Doomed[]): number => {
    const rows = find()
    for (const row of rows) {
      drop.run(row.arrival)
      bury.run(row.project, row.id)
      if (row.type === 'completed') tally.run(row)
    }
    return rows.length
  })

  const buryAll = db.transaction((ids: readonly GoneId[]) => {
    for (const { project, id } of ids) {
      bury.run(project, id)
      dropById.run(project, id)
    }
  })

  return {
    async remove(project, of) {
      const names = namesOf(of)
      const end = lastArrival.get() ?? 0
      let removed = 0
      for (let from = 0; from < end; from += STEP) {
        const step = { from, to: Math.min(end, from + STEP), project, ...names }
        // Looked first, and the lock taken only where there is something: writers do not wait for the reading.
        if (ofStep.get(step)) removed += removeThose.immediate(() => ofStep.all(step))
        await nextTurn()
      }
      return removed
    },
    removeBefore: async (project, before, limit) =>
      removeThose.immediate(() => oldest.all(project, before, limit)),
    countBefore: async (project, before) => older.get(project, before) ?? 0,
    gone: async ({ project, id }, limit) => goneAfter.all(project, id, limit),
    bury: async (ids) => buryAll.immediate(ids),
    tidy: async () => {
      // Deleted text was overwritten (`secure_delete`), but the log still holds pages from before.
      db.pragma('wal_checkpoint(TRUNCATE)')
    },
    async knownPersons(project, mode, persons) {
      const known = new Set<string>()
      const wanted = new Set(persons) // a list of thousands, given to each step, would be sorted anew each time
      const step = db
        .prepare<object, string>(
          `SELECT DISTINCT person FROM records WHERE ${STEP_SQL}
             ${mode === 'all' ? '' : `AND ${MODE_SQL[mode]}`} AND run IS NOT NULL AND person IS NOT NULL`,
        )
        .pluck()
      const end = lastArrival.get() ?? 0
      for (let from = 0; from < end; from += STEP) {
        for (const person of step.all({ from, to: Math.min(end, from + STEP), project }))
          if (wanted.has(person)) known.add(person)
        await nextTurn()
      }
      return known
    },
    countOfKey: async (key, day, records) => ofKey.get({ key, day, records }) ?? 0,
  }
}
