import type { PulsoRecord } from '@pulso/web/schema'
import { InsightsError } from '../InsightsError.ts'
import type { Cell, CellKey, FlowCell } from './Cell.ts'
import { checkRecord, type LineProblem } from './checkRecord.ts'
import { createWindow, type Window } from './createWindow.ts'
import { type PeriodLength, periodOf } from './periodOf.ts'

/** How fine to count. */
export interface AggregateOptions {
  /** @defaultValue `'day'` */
  period?: PeriodLength
  /** Keys of `context` by which to split; each multiplies the cells. @defaultValue none */
  segments?: readonly string[]
  /** Cells it may grow to before it refuses. @defaultValue `200_000` */
  maxCells?: number
  /**
   * Runs it remembers, the latest ones (up to twice as many), to notice a changed answer and a record that comes twice.
   * @defaultValue `10_000`
   */
  window?: number
  /** No record is later than this, milliseconds since 1970. @defaultValue not checked */
  latest?: number
}

/** What an aggregate is made of, as plain data: for a file, a message, a database row. */
export interface AggregateData {
  v: 1
  cells: { key: CellKey; counts: [number | string, number][]; excluded: { [reason: string]: number } }[]
  flow: FlowCell[]
  outcomes: OutcomeCell[]
  /** Records that were left out, by reason. */
  findings: { [reason: string]: number }
  records: number
}

/** What customers did, by kind, currency and period. */
export interface OutcomeCell {
  kind: string
  currency: string
  period: string
  n: number
  /** Sum of the values given, and how many were. */
  sum: number
  valued: number
}

/**
 * Counts of records: one pass, and memory that grows with the number of cells, not of records. Counting parts and merging
 * them gives what counting everything gives, and each record moves the numbers at once.
 */
export interface Aggregate {
  /** Counts one record. */
  add(record: PulsoRecord): void
  /** Counts one line of NDJSON. What is no record is counted under its reason. An empty line is nothing. */
  addLine(line: string): void
  /** Takes another aggregate in. The other is left as it was. */
  merge(other: Aggregate): void
  /** How long the periods of its cells are. */
  readonly period: PeriodLength
  readonly cells: readonly Cell[]
  readonly flow: readonly FlowCell[]
  readonly outcomes: readonly OutcomeCell[]
  /** Left out, by reason: duplicates, test mode, lines that are no record. */
  readonly findings: Readonly<{ [reason: string]: number }>
  /** Records seen, those left out too. */
  readonly records: number
  toJSON(): AggregateData
}

/** What a record (or several of one answer) has added to a cell, so that it can be taken back. */
type Entry =
  | {
      of: 'answer'
      question: string
      cell: Cell
      value: number | string | null
      best: number
      seqs: number[]
    }
  | { of: 'flow'; field: 'shown' | 'completed' | 'dismissed'; seq: number; cell: FlowCell; reason?: string }
  | { of: 'responded'; cell: FlowCell; day: string }
  | { of: 'outcome'; cell: OutcomeCell; value: number | undefined }

/** Whether two entries of one run are about the same thing. */
const isSame = (a: Entry, b: Entry): boolean =>
  a.of === b.of &&
  (a.of === 'answer'
    ? a.question === (b as typeof a).question
    : a.of === 'flow'
      ? a.field === (b as typeof a).field && a.seq === (b as typeof a).seq
      : true)

/** What merging needs to know of the other side. */
interface Inner extends Aggregate {
  readonly recent: Window<Entry[]>
}

/**
 * Starts an empty aggregate, or continues one from its data.
 *
 * Within the window a changed answer replaces the one before (`answered again`) and a record that comes twice counts
 * once (`duplicate`). Beyond it both would count: the collector keeps each id once, and a run is over in minutes.
 *
 * @throws {@link InsightsError} `too_many_cells` from `add` when the cells outgrow `maxCells`.
 */
