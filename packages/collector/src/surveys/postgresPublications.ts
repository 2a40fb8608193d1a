import { postgresSql } from '../forward/postgresSql.ts'
import type { PgPool } from '../postgres/pg.ts'
import { createPublications } from './createPublications.ts'

export const postgresPublications = (pool: PgPool) => createPublications(postgresSql(pool))
