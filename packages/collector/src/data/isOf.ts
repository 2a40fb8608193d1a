import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Dialect } from '../sql/dialects.ts'
import type { Tables } from '../sql/Tables.ts'
import type { RecordsOf } from './OwnerStore.ts'

/** Whether a record is of these people or runs. */
export const isOf =
  ({ isAmong }: Pick<Dialect, 'isAmong'>, { persons, runs }: RecordsOf) =>
  (eb: ExpressionBuilder<Tables, 'records'>): Expression<SqlBool> =>
    eb.or([isAmong(eb.ref('person'), persons), isAmong(eb.ref('run'), runs)])
