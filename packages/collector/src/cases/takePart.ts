import { type ExpressionBuilder, sql } from 'kysely'
import type { Place } from '../forward/Item.ts'
import { prepared } from '../sql/prepared.ts'
import type { Sql, Statement } from '../sql/Sql.ts'
import type { Tables } from '../sql/Tables.ts'
import type { Part } from './partsOf.ts'
import { queueOpened } from './queueOpened.ts'

/** A record's part in a case, and where the record is. */
export interface PlacedPart extends Part, Place {
  run: string
  survey: string
  touchpoint: string
}

/** Which case: there is one for each run and rule. */
interface Key {
  project: string
  rule: string
  run: string
}

interface At {
  nowMs: number
}

interface Note extends Key, At {
  mode: PlacedPart['mode']
  survey: string
  touchpoint: string
  matched: 0 | 1
  texted: 0 | 1
  owner: string
  received: number
  due: number
}

/** Gives a function that makes the statements which take a part of a case, and open the case when it is whole. */
export function takePart({ db }: Pick<Sql, 'db'>): (part: PlacedPart, nowMs: number) => Statement[] {
  const note = prepared((one: Note) =>
    db
      .insertInto('cases')
      .values({
        project: one.project,
        rule: one.rule,
        run: one.run,
        mode: one.mode,
        survey: one.survey,
        touchpoint: one.touchpoint,
        matched: one.matched,
        texted: one.texted,
        state: 'half',
        owner: one.owner,
        received: one.received,
        due: one.due,
        changed: one.nowMs,
      })
      .onConflict((conflict) =>
        conflict.columns(['project', 'rule', 'run']).doUpdateSet((eb) => ({
          matched: eb
            .case()
            .when('excluded.matched', '=', 1)
            .then(eb.ref('excluded.matched'))
            .else(eb.ref('cases.matched'))
            .end(),
          texted: eb
            .case()
            .when('excluded.texted', '=', 1)
            .then(eb.ref('excluded.texted'))
            .else(eb.ref('cases.texted'))
            .end(),
          received: eb
            .case()
            .when('cases.state', '=', 'half')
            .then(eb.ref('excluded.received'))
            .else(eb.ref('cases.received'))
            .end(),
          due: eb
            .case()
            .when('cases.state', '=', 'half')
            .then(eb.ref('excluded.due'))
            .else(eb.ref('cases.due'))
            .end(),
        })),
      ),
  )

  /** Where the record of a part is. */
  const place = (one: Key & Place & Pick<PlacedPart, 'part'>) =>
    db
      .insertInto('case_records')
      .columns(['case_number', 'part', 'project', 'id', 'mode', 'arrival', 'received'])
      .expression(
        db
          .selectFrom('cases')
          .select((eb) => [
            'number',
            eb.cast<string>(eb.val(one.part), 'text').as('part'),
            'project',
            eb.cast<string>(eb.val(one.id), 'text').as('id'),
            'mode',
            eb.cast<number>(eb.val(one.arrival), 'bigint').as('arrival'),
            eb.cast<number>(eb.val(one.received), 'bigint').as('received'),
          ])
          .where('project', '=', one.project)
          .where('rule', '=', one.rule)
          .where('run', '=', one.run),
      )
  type Placed = Parameters<typeof place>[0]
  // What opened it stays; of texts and contacts the latest counts, as a visitor may change them.
  const placeOnce = prepared((one: Placed) =>
    place(one).onConflict((conflict) => conflict.columns(['case_number', 'part']).doNothing()),
  )
  const placeLatest = prepared((one: Placed) =>
    place(one).onConflict((conflict) =>
      conflict.columns(['case_number', 'part']).doUpdateSet(({ ref }) => ({
        id: ref('excluded.id'),
        arrival: ref('excluded.arrival'),
        received: ref('excluded.received'),
      })),
    ),
  )

  // Halves that are whole now: their sinks are told, the history begins.
  const queue = prepared((one: Key & At & { sink: string }) =>
    queueOpened({ db }, one.sink, one.nowMs, whole(one)).onConflict((conflict) =>
      conflict.columns(['sink', 'project', 'id']).doNothing(),
    ),
  )
  const begin = prepared((one: Key & At & { who: string }) =>
    db
      .insertInto('case_history')
      .columns(['case_number', 'at', 'who', 'move', 'owner'])
      .expression(
        db
          .selectFrom('cases as c')
          .select((eb) => [
            'c.number',
            eb.cast<number>(eb.val(one.nowMs), 'bigint').as('at'),
            eb.cast<string>(eb.val(one.who), 'text').as('who'),
            sql.lit('open').as('move'),
            'c.owner',
          ])
          .where(whole(one)),
      ),
  )
  const open = prepared((one: Key & At) =>
    db.updateTable('cases as c').set({ state: 'open', changed: one.nowMs }).where(whole(one)),
  )

  return (part, nowMs) => {
    const { rule, project, run } = part
    const key = { project, rule: rule.id, run }
    return [
      note({
        ...key,
        mode: part.mode,
        survey: part.survey,
        touchpoint: part.touchpoint,
        matched: part.part === 'opened' ? 1 : 0,
        texted: part.hasText || !rule.when.textPresent ? 1 : 0,
        owner: rule.owner,
        received: part.received,
        due: part.received + Math.round(rule.dueHours * 3_600_000),
        nowMs,
      }),
      (part.part === 'opened' ? placeOnce : placeLatest)({ ...part, ...key }),
      ...rule.sinks.map((sink) => queue({ ...key, sink, nowMs })),
      begin({ ...key, nowMs, who: `rule ${rule.id}` }),
      open({ ...key, nowMs }),
    ]
  }
}

/** The case, if it is still a half and has all that it waits for. */
const whole =
  ({ project, rule, run }: Key) =>
  (eb: ExpressionBuilder<Tables & { c: Tables['cases'] }, 'c'>) =>
    eb.and([
      eb('c.project', '=', project),
      eb('c.rule', '=', rule),
      eb('c.run', '=', run),
      eb('c.state', '=', 'half'),
      eb('c.matched', '=', 1),
      eb('c.texted', '=', 1),
    ])