export function createAggregate(options: AggregateOptions = {}, data?: AggregateData): Aggregate {
  const { period = 'day', segments = [], maxCells = 200_000, window = 10_000, latest = Infinity } = options
  const cells = new Map<string, Cell>()
  const flow = new Map<string, FlowCell>()
  const outcomes = new Map<string, OutcomeCell>()
  const recent = createWindow<Entry[]>(window)
  const findings: { [reason: string]: number } = {}
  let records = 0

  /** Finds a cell, or makes it while there is room. */
  const reach = <Found>(map: Map<string, Found>, name: string, make: () => Found): Found => {
    let found = map.get(name)
    if (found === undefined) {
      if (cells.size + flow.size + outcomes.size >= maxCells)
        throw new InsightsError(
          'too_many_cells',
          `The aggregate has ${maxCells} cells. Use a longer period, fewer segments, or raise \`maxCells\`.`,
        )
      found = make()
      map.set(name, found)
    }
    return found
  }

  /** Counts an entry, or makes one of it and what is known of the same thing in the same run. */
  const take = (run: string, entry: Entry): void => {
    const list = recent.get(run)
    const known = list?.find((one) => isSame(one, entry))
    if (!known) {
      contribute(entry, 1)
      if (list) list.push(entry)
      else recent.set(run, [entry])
    } else if (known.of === 'responded' && entry.of === 'responded') {
      if (entry.day >= known.day) return // a run that crosses midnight has responded once, on its first day
      contribute(known, -1)
      Object.assign(known, entry)
      contribute(known, 1)
    } else if (known.of === 'answer' && entry.of === 'answer') {
      const fresh = entry.seqs.filter((seq) => !known.seqs.includes(seq))
      if (fresh.length < entry.seqs.length) bump(findings, 'duplicate', entry.seqs.length - fresh.length)
      if (fresh.length === 0) return
      contribute(known, -1)
      known.seqs.push(...fresh)
      if (entry.best > known.best) {
        known.best = entry.best
        known.cell = entry.cell
        known.value = entry.value
      }
      contribute(known, 1)
    } else bump(findings, 'duplicate', 1)
  }

  const segmentsOf = (record: PulsoRecord): { [name: string]: string } | undefined => {
    if (segments.length === 0) return undefined
    const found: { [name: string]: string } = {}
    for (const name of segments) found[name] = String(record.context?.[name] ?? '')
    return found
  }

  function add(record: PulsoRecord): void {
    records += 1
    if (record.mode === 'test') {
      bump(findings, 'test mode', 1)
      return
    }
    const day = periodOf(record.at, period)
    if (record.type === 'outcome') {
      const { kind, currency = '', value } = record
      const cell = reach(outcomes, `${kind}\n${currency}\n${day}`, () => ({
        ...{ kind, currency, period: day, n: 0, sum: 0, valued: 0 },
      }))
      take(record.id, { of: 'outcome', cell, value })
      return
    }
    const { survey, touchpoint, run, seq } = record
    const named = segmentsOf(record)
    // the names of cells are put together here, not from a key that would be made anew for each of a million records
    const place =
      `${survey.id}\n${survey.kind}\n${survey.audience}\n${touchpoint.id}\n${touchpoint.phase}\n${touchpoint.channel}\n` +
      `${touchpoint.stage}\n${day}\n${touchpoint.journey ?? ''}${named ? `\n${JSON.stringify(named)}` : ''}`
    const placeKey = (): FlowCell['key'] => ({
      survey: survey.id,
      kind: survey.kind,
      audience: survey.audience,
      touchpoint: touchpoint.id,
      phase: touchpoint.phase,
      channel: touchpoint.channel,
      stage: touchpoint.stage,
      period: day,
      ...(touchpoint.journey !== undefined && { journey: touchpoint.journey }),
      ...(named && { segments: named }),
    })
    if (record.type !== 'answered') {
      take(run, {
        of: 'flow',
        field: record.type,
        seq,
        cell: reach(flow, place, () => emptyFlow(placeKey())),
        ...(record.type === 'dismissed' && { reason: record.reason }),
      })
      return
    }
    const { question } = record
    const value = countable(record.value)
    if (value === undefined) {
      bump(findings, 'not counted: contact', 1)
      return
    }
    const { role, dimension, facet, points } = question
    const wording = question.instrument ?? survey.hash
    const name = `${place}\n${question.id}\n${question.type}\n${wording}\n${role ?? ''}\n${dimension ?? ''}\n${facet ?? ''}\n${points ?? ''}`
    const cell = reach(cells, name, () => ({
      key: {
        ...placeKey(),
        ...{ question: question.id, type: question.type, wording },
        ...(role !== undefined && { role }),
        ...(dimension !== undefined && { dimension }),
        ...(facet !== undefined && { facet }),
        ...(points !== undefined && { points }),
      },
      counts: new Map(),
      excluded: {},
    }))
    take(run, { of: 'answer', question: question.id, cell, value, best: seq, seqs: [seq] })
    if (value !== null)
      take(run, { of: 'responded', cell: reach(flow, place, () => emptyFlow(placeKey())), day })
  }

  const absorb = (other: AggregateData): void => {
    for (const { key, counts, excluded } of other.cells) {
      const cell = reach(cells, nameOf(key), () => ({ key, counts: new Map(), excluded: {} }))
      for (const [value, count] of counts) cell.counts.set(value, (cell.counts.get(value) ?? 0) + count)
      for (const [reason, count] of Object.entries(excluded)) bump(cell.excluded, reason, count)
    }
    for (const { key, reasons, ...counts } of other.flow) {
      const cell = reach(flow, flowNameOf(key), () => emptyFlow(key))
      for (const field of ['shown', 'responded', 'completed', 'dismissed'] as const)
        cell[field] += counts[field]
      for (const [reason, count] of Object.entries(reasons)) bump(cell.reasons, reason, count)
    }
    for (const { kind, currency, period: day, n, sum, valued } of other.outcomes) {
      const cell = reach(outcomes, `${kind}\n${currency}\n${day}`, () => ({
        ...{ kind, currency, period: day, n: 0, sum: 0, valued: 0 },
      }))
      cell.n += n
      cell.sum += sum
      cell.valued += valued
    }
    for (const [reason, count] of Object.entries(other.findings)) bump(findings, reason, count)
    records += other.records
  }
  if (data) absorb(data)

  /** The entry of another aggregate, about the cell of this one. */
  const translate = (entry: Entry): Entry => {
    if (entry.of === 'answer')
      return { ...entry, seqs: [...entry.seqs], cell: cells.get(nameOf(entry.cell.key))! }
    if (entry.of === 'outcome') return { ...entry, cell: outcomes.get(outcomeNameOf(entry.cell))! }
    return { ...entry, cell: flow.get(flowNameOf(entry.cell.key))! }
  }

  const aggregate: Inner = {
    period,
    recent,
    add,
    addLine(line) {
      if (line.trim() === '') return
      let value: unknown
      try {
        value = JSON.parse(line)
      } catch {
        records += 1
        return bump(findings, 'no JSON' satisfies LineProblem, 1)
      }
      const record = checkRecord(value, latest)
      if (typeof record !== 'string') return add(record)
      records += 1
      bump(findings, record, 1)
    },
    merge(other) {
      const theirs = [...(other as Inner).recent.entries()]
      absorb(other.toJSON())
      for (const [run, entries] of theirs)
        for (const entry of entries) {
          const copy = translate(entry)
          contribute(copy, -1) // absorbed already; counted again with what is known here of the same run
          take(run, copy)
        }
    },
    get cells() {
      return [...cells.values()].filter(
        (cell) => cell.counts.size > 0 || Object.keys(cell.excluded).length > 0,
      )
    },
    get flow() {
      return [...flow.values()].filter(
        (cell) => cell.shown + cell.responded + cell.completed + cell.dismissed > 0,
      )
    },
    get outcomes() {
      return [...outcomes.values()].filter(({ n }) => n > 0)
    },
    findings,
    get records() {
      return records
    },
    toJSON: () => ({
      v: 1,
      cells: aggregate.cells.map(({ key, counts, excluded }) => ({
        key,
        counts: [...counts].sort(([a], [b]) => (a < b ? -1 : 1)),
        excluded: { ...excluded },
      })),
      flow: aggregate.flow.map((cell) => ({ ...cell, reasons: { ...cell.reasons } })),
      outcomes: aggregate.outcomes.map((cell) => ({ ...cell })),
      findings: { ...findings },
      records,
    }),
  }
  return aggregate
}

