import type { Generated } from 'kysely'
import type { CaseState, Move } from '../cases/moves.ts'
import type { Part } from '../cases/partsOf.ts'
import type { Place } from '../forward/Item.ts'
import type { SinkState } from '../forward/SinkRow.ts'
import type { Mode } from '../Store.ts'

/**
 * The tables as statements see them, in SQLite and PostgreSQL alike; what each column is for stands with the migrations
 * that make them. Times are milliseconds since 1970.
 */
export interface Tables {
  records: RecordsTable
  publications: { project: string; mode: Mode; number: number; published: number; json: string }
  definitions: DefinitionsTable
  gone: { project: string; id: string }
  gone_completions: { project: string; mode: Mode; survey: string; runs: number }
  key_days: { key: string; day: number; records: number }
  forward_sinks: SinksTable
  forward_items: ItemsTable
  cases: CasesTable
  case_records: Place & { case_number: number; part: Part['part'] }
  case_history: HistoryTable
  mirror: MirrorTable
  mirror_gone: { project: string; id: string }
  deletions: { block: number; records: number }
  live_blocks: BlocksTable
  /** In PostgreSQL alone: the ids of all records, of which each month has a table. */
  ids: { project: string; id: string; digest: unknown }
  /** In PostgreSQL alone: the sequence of arrival numbers, which can be read like a table. */
  arrivals: { last_value: number; is_called: boolean }
}

interface RecordsTable {
  arrival: Generated<number>
  project: string
  id: string
  type: string
  mode: Mode
  survey: string | null
  touchpoint: string | null
  phase: string | null
  channel: string | null
  run: string | null
  seq: number | null
  person: string | null
  at: number
  received: number
  sent_at: number | null
  series: string | null
  score: number | null
  json: string
}

interface DefinitionsTable {
  project: string
  mode: Mode
  survey: string
  rev: number
  hash: string
  json: string
  first: number
  last: number
}

interface SinksTable {
  sink: string
  cursor: string | null
  began: number
  version: Generated<number>
  owner: string | null
  until: Generated<number>
  state: Generated<SinkState>
  code: string | null
  failures: Generated<number>
  next_at: Generated<number>
  settled: Generated<number>
  settled_at: number | null
}

interface ItemsTable extends Place {
  sink: string
  case_number: number | null
  state: 'waiting' | 'dead'
  tries: number
  faults: number
  since: number
  due: number
  code: string | null
}

interface CasesTable {
  number: Generated<number>
  project: string
  mode: Mode
  rule: string
  run: string
  survey: string
  touchpoint: string
  matched: 0 | 1
  texted: 0 | 1
  state: CaseState | 'half'
  owner: string
  received: number
  due: number
  changed: number
}

interface HistoryTable {
  place: Generated<number>
  case_number: number
  at: number
  who: string
  move: Move | 'open'
  owner: string
  note: string | null
}

interface MirrorTable {
  only_row: 1
  generation: number
  shape: number
  complete: 0 | 1
  batch_from: string | null
  batch_end: string | null
  hidden_since: number | null
}

interface BlocksTable {
  block: number
  form: string
  since: number
  until: number
  deleted: number
  data: string | null
}
