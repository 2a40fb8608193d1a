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
  /** Arrival numbers that one statement may look through: in SQLite nothing else runs meanwhile. */
  stepArrivals: number
}

const sqlite: Dialect = {
  dialect: 'sqlite',
  db: compileOnly({
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (of) => new SqliteIntrospector(of),
  }),
  clock: sql`CAST(unixepoch('subsec') * 1000 AS INTEGER)`,
  idText: (column) => sql`${column}`,
  isAmong: (column, values) => sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`,
  stepArrivals: 20_000,
}

const ARRAYS = { text: sql`text[]`, id: sql`uuid[]` }

const postgres: Dialect = {
  dialect: 'postgres',
  db: compileOnly({
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (of) => new PostgresIntrospector(of),
  }).withSchema('pulso'),
  clock: sql`(extract(epoch FROM clock_timestamp()) * 1000)::bigint`,
  idText: (column) => sql`replace(${column}::text, '-', '')`,
  isAmong: (column, values, type = 'text') => sql`${column} = ANY(${values}::${ARRAYS[type]})`,
  stepArrivals: Number.MAX_SAFE_INTEGER,
}

/** What SQLite and PostgreSQL write each in its own way. */
export const DIALECTS = { sqlite, postgres }