/** Adds what an entry stands for, or takes it back. */
function contribute(entry: Entry, sign: 1 | -1): void {
  if (entry.of === 'answer') {
    const { counts, excluded } = entry.cell
    if (entry.value === null) bump(excluded, 'passed over', sign)
    else {
      const next = (counts.get(entry.value) ?? 0) + sign
      if (next === 0) counts.delete(entry.value)
      else counts.set(entry.value, next)
    }
    if (entry.seqs.length > 1) bump(excluded, 'answered again', sign * (entry.seqs.length - 1))
  } else if (entry.of === 'outcome') {
    entry.cell.n += sign
    if (entry.value === undefined) return
    entry.cell.sum += sign * entry.value
    entry.cell.valued += sign
  } else {
    entry.cell[entry.of === 'responded' ? 'responded' : entry.field] += sign
    if (entry.of === 'flow' && entry.reason !== undefined) bump(entry.cell.reasons, entry.reason, sign)
  }
}

function bump(counts: { [reason: string]: number }, reason: string, by: number): void {
  const next = (counts[reason] ?? 0) + by
  if (next === 0) delete counts[reason]
  else counts[reason] = next
}

const emptyFlow = (key: FlowCell['key']): FlowCell => ({
  ...{ key, shown: 0, responded: 0, completed: 0, dismissed: 0 },
  reasons: {},
})

const outcomeNameOf = ({ kind, currency, period }: OutcomeCell): string => `${kind}\n${currency}\n${period}`

const flowNameOf = (key: FlowCell['key']): string =>
  `${key.survey}\n${key.kind}\n${key.audience}\n${key.touchpoint}\n${key.phase}\n${key.channel}\n${key.stage}\n` +
  `${key.period}\n${key.journey ?? ''}${key.segments ? `\n${JSON.stringify(key.segments)}` : ''}`

const nameOf = (key: CellKey): string =>
  `${flowNameOf(key)}\n${key.question}\n${key.type}\n${key.wording}\n${key.role ?? ''}\n${key.dimension ?? ''}\n` +
  `${key.facet ?? ''}\n${key.points ?? ''}`

/**
 * What of an answer is counted: numbers and choices as they are, several choices each in one (sorted, by comma), a tap
 * on the grid as `positive,negative`, a text as being there. Contact data is nobody's statistic: `undefined`.
 */
function countable(
  value: Extract<PulsoRecord, { type: 'answered' }>['value'],
): number | string | null | undefined {
  if (value === null || typeof value === 'number') return value
  if (typeof value === 'string') return value.length <= 64 && /^[a-z0-9-]+$/.test(value) ? value : 'text'
  if (Array.isArray(value)) return [...value].sort().join(',')
  return 'positive' in value ? `${value.positive},${value.negative}` : undefined
}
