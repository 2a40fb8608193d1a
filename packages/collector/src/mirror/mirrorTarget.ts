import type { GoneId } from '../data/OwnerStore.ts'
import type { Mode } from '../Store.ts'
import type { ClickhouseHttp } from './clickhouseHttp.ts'
import { MirrorError } from './MirrorError.ts'
import type { ModeCount } from './mirrorBook.ts'
import { MIRROR_COLUMNS } from './mirrorColumns.ts'
import type { MirrorRow } from './mirrorRow.ts'

/** The tables of a mirror that are there, and what the server is. */
export interface Prepared {
  generation: number
  /** Numbers of all tables, the chosen one among them. */
  generations: readonly number[]
  /** 22.2 or newer: it knows tokens, and replaces a view in one step. */
  isRecent: boolean
}

/** What is done over there. Each may be done twice, and late: it counts once. Rejects with {@link MirrorError}. */
export type MirrorTarget = ReturnType<typeof createMirrorTarget>

const MIRROR_VIEW = 'pulso_mirror'
const TABLE = 'pulso_mirror_rows_'

/** `insert_deduplication_token` came with 22.2; plain tables keep tokens where they are told for how many inserts. */
const TOKENS_SINCE = [22, 2] as const
const TOKEN_SETTINGS = 'SETTINGS non_replicated_deduplication_window = 1000, fsync_after_insert = 1'

/** The mirror's tables and view in a database of ClickHouse. */
export function createMirrorTarget(http: ClickhouseHttp, database: string) {
  const tableOf = (generation: number) => `${database}.${TABLE}${generation}`
  const view = `${database}.${MIRROR_VIEW}`
  const names = async () =>
    (await http.rows(`SELECT name FROM system.tables WHERE database = '${database}'`)).map(({ name }) =>
      String(name),
    )
  const numberOf = (name: string) => Number(new RegExp(`^${TABLE}(\\d+)$`).exec(name)?.[1] ?? 0)

  async function insert(generation: number, lines: readonly object[], token: string, isRecent: boolean) {
    await http.run(`INSERT INTO ${tableOf(generation)} FORMAT JSONEachRow`, {
      body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
      settings: isRecent ? { insert_deduplication_token: token, async_insert: '0' } : {},
    })
  }

  return {
    /** The highest number of a table that is there; 0: there is none. */
    highest: async (): Promise<number> => Math.max(0, ...(await names()).map(numberOf)),

    /**
     * Makes what is missing; the table only when nothing was copied to it yet, or what it had would be missed by nobody.
     * Rejects with `replaced` where another store, or a later rebuild, has begun a table since; with `dropped`.
     */
    async prepare(generation: number, isNew: boolean): Promise<Prepared> {
      const [server] = await http.rows('SELECT version() AS version')
      const [major = 0, minor = 0] = String(server?.version).split('.').map(Number)
      const isRecent = major > TOKENS_SINCE[0] || (major === TOKENS_SINCE[0] && minor >= TOKENS_SINCE[1])
      const databases = await http.rows(`SELECT name FROM system.databases WHERE name = '${database}'`)
      if (databases.length === 0) await http.run(`CREATE DATABASE IF NOT EXISTS ${database}`)
      const there = await names()
      const numbers = there.map(numberOf).filter((number) => number > 0)
      if (numbers.some((number) => number > generation)) throw new MirrorError('replaced')
      if (!isNew && !numbers.includes(generation)) throw new MirrorError('dropped')
      // `gone` is 0, or when the record was deleted (ms): of rows with one id the highest stays, however late one comes.
      // No partitions: one id may come from two stores with two times, and rows are told apart within a partition alone.
      const columns = Object.entries(MIRROR_COLUMNS).map(([name, type]) => `${name} ${type}`)
      await http.run(`CREATE TABLE IF NOT EXISTS ${tableOf(generation)} (${columns.join(', ')}, gone UInt64)
        ENGINE = ReplacingMergeTree(gone) PARTITION BY tuple() ORDER BY (project, id) ${isRecent ? TOKEN_SETTINGS : ''}`)
      if (!there.includes(MIRROR_VIEW)) await http.run(`CREATE VIEW IF NOT EXISTS ${viewSql(generation)}`)
      return { generation, generations: [...new Set([...numbers, generation])], isRecent }
    },

    /** Adds records. @param token - the same for the same rows. */
    add: (to: Prepared, rows: readonly MirrorRow[], token: string): Promise<void> =>
      insert(to.generation, rows, token, to.isRecent),

    /** From now on nobody reads these, whether they are there or are still to come; in older tables too. */
    async hide(to: Prepared, ids: readonly GoneId[], gone: number, token: string): Promise<void> {
      const rows = ids.map(({ project, id }) => ({ project, id, gone }))
      for (const generation of to.generations) await insert(generation, rows, token, to.isRecent)
    },

    /** Begins to take off the disk what was hidden since then. */
    sweep: ({ generation }: Prepared, since: number): Promise<void> =>
      http.run(`ALTER TABLE ${tableOf(generation)} DELETE WHERE gone = 0
        AND (project, id) IN (SELECT project, id FROM ${tableOf(generation)} WHERE gone >= ${since})`),

    /** The table has everything: from now on it is the one that is read, and older ones are dropped. */
    async publish({ generation, generations, isRecent }: Prepared): Promise<void> {
      if (isRecent) await http.run(`CREATE OR REPLACE VIEW ${viewSql(generation)}`)
      else {
        await http.run(`DROP TABLE IF EXISTS ${view}`)
        await http.run(`CREATE VIEW IF NOT EXISTS ${viewSql(generation)}`)
      }
      for (const each of generations.filter((older) => older < generation))
        await http.run(`DROP TABLE IF EXISTS ${tableOf(each)}`)
    },

    /** How many records it has of those that arrived up to a cursor of the store. */
    async countsUntil(generation: number, cursor: string): Promise<ModeCount[]> {
      const rows = await http.rows(`SELECT project, mode, count() AS count FROM ${tableOf(generation)} FINAL
        WHERE gone = 0 AND arrival <= ${Number(cursor)} GROUP BY project, mode ORDER BY project, mode`)
      return rows.map(({ project, mode, count }) => ({
        project: String(project),
        mode: mode as Mode,
        count: Number(count),
      }))
    },
  }

  /** Each record once, and none that was deleted. */
  function viewSql(generation: number): string {
    return `${view} AS SELECT ${Object.keys(MIRROR_COLUMNS).join(', ')},
      toDateTime(intDiv(received, 1000), 'UTC') AS received_at FROM ${tableOf(generation)} FINAL WHERE gone = 0`
  }
}
