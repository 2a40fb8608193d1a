import {
  type Expression,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  type SqlBool,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely'
import { type Built, built } from './built.ts'
import { compileOnly } from './compileOnly.ts'
import type { Tables } from './Tables.ts'

/** What statements are made of, for one kind of database. */
export interface Dialect {
  dialect: 'sqlite' | 'postgres'
  /** Builds statements over the tables. It runs none: they are given to `run`. */
  db: Kysely<Tables>
  /** Now, in milliseconds since 1970, by the one clock that all processes share: the database's. */
  clock: RawBuilder<number>
  /** The id of a record as its text: 32 hex digits. */
  idText: (column: Expression<string>) => RawBuilder<string>
  /** Whether the text, or the id of a record, in a column is one of these. The statement is the same however many. */
  isAmong: (
    column: Expression<string | null>,
    values: readonly string[],
    type?: 'text' | 'id',
  ) => RawBuilder<SqlBool>
  /** A column by which no index is looked up: in steps by arrival, one would find all of a project, in every step anew. */
  scanned: (column: Expression<string>) => RawBuilder<string>
  /** The last arrival number given out. In PostgreSQL smaller ones may still be under way. */
  lastArrival: Built<{ last: number | null }>
  /** Arrival numbers that one statement may look through: in SQLite nothing else runs meanwhile. */
  stepArrivals: number
}

const inSqlite = compileOnly({
  createAdapter: () => new SqliteAdapter(),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createIntrospector: (of) => new SqliteIntrospector(of),
})

const sqlite: Dialect = {
  dialect: 'sqlite',
  db: inSqlite,
  clock: sql`CAST(unixepoch('subsec') * 1000 AS INTEGER)`,
  idText: (column) => sql`${column}`,
  isAmong: (column, values) => sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`,
  scanned: (column) => sql`+${column}`,
  lastArrival: built(
    inSqlite.selectFrom('records').select(({ fn }) => fn.max<number | null>('arrival').as('last')),
  ),
  stepArrivals: 20_000,
}

const ARRAYS = { text: sql`text[]`, id: sql`uuid[]` }

const inPostgres = compileOnly({
  createAdapter: () => new PostgresAdapter(),
  createQueryCompiler: () => new PostgresQueryCompiler(),
  createIntrospector: (of) => new PostgresIntrospector(of),
}).withSchema('pulso')

const postgres: Dialect = {
  dialect: 'postgres',
  db: inPostgres,
  clock: sql`(extract(epoch FROM clock_timestamp()) * 1000)::bigint`,
  idText: (column) => sql`replace(${column}::text, '-', '')`,
  isAmong: (column, values, type = 'text') => sql`${column} = ANY(${values}::${ARRAYS[type]})`,
  scanned: (column) => sql`${column}`,
  lastArrival: built(
    inPostgres
      .selectFrom('arrivals')
      .select((eb) =>
        eb.case().when('is_called', '=', true).then(eb.ref('last_value')).else(0).end().as('last'),
      ),
  ),
  stepArrivals: Number.MAX_SAFE_INTEGER,
}

/** What SQLite and PostgreSQL write each in its own way. */
export const DIALECTS = { sqlite, postgres }
