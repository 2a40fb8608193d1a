import { postgresSql } from '../forward/postgresSql.ts'
import type { PgPool } from '../postgres/pg.ts'
import { createOwner } from './createOwner.ts'
import { postgresTidy } from './postgresTidy.ts'

/** Whether a record is of these people or runs, which are given as two lists from parameter `n` on. */
export const ofSql = (n: number) => `(person = ANY($${n}::text[]) OR run = ANY($${n + 1}::text[]))`

/** What the owner may do, in Postgres. */
export const postgresOwner = (pool: PgPool) => createOwner(postgresSql(pool), postgresTidy(pool))
