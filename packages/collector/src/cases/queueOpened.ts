import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Sql } from '../sql/Sql.ts'
import type { Tables } from '../sql/Tables.ts'

interface Opened extends Tables {
  c: Tables['cases']
  k: Tables['case_records']
}

/** Puts the records that opened cases, `c`, among the items of a sink. What is there already is for the caller to say. */
export const queueOpened = (
  { db }: Pick<Sql, 'db'>,
  sink: string,
  nowMs: number,
  which: (eb: ExpressionBuilder<Opened, 'c' | 'k'>) => Expression<SqlBool>,
) =>
  db
    .insertInto('forward_items')
    .columns([
      'sink',
      'project',
      'id',
      'mode',
      'arrival',
      'received',
      'case_number',
      'state',
      'tries',
      'faults',
      'since',
      'due',
    ])
    .expression(
      db
        .selectFrom('cases as c')
        .innerJoin('case_records as k', (join) =>
          join.onRef('k.case_number', '=', 'c.number').on('k.part', '=', 'opened'),
        )
        .select((eb) => [
          eb.cast<string>(eb.val(sink), 'text').as('sink'),
          'k.project',
          'k.id',
          'k.mode',
          'k.arrival',
          'k.received',
          'c.number',
          sql.lit('waiting').as('state'),
          eb.lit(0).as('tries'),
          eb.lit(0).as('faults'),
          eb.cast<number>(eb.val(nowMs), 'bigint').as('since'),
          eb.cast<number>(eb.val(nowMs), 'bigint').as('due'),
        ])
        .where(which),
    )
