import type { Generated } from 'kysely'
import type { CaseEvent, CaseRow } from '../cases/caseBook.ts'
import type { CaseState } from '../cases/moves.ts'
import type { Part } from '../cases/partsOf.ts'
import type { GoneId } from '../data/OwnerStore.ts'
import type { Place } from '../forward/Item.ts'
import type { SinkState } from '../forward/SinkRow.ts'
import type { Range } from '../live/createShelf.ts'
import type { Mode, NewRecord } from '../Store.ts'
import type { Publication, PublishedDefinition } from '../surveys/PublicationStore.ts'

/**
 * The tables as statements see them, in SQLite and PostgreSQL alike; what each column is for stands with the migrations
 * that make them. Times are milliseconds since 1970.
 */
export interface Tables {
  records: RecordsTable
  publications: PublicationsTable
  definitions: DefinitionsTable
  gone: GoneId
  gone_completions: { project: string; mode: Mode; survey: string; runs: number }
  key_days: { key: string; day: number; records: number }
  forward_sinks: SinksTable
  forward_items: ItemsTable
  cases: CasesTable
  case_records: Place & { case_number: number; part: Part['part'] }
  case_history: HistoryTable
  mirror: MirrorTable
  mirror_gone: GoneId
  deletions: { block: number; records: number }
  live_blocks: BlocksTable
  /** In PostgreSQL alone: the ids of all records, of which each month has a table. */
  ids: GoneId & { digest: unknown }
  /** In PostgreSQL alone: the sequence of arrival numbers, which can be read like a table. */
  arrivals: { last_value: number; is_called: boolean }
}

interface RecordsTable extends Omit<NewRecord, 'series'> {
  arrival: Generated<number>
  project: string
  received: number
  sent_at: number | null
  /** JSON. */
  series: string | null
}

interface PublicationsTable extends Publication {
  project: string
  mode: Mode
}

interface DefinitionsTable extends PublishedDefinition {
  project: string
  mode: Mode
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

interface CasesTable extends Omit<CaseRow, 'number' | 'state' | 'json'> {
  number: Generated<number>
  matched: 0 | 1
  texted: 0 | 1
  state: CaseState | 'half'
}

interface HistoryTable extends CaseEvent {
  place: Generated<number>
  case_number: number
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

interface BlocksTable extends Range {
  block: number
  form: string
  deleted: number
  data: string | null
}
