import { prepared } from '../sql/prepared.ts'
import type { Sql } from '../sql/Sql.ts'
import type { Item } from './Item.ts'

/** Gives a function that puts a record among the items, or writes anew what became of it. */
export const putItem = ({ db }: Pick<Sql, 'db'>) =>
  prepared((item: Item & { sink: string; state: 'waiting' | 'dead' }) =>
    db
      .insertInto('forward_items')
      .values({
        sink: item.sink,
        project: item.project,
        id: item.id,
        mode: item.mode,
        arrival: item.arrival,
        received: item.received,
        case_number: item.caseNumber,
        state: item.state,
        tries: item.tries,
        faults: item.faults,
        since: item.since,
        due: item.due,
        code: item.code,
      })
      .onConflict((conflict) =>
        conflict.columns(['sink', 'project', 'id']).doUpdateSet(({ ref }) => ({
          state: ref('excluded.state'),
          tries: ref('excluded.tries'),
          faults: ref('excluded.faults'),
          due: ref('excluded.due'),
          code: ref('excluded.code'),
        })),
      ),
  )
