import type { Sql } from '../sql/Sql.ts'
import type { CaseState } from './moves.ts'

/** Cases, `c`, that are whole, each with the record that opened it: one that is gone has no text. */
export const casesOf = ({ db }: Pick<Sql, 'db'>) =>
  db
    .selectFrom('cases as c')
    .leftJoin('case_records as k', (join) =>
      join.onRef('k.case_number', '=', 'c.number').on('k.part', '=', 'opened'),
    )
    .leftJoin('records as r', (join) =>
      join
        .onRef('r.received', '=', 'k.received')
        .onRef('r.mode', '=', 'k.mode')
        .onRef('r.arrival', '=', 'k.arrival'),
    )
    .select([
      'c.number',
      'c.project',
      'c.mode',
      'c.rule',
      'c.run',
      'c.survey',
      'c.touchpoint',
      'c.owner',
      'c.received',
      'c.due',
      'c.changed',
      'r.json',
    ])
    .select((eb) => eb.ref('c.state').$castTo<CaseState>().as('state'))
    .where('c.state', '<>', 'half')
