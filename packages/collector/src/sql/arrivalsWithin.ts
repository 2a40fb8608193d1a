import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Dialect } from './dialects.ts'
import type { Tables } from './Tables.ts'

/** Records whose arrival numbers are behind one and up to another. In Postgres they are found by an index that begins with the mode. */
export const arrivalsWithin =
  ({ dialect }: Pick<Dialect, 'dialect'>, from: number, to: number) =>
  (eb: ExpressionBuilder<Tables, 'records'>): Expression<SqlBool> =>
    eb.and([
      ...(dialect === 'postgres' ? [eb('mode', 'in', ['live', 'test'])] : []),
      eb('arrival', '>', from),
      eb('arrival', '<=', to),
    ])
