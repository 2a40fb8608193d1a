import { quantile } from '../../../test/bench/summary.mjs'
import {
  type About,
  AT_ONCE,
  type CopySample,
  ENGINES,
  LAG_LOADS,
  type Result,
  SIZES,
  type TwoSample,
} from './Result.ts'
import { heldTo, isMet, median, NAMES, sharesOf, verdicts } from './verdicts.ts'

const whole = (value: number) => Math.round(value).toLocaleString('en')
const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]) =>
  [row(head), row(head.map((_, place) => (place === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n')

/** The figures in Markdown, as they stand in docs/collector.md. */
export function report(result: Result): string {
  return [promises(result), speed(result), two(result), mirror(result), flat(result), surroundings(result)]
    .filter((part) => part !== undefined)
    .join('\n\n')
}

function promises(result: Result): string {
  const rows = verdicts(result).map((verdict) => {
    const [value, limit] = [verdict.value, verdict.limit].map((number) =>
      verdict.unit ? `${whole(number)}${verdict.unit}` : number.toFixed(2),
    )
    const aim = `${verdict.least ? '≥' : '≤'} ${limit}`
    return [verdict.name, value ?? '', aim, isMet(verdict) ? 'met' : '**missed**']
  })
  return table(['', 'measured', 'aim', ''], rows)
}

function speed({ speed }: Result): string | undefined {
  if (!speed) return undefined
  const rows = ENGINES.flatMap((engine) =>
    SIZES.map((batch) => {
      const of = (side: 'collector' | 'raw') =>
        speed.samples.filter(
          (sample) => sample.engine === engine && sample.batch === batch && sample.side === side,
        )
      const rate = (side: 'collector' | 'raw') =>
        median(of(side).map(({ records, seconds }) => records / seconds))
      const microseconds = (side: 'collector' | 'raw') =>
        median(of(side).map(({ cpuSeconds, records }) => (cpuSeconds * 1e6) / records))
      return [
        `${NAMES[engine]}, ${batch}`,
        whole(rate('collector')),
        whole(rate('raw')),
        (rate('collector') / rate('raw')).toFixed(2),
        `${whole(median(of('collector').map(({ p99 }) => p99)))} ms`,
        `${whole(median(of('raw').map(({ p99 }) => p99)))} ms`,
        whole(microseconds('collector')),
        whole(microseconds('raw')),
      ]
    }),
  )
  return table(
    [
      `records in a batch, ${AT_ONCE} senders at once`,
      'collector, records/s',
      'engine’s own client, records/s',
      '÷',
      'collector, p99',
      'client, p99',
      'processor time for a record with the engine’s, µs',
      'of the client and the engine, µs',
    ],
    rows,
  )
}

function two({ two }: Result): string | undefined {
  if (!two) return undefined
  type Place = Pick<TwoSample, 'batch' | 'share'>
  const samplesOf = ({ batch, share }: Place, processes: 1 | 2) =>
    two.samples.filter(
      (sample) => sample.batch === batch && sample.share === share && sample.processes === processes,
    )
  const rate = (place: Place, processes: 1 | 2) =>
    median(samplesOf(place, processes).map(({ perSecond }) => perSecond))
  const cores = Number.parseInt(two.machine.cpu, 10)
  /** Processor time for a record of one collector, of Postgres and of the senders; and what two could gain by it at most. */
  const times = (place: Place) => {
    const of = (who: 'collectors' | 'engine' | 'senders') =>
      median(samplesOf(place, 1).map(({ micros }) => micros[who]))
    const [collector, engine, senders] = [of('collectors'), of('engine'), of('senders')]
    const all = cores / (collector + engine + senders)
    const alone = (place.share ?? 1) / collector
    const most = Math.min(2 * alone, all) / Math.min(alone, all)
    return [...[collector, engine, senders].map(whole), most.toFixed(2)]
  }
  const places = sharesOf(two).flatMap((share) => SIZES.map((batch) => ({ share, batch })))
  return table(
    [
      'on one Postgres: each collector, records in a batch',
      'one collector, records/s',
      'two, records/s',
      '÷',
      'processor time for a record: one collector, µs',
      'Postgres, µs',
      'senders, µs',
      `most that ${cores} cores with nothing else to do can give, ÷`,
    ],
    places.map((place) => [
      `${heldTo(place.share)}, ${place.batch}`,
      whole(rate(place, 1)),
      whole(rate(place, 2)),
      (rate(place, 2) / rate(place, 1)).toFixed(2),
      ...times(place),
    ]),
  )
}

function mirror({ mirror }: Result): string | undefined {
  if (!mirror) return undefined
  const rates = (side: CopySample['side']) =>
    mirror.copies.filter((sample) => sample.side === side).map(({ records, seconds }) => records / seconds)
  const [ours, raw] = [median(rates('mirror')), median(rates('raw'))]
  const copying = table(
    [
      'copying what waits to ClickHouse',
      'the mirror, records/s',
      'plain inserts of the same rows, records/s',
      '÷',
    ],
    [
      [
        `${whole(mirror.copies[0]?.records ?? 0)} records from SQLite`,
        ...[ours, raw].map(whole),
        (ours / raw).toFixed(2),
      ],
    ],
  )
  const lags = LAG_LOADS.map((load) => {
    const sorted = mirror.lags
      .filter((sample) => sample.load === load)
      .flatMap(({ milliseconds }) => milliseconds)
      .sort((a, b) => a - b)
    const at = (share: number) => `${whole(quantile(sorted, share))} ms`
    return [LOADS[load], sorted.length, at(0.5), at(0.99), at(1)]
  })
  return [
    copying,
    table(['from the acknowledgement to the mirror', 'records', 'p50', 'p99', 'most'], lags),
  ].join('\n\n')
}

const LOADS = { calm: 'nothing else to do', full: `batches of 50, ${AT_ONCE} senders at once` } as const

function flat({ flat }: Result): string | undefined {
  if (!flat) return undefined
  const rows = ENGINES.flatMap((engine) =>
    [10, 50].map((batch) => {
      const of = (tables: 'empty' | 'full') =>
        flat.samples.filter(
          (sample) => sample.engine === engine && sample.batch === batch && sample.tables === tables,
        )
      const rate = (tables: 'empty' | 'full') => median(of(tables).map(({ perSecond }) => perSecond))
      const p99 = (tables: 'empty' | 'full') => `${whole(median(of(tables).map((sample) => sample.p99)))} ms`
      return [
        `${NAMES[engine]}, ${batch}`,
        whole(flat.filled[engine]),
        whole(rate('empty')),
        whole(rate('full')),
        (rate('empty') / rate('full')).toFixed(2),
        p99('empty'),
        p99('full'),
      ]
    }),
  )
  return table(
    [
      'records in a batch',
      'records in the full tables',
      'empty, records/s',
      'full, records/s',
      '÷',
      'empty, p99',
      'full, p99',
    ],
    rows,
  )
}

/** Load average, for each core, above which rates and times say more about the machine than about the collector. */
const BUSY = 1.5
const isBusy = ({ machine }: About) => Math.max(...machine.load) > BUSY * Number.parseInt(machine.cpu, 10)

function surroundings({ speed, two, mirror, flat }: Result): string {
  const busy = [speed, two, mirror, flat].some((about) => about && isBusy(about))
    ? ['**The machine was busy with other work: do not quote these rates and times.**', '']
    : []
  const line = (name: string, about: About) =>
    `- ${name}: ${about.date.slice(0, 16).replace('T', ' ')} UTC, seed ${about.seed}, ${about.rounds} rounds, load average ${about.machine.load.join(' → ')}; ${about.machine.cpu}, ${about.machine.memoryGb} GB, ${about.machine.os}; ${Object.entries(
      about.versions,
    )
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}; \`${about.command}\``
  const lines = [
    speed && line('Speed', speed),
    two && line('Two collectors', two),
    mirror && line('Mirror', mirror),
    flat && line('Full tables', flat),
  ]
  return [...busy, ...lines.filter((part) => part !== undefined)].join('\n')
}
