import type { Database } from 'better-sqlite3'
import type { Definition, Publication, PublicationStore, PublishedDefinition } from './PublicationStore.ts'

const COMPLETIONS = `
  SELECT survey, sum(runs) AS runs FROM (
    SELECT survey, count(*) AS runs FROM records
    WHERE type = 'completed' AND project = @project AND mode = @mode AND survey IN (SELECT value FROM json_each(@surveys))
    GROUP BY survey
    UNION ALL
    SELECT survey, runs FROM gone_completions
    WHERE project = @project AND mode = @mode AND survey IN (SELECT value FROM json_each(@surveys))
  ) GROUP BY survey`

/** Published surveys in SQLite, in the database of the records. */
export function sqlitePublications(db: Database): PublicationStore {
  const latest = db.prepare<[string, string], Publication>(
    'SELECT number, published, json FROM publications WHERE project = ? AND mode = ? ORDER BY number DESC LIMIT 1',
  )
  const definitions = db.prepare<[string, string], PublishedDefinition>(
    `SELECT survey, rev, hash, json, first, last FROM definitions
     WHERE project = ? AND mode = ? ORDER BY survey, rev, last, hash`,
  )
  const completions = db.prepare<object, { survey: string; runs: number }>(COMPLETIONS)
  const add = db.prepare(
    `INSERT INTO publications (project, mode, number, published, json)
     VALUES (@project, @mode, @number, @published, @json) ON CONFLICT DO NOTHING`,
  )
  const define = db.prepare(
    `INSERT INTO definitions (project, mode, survey, rev, hash, json, first, last)
     VALUES (@project, @mode, @survey, @rev, @hash, @json, @number, @number)
     ON CONFLICT (project, mode, survey, rev, hash) DO UPDATE SET json = @json, last = @number`,
  )
  const publish = db.transaction(
    (place: object, publication: Publication, all: readonly Definition[]): boolean => {
      if (add.run({ ...place, ...publication }).changes === 0) return false
      for (const definition of all) define.run({ ...place, ...definition, number: publication.number })
      return true
    },
  )

  return {
    latest: async (project, mode) => latest.get(project, mode),
    definitions: async (project, mode) => definitions.all(project, mode),
    publish: async (place, publication, all) => publish.immediate(place, publication, all),
    completions: async (project, mode, surveys) => {
      const rows = completions.all({ project, mode, surveys: JSON.stringify(surveys) })
      return new Map(rows.map(({ survey, runs }) => [survey, runs]))
    },
  }
}
