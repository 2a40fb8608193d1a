import { summary } from '../../../test/bench/summary.mjs'
import { ENGINES, type Result, TWO_SHARES } from './Result.ts'

export interface Verdict {
  name: string
  value: number
  limit: number
  least: boolean
  unit: '' | ' MB'
}

export const NAMES = { sqlite: 'SQLite', postgres: 'Postgres' } as const
export const median = (values: readonly number[]): number => summary(values)?.median ?? Number.NaN

/** Of {@link TWO_SHARES} those that were measured: not every system can hold a process to a share. */
export const sharesOf = (two: Result['two']) =>
  TWO_SHARES.filter((share) => two?.samples.some((sample) => sample.share === share))

/** What each of two processes may take. */
export const heldTo = (share: number | null) =>
  share === null ? 'with all cores free to them' : `each held to ${share} of a core`

/** What was promised, beside what was measured; a part that was never measured has no line. */
export function verdicts({ speed, two, flat }: Result): Verdict[] {
  const list: Verdict[] = []
  for (const engine of speed ? ENGINES : []) {
    const perSecond = (side: 'collector' | 'raw') =>
      median(
        speed!.samples
          .filter((sample) => sample.engine === engine && sample.batch === 50 && sample.side === side)
          .map(({ records, seconds }) => records / seconds),
      )
    list.push({
      name: `${NAMES[engine]}: records a second over HTTP ÷ the engine’s own client, batches of 50`,
      value: perSecond('collector') / perSecond('raw'),
      limit: 0.5,
      least: true,
      unit: '',
    })
  }
  for (const engine of flat ? ENGINES : []) {
    const perSecond = (tables: 'empty' | 'full') =>
      median(
        flat!.samples
          .filter((sample) => sample.engine === engine && sample.batch === 50 && sample.tables === tables)
          .map((sample) => sample.perSecond),
      )
    list.push({
      name: `${NAMES[engine]}: empty tables ÷ ${flat!.filled[engine].toLocaleString('en')} records in them, batches of 50`,
      value: perSecond('empty') / perSecond('full'),
      limit: 1.2,
      least: false,
      unit: '',
    })
  }
  for (const engine of speed ? ENGINES : [])
    list.push({
      name: `${NAMES[engine]}: most memory of the collector at any time`,
      value: speed!.memoryMb[engine],
      limit: 200,
      least: false,
      unit: ' MB',
    })
  for (const share of sharesOf(two)) {
    const perSecond = (processes: 1 | 2) =>
      median(
        two!.samples
          .filter((sample) => sample.processes === processes && sample.batch === 50 && sample.share === share)
          .map((sample) => sample.perSecond),
      )
    list.push({
      name: `two collectors on one Postgres ÷ one, batches of 50, ${heldTo(share)}`,
      value: perSecond(2) / perSecond(1),
      limit: 1.6,
      least: true,
      unit: '',
    })
  }
  return list
}

export const isMet = ({ value, limit, least }: Verdict) => (least ? value >= limit : value <= limit)
