import type { Place } from '../forward/Item.ts'
import type { Sql, Statement } from '../forward/Sql.ts'
import type { Part } from './partsOf.ts'

/** A record's part in a case, and where the record is. */
export interface PlacedPart extends Part, Place {
  run: string
  survey: string
  touchpoint: string
}

type Prefixed = Pick<Sql, 'prefix'>

/** Statements that take a part of a case, and open the case when it is whole. */
export const takePart = (sql: Prefixed, part: PlacedPart, nowMs: number): Statement[] => [
  ...notePart(sql, part, nowMs),
  ...openWhole(sql, part, nowMs),
]

/** Of the half, the bits; of each part, where its record is. */
function notePart({ prefix }: Prefixed, part: PlacedPart, nowMs: number): Statement[] {
  const [cases, parts] = [`${prefix}cases`, `${prefix}case_records`]
  const { rule, project } = part
  const key = [project, rule.id, part.run]
  return [
    {
      text: `INSERT INTO ${cases} AS c
          (project, rule, run, mode, survey, touchpoint, matched, texted, state, owner, received, due, changed)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'half', $9, $10, $11, $12)
        ON CONFLICT (project, rule, run) DO UPDATE SET
          matched = CASE WHEN excluded.matched = 1 THEN 1 ELSE c.matched END,
          texted = CASE WHEN excluded.texted = 1 THEN 1 ELSE c.texted END,
          received = CASE WHEN c.state = 'half' THEN excluded.received ELSE c.received END,
          due = CASE WHEN c.state = 'half' THEN excluded.due ELSE c.due END`,
      values: [
        ...key,
        part.mode,
        part.survey,
        part.touchpoint,
        part.part === 'opened' ? 1 : 0,
        part.hasText || !rule.when.textPresent ? 1 : 0,
        rule.owner,
        part.received,
        part.received + Math.round(rule.dueHours * 3_600_000),
        nowMs,
      ],
    },
    {
      // What opened it stays; of texts and contacts the latest counts, as a visitor may change them.
      text: `INSERT INTO ${parts} (case_number, part, project, id, mode, arrival, received)
        SELECT number, CAST($4 AS text), project, CAST($5 AS text), mode, CAST($6 AS bigint), CAST($7 AS bigint)
        FROM ${cases} WHERE project = $1 AND rule = $2 AND run = $3
        ON CONFLICT (case_number, part) DO ${
          part.part === 'opened'
            ? 'NOTHING'
            : 'UPDATE SET id = excluded.id, arrival = excluded.arrival, received = excluded.received'
        }`,
      values: [...key, part.part, part.id, part.arrival, part.received],
    },
  ]
}

/** Halves of this rule and run that are whole now: their sinks are told, the history begins. */
function openWhole({ prefix }: Prefixed, { rule, project, run }: PlacedPart, nowMs: number): Statement[] {
  const [cases, parts, history] = [`${prefix}cases`, `${prefix}case_records`, `${prefix}case_history`]
  const key = [project, rule.id, run]
  const whole = `c.project = $1 AND c.rule = $2 AND c.run = $3 AND c.state = 'half' AND c.matched = 1 AND c.texted = 1`
  return [
    ...rule.sinks.map((sink) => ({
      text: `INSERT INTO ${prefix}forward_items
          (sink, project, id, mode, arrival, received, case_number, state, tries, faults, since, due)
        SELECT CAST($4 AS text), k.project, k.id, k.mode, k.arrival, k.received, c.number, 'waiting', 0, 0,
          CAST($5 AS bigint), CAST($5 AS bigint)
        FROM ${cases} c JOIN ${parts} k ON k.case_number = c.number AND k.part = 'opened' WHERE ${whole}
        ON CONFLICT (sink, project, id) DO NOTHING`,
      values: [...key, sink, nowMs],
    })),
    {
      text: `INSERT INTO ${history} (case_number, at, who, move, owner)
        SELECT c.number, CAST($4 AS bigint), CAST($5 AS text), 'open', c.owner FROM ${cases} c WHERE ${whole}`,
      values: [...key, nowMs, `rule ${rule.id}`],
    },
    {
      text: `UPDATE ${cases} AS c SET state = 'open', changed = $4 WHERE ${whole}`,
      values: [...key, nowMs],
    },
  ]
}
