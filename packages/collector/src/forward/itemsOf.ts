import type { Sql } from '../sql/Sql.ts'

/** Items, `i`, each beside its record, `r`: one that is gone has no text. */
export const itemsOf = ({ db }: Pick<Sql, 'db'>) =>
  db
    .selectFrom('forward_items as i')
    .leftJoin('records as r', (join) =>
      join
        .onRef('r.received', '=', 'i.received')
        .onRef('r.mode', '=', 'i.mode')
        .onRef('r.arrival', '=', 'i.arrival'),
    )
    .select([
      'i.project',
      'i.id',
      'i.mode',
      'i.arrival',
      'i.received',
      'i.case_number as caseNumber',
      'i.tries',
      'i.faults',
      'i.since',
      'i.due',
      'i.code',
      'r.json',
    ])
