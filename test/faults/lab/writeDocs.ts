import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type PeersResult, peersNotes, peersTable } from '../peers/peersTable.ts'
import { collectorTable } from './collectorTable.ts'
import type { Figures } from './figuresRun.ts'
import type { KillRunOptions, KillRunResult } from './killRun.ts'
import { markdownTable as table } from './markdownTable.ts'
import { misses } from './misses.ts'
import type { PowerRunResult } from './powerRun.ts'
import { quietTables } from './quietTables.ts'
import { type Meta, RESULTS, readResult as read } from './readResult.ts'
import type { StopRunResult } from './stopRun.ts'
import type { CountedRun } from './sumRuns.ts'

const PAGE = fileURLToPath(new URL('../../../docs/reliability.md', import.meta.url))
const FIGURES = ['<!-- figures: npm run faults -- --docs -->', '<!-- end of figures -->'] as const
const SIDES = ['<!-- side by side: npm run faults -- --docs -->', '<!-- end of side by side -->'] as const
const ENGINES = ['chromium', 'firefox', 'webkit'] as const

/** Verdicts are kept as counts. */
type Counted<Result> = Omit<Result, 'verdict'> & Meta & { verdict: { [name: string]: number } }

const percent = (part: number, all: number) => (all ? `${((100 * part) / all).toFixed(1)} %` : '–')

/** When, with what, and on which version of the sources. */
const measured = (runs: readonly Meta[]) => [
  ['date', ...runs.map(({ date }) => date.slice(0, 10)), ''],
  ['seed, commit', ...runs.map(({ seed, versions }) => `${seed}, ${versions.commit}`), ''],
]

function figures(): string {
  const parts: string[] = []
  const kills = ENGINES.flatMap(
    (engine) => read<Counted<KillRunResult> & { asked: KillRunOptions }>(`kills-${engine}`) ?? [],
  )
  parts.push(
    '**Browsers killed while two tabs answer**, half of the requests faulty in three rounds of four, none in one of eight, no network in one of eight.',
    table(
      ['', ...kills.map(({ asked }) => asked.engine), 'aim'],
      [
        [
          'SIGKILLs of the browser',
          ...kills.map((run) => `${run.kills}${misses(run.kills >= 300)}`),
          '≥ 300',
        ],
        ['SIGKILLs of the collector', ...kills.map((run) => run.collectorKills), ''],
        [
          'answers thanked for',
          ...kills.map((run) => `${run.thanked}${misses(run.thanked >= 10_000)}`),
          '≥ 10,000',
        ],
        ['records that had to be there', ...kills.map((run) => run.records), ''],
        ['requests', ...kills.map((run) => run.network.posts), ''],
        [
          'of them with a fault',
          ...kills.map((run) =>
            percent(
              Object.values(run.network.faults).reduce((sum, count) => sum + count, 0),
              run.network.posts,
            ),
          ),
          '50 % while faulty',
        ],
        [
          'acknowledgements lost',
          ...kills.map(
            ({ network }) =>
              percent(network.acksLost, network.committed) +
              misses(network.acksLost / network.committed >= 0.2),
          ),
          '≥ 20 %',
        ],
        ...(
          [
            ['lost', 'lost'],
            ['duplicate rows', 'duplicates'],
            ['half records', 'half'],
            ['acknowledged by the collector and not stored', 'unkept'],
            ['stuck 60 s after health', 'stuck'],
          ] as const
        ).map(([what, name]) => [
          what,
          ...kills.map(({ verdict }) => `**${verdict[name]}**${misses(verdict[name] === 0)}`),
          '0',
        ]),
        [
          'tap to thanks, p50 / p95, ms',
          ...kills.map(
            ({ thanksMs, asked }) =>
              `${thanksMs.p50} / ${thanksMs.p95}${misses(asked.engine !== 'chromium' || (thanksMs.p95 ?? 0) <= 50)}`,
          ),
          'p95 ≤ 50 in Chromium',
        ],
        ...measured(kills.map((run) => ({ ...run, seed: run.asked.seed }))),
        ['version', ...kills.map(({ versions }) => versions.engine), ''],
      ],
    ),
  )
  const stops = ENGINES.flatMap(
    (engine) => read<StopRunResult & { asked: { engine: string; seed: number } }>(`stops-${engine}`) ?? [],
  )
  if (stops.length)
    parts.push(
      '**Browsers stopped, and their database read as a SIGKILL would leave it.**',
      table(
        ['', ...stops.map(({ asked }) => asked.engine), 'aim'],
        [
          ['stops', ...stops.map((run) => run.stops), ''],
          ['records promised', ...stops.map((run) => run.records), ''],
          ['looks for a record', ...stops.map((run) => run.looks), ''],
          [
            'neither on the device nor with the collector',
            ...stops.map(({ lost }) => `**${lost.length}**${misses(!lost.length)}`),
            '0',
          ],
          ...measured(stops.map((run) => ({ ...run, seed: run.asked.seed }))),
        ],
      ),
    )
  const cuts = ENGINES.flatMap((engine) => read<PowerRunResult & { engine: string }>(`power-${engine}`) ?? [])
  if (cuts.length)
    parts.push(
      '**Power cut right after the thanks**, by a copy of the disk.',
      table(
        ['', ...cuts.map(({ engine }) => engine), 'aim'],
        [
          ['cuts', ...cuts.map((run) => `${run.cuts}${misses(run.cuts >= 100)}`), '≥ 100'],
          [
            'cuts that showed nothing: the browser was too slow',
            ...cuts.map(({ undecided }) => undecided ?? 0),
            '',
          ],
          ['answers thanked for', ...cuts.map(({ thanked }) => thanked), ''],
          ['lost', ...cuts.map(({ lost }) => `**${lost.length}** records${misses(!lost.length)}`), '0'],
          ...measured(cuts),
        ],
      ),
    )
  const collectors = (['collector', 'collector-postgres', 'collector-clickhouse'] as const).flatMap(
    (name) => read<CountedRun>(name) ?? [],
  )
  if (collectors.length) parts.push(...collectorTable(collectors, measured(collectors)))
  const [still, ...others] = ENGINES.flatMap(
    (engine) => read<Figures & { engine: string }>(`figures-${engine}`) ?? [],
  )
  if (still) parts.push(...quietTables([still, ...others], measured([still, ...others])))
  return parts.join('\n\n')
}

function sideBySide(): string {
  const runs = ENGINES.flatMap((engine) => read<PeersResult>(`peers-${engine}`) ?? [])
  return [...runs.map(peersTable), ...runs.slice(0, 1).map(peersNotes)].join('\n\n')
}

/** The text, with something new between two marks. */
function between(text: string, [from, to]: readonly [string, string], words: string): string {
  const [start, end] = [text.indexOf(from), text.indexOf(to)]
  if (start < 0 || end < start) throw new Error(`docs/reliability.md has lost its mark ${from}.`)
  return `${text.slice(0, start + from.length)}\n\n${words}\n\n${text.slice(end)}`
}

/** Writes the figures of every committed result into docs/reliability.md. */
export function writeDocs(): string {
  const text = readFileSync(PAGE, 'utf8')
  writeFileSync(PAGE, between(between(text, FIGURES, figures()), SIDES, sideBySide()))
  return `docs/reliability.md from ${readdirSync(RESULTS).length} results\n`
}
