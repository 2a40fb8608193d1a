import type { Aggregate, AggregateData, Comment, People, PeriodLength } from '@pulso/insights'
import type { PulsoRecord } from '@pulso/web/schema'
import type { Block, Heard, PackedCells } from './Block.ts'
import type { Sample } from './createSample.ts'
import { isWithin, type LiveFilter, type Place } from './LiveFilter.ts'

/** What a report is made of, of the records that a filter lets through. */
export interface LiveView {
  aggregate: Aggregate
  people: People
}

type Insights = Pick<typeof import('@pulso/insights'), 'createAggregate' | 'createPeople' | 'periodOf'>
type AnswerCell = PackedCells['answers'][number]
type FlowCell = PackedCells['flow'][number]

/** Adds the blocks up. Costs what their cells and the persons in the sample cost, whatever the number of records. */
export function viewOf(
  blocks: readonly Block[],
  filter: LiveFilter,
  sample: Sample,
  { createAggregate, createPeople, periodOf }: Insights,
  options: { segments: readonly string[]; period: PeriodLength },
): LiveView {
  const { mode } = filter
  const answers = new Map<string, AnswerCell & { sums: Map<number | string, number> }>()
  const flow = new Map<string, FlowCell>()
  const outcomes: AggregateData['outcomes'] = []
  const findings: { [reason: string]: number } = {}
  const numberOf = createNumbers()
  const days = new Map<string, string>()
  const periodOfDay = (day: string): string => {
    let period = days.get(day)
    if (period === undefined) days.set(day, (period = periodOf(Date.parse(day), options.period)))
    return period
  }
  /** An outcome is at no touchpoint, of no channel and segment. */
  const isPlaced =
    filter.touchpoint !== undefined || filter.channel !== undefined || Object.keys(filter.segments).length > 0
  let records = 0
  let commented = 0

  for (const block of blocks) {
    for (const cells of block.cells) {
      if (cells.mode !== mode || (filter.project !== undefined && cells.project !== filter.project)) continue
      const isIn = ({ shape, day, segments }: AnswerCell | FlowCell) =>
        isWithin(filter, {
          project: cells.project,
          touchpoint: shape.touchpoint,
          channel: shape.channel,
          day,
          segments,
        })
      for (const cell of cells.answers) {
        if (!isIn(cell)) continue
        const day = periodOfDay(cell.day)
        const name = `${numberOf(cell.shape)} ${day} ${numberOf(cell.segments)}`
        let sum = answers.get(name)
        if (!sum) answers.set(name, (sum = { ...cell, day, sums: new Map(), excluded: {} }))
        for (let i = 0; i < cell.counts.length; i += 2)
          add(sum.sums, cell.counts[i]!, Number(cell.counts[i + 1]))
        addAll(sum.excluded!, cell.excluded)
      }
      for (const cell of cells.flow) {
        if (!isIn(cell)) continue
        const day = periodOfDay(cell.day)
        const name = `${numberOf(cell.shape)} ${day} ${numberOf(cell.segments)}`
        const sum = flow.get(name)
        if (!sum) flow.set(name, { ...cell, day, reasons: { ...cell.reasons } })
        else {
          for (const field of ['shown', 'responded', 'completed', 'dismissed'] as const)
            sum[field] += cell[field]
          addAll(sum.reasons, cell.reasons)
        }
      }
      if (!isPlaced)
        for (const outcome of cells.outcomes)
          if (isWithin(filter, { ...NOWHERE, project: cells.project, day: outcome.period }))
            outcomes.push({ ...outcome, period: periodOfDay(outcome.period) })
    }
    for (const tally of block.tallies[mode].values()) {
      if (!isWithin(filter, tally)) continue
      records += tally.records
      commented += tally.comments
      addAll(findings, tally.findings)
    }
  }
  const segmentsIn = (segments: Place['segments']) => (options.segments.length > 0 ? { segments } : {})
  const aggregate = createAggregate(
    { period: options.period, segments: options.segments },
    {
      v: 1,
      cells: [...answers.values()].map(({ shape, day, segments, sums, excluded }) => ({
        key: { ...shape, period: day, ...segmentsIn(segments) },
        counts: [...sums],
        excluded: excluded!,
      })),
      flow: [...flow.values()].map(({ shape, day, segments, ...counts }) => ({
        ...counts,
        key: { ...shape, period: day, ...segmentsIn(segments) },
      })),
      outcomes,
      findings,
      records,
    },
  )
  return { aggregate, people: peopleOf(blocks, filter, sample, createPeople, commented) }
}

const NOWHERE = { touchpoint: '', channel: '', segments: {} }

/** Persons of the sample, and comments of everyone: taken one after the other, as a report from a file takes them together. */
function peopleOf(
  blocks: readonly Block[],
  filter: LiveFilter,
  sample: Sample,
  createPeople: Insights['createPeople'],
  commented: number,
): People {
  const said = createPeople()
  const written = createPeople()
  const add = (to: People, all: readonly Heard[]) => {
    for (const one of all) if (isWithin(filter, one)) to.add(one.record as PulsoRecord)
  }
  let tooMany = 0
  for (const { people } of blocks) {
    const { answers, refused, texts, names } = people[filter.mode]
    tooMany += refused
    add(said, answers)
    add(written, names)
    add(written, texts)
  }
  const reason = 'too many answers of one person'
  const excluded = { ...said.excluded }
  if (tooMany > 0) excluded[reason] = (excluded[reason] ?? 0) + tooMany
  const comments: readonly Comment[] = written.comments
  return { ...said, comments, commented, share: sample.share, excluded }
}

function add(counts: Map<number | string, number>, value: number | string, count: number): void {
  counts.set(value, (counts.get(value) ?? 0) + count)
}

function addAll(sum: { [reason: string]: number }, counts: { [reason: string]: number } = {}): void {
  for (const [reason, count] of Object.entries(counts)) sum[reason] = (sum[reason] ?? 0) + count
}

/** Numbers objects by what they are: two that are alike were not always interned by the same interner. */
function createNumbers() {
  const byObject = new Map<object, number>()
  const byText = new Map<string, number>()
  return (value: object): number => {
    let number = byObject.get(value)
    if (number === undefined) {
      const text = JSON.stringify(value)
      number = byText.get(text) ?? byText.size
      byText.set(text, number)
      byObject.set(value, number)
    }
    return number
  }
}
