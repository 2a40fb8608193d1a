import { markdownTable as table } from './markdownTable.ts'
import { misses } from './misses.ts'
import type { CountedRun as Run } from './sumRuns.ts'

const AIM_SERVER_KILLS = 50
const bad = (count = 0) => `**${count}**${misses(count === 0)}`

/** The kills of the collector over each store, as a heading and a table. */
export function collectorTable(runs: readonly Run[], measured: readonly (readonly unknown[])[]): string[] {
  const row = (what: string, of: (run: Run) => string | number, aim = '') => [what, ...runs.map(of), aim]
  const ofMirror = (what: string, of: (mirror: NonNullable<Run['mirror']>) => string | number, aim = '') =>
    runs.some(({ mirror }) => mirror) ? [row(what, ({ mirror }) => (mirror ? of(mirror) : '–'), aim)] : []
  const ofServer = ({ engine, mirror, serverKills }: Run) =>
    engine && !mirror ? `${serverKills}${misses(serverKills >= AIM_SERVER_KILLS)}` : '–'
  const ofCuts = ({ engine }: Run, value: string | number) => (engine ? '–' : value)
  return [
    '**The collector killed while eight senders post to it**: one at a time, over Postgres three beside each other.',
    table(
      ['', ...runs.map(nameOf), 'aim'],
      [
        row('SIGKILLs of the collector', ({ kills }) => `${kills}${misses(kills >= 300)}`, '≥ 300'),
        row('SIGKILLs of Postgres', ofServer, `≥ ${AIM_SERVER_KILLS}`),
        row('runs, each from an empty store', ({ parts }) => parts?.length ?? 1),
        row('records acknowledged', ({ acked }) => acked),
        row('of them not stored', ({ verdict }) => bad(verdict.unkept), '0'),
        row('duplicate rows', ({ verdict }) => bad(verdict.duplicates), '0'),
        ...ofMirror('batches that set out for the mirror', ({ batches }) => batches),
        ...ofMirror('records that the mirror counts', ({ records }) => records),
        ...ofMirror('stored and not in the mirror', ({ missing }) => bad(missing), '0'),
        ...ofMirror('counted twice by the mirror', ({ twice }) => bad(twice), '0'),
        ...ofMirror('other than in the store', ({ other }) => bad(other), '0'),
        row('copies of its disk while it wrote', (run) => ofCuts(run, run.cuts)),
        row('acknowledged before one and not in it', (run) => ofCuts(run, bad(run.cutLost)), '0'),
        ...measured,
      ],
    ),
  ]
}

const nameOf = ({ engine, mirror }: Run) =>
  mirror ? `SQLite, mirrored to ${engine}` : (engine?.replace(/ \(Debian.*/, '') ?? 'SQLite')
