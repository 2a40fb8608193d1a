import type { Sql } from './Sql.ts'

/** Items as statements name them, `i`: their table, their columns, and each beside its record, `r`. */
export function itemSql({ prefix }: Pick<Sql, 'prefix'>) {
  const table = `${prefix}forward_items`
  return {
    table,
    columns: `i.project, i.id, i.mode, i.arrival, i.received, i.case_number AS "caseNumber", i.tries, i.faults,
    i.since, i.due, i.code`,
    joined: `${table} i LEFT JOIN ${prefix}records r
    ON r.received = i.received AND r.mode = i.mode AND r.arrival = i.arrival`,
  }
}
