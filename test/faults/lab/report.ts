import type { KillRunResult } from './killRun.ts'
import type { NetworkStats } from './network.ts'
import type { Verdict } from './oracle.ts'
import type { CountedRun } from './sumRuns.ts'

type Row = readonly [what: string, value: string | number]

/** Two columns, the values flush right. */
export function table(rows: readonly Row[]): string {
  const [left, right] = [0, 1].map((column) => Math.max(...rows.map((row) => String(row[column]).length)))
  return rows
    .map(([what, value]) => `  ${what.padEnd(left ?? 0)}  ${String(value).padStart(right ?? 0)}`)
    .join('\n')
}

const share = (part: number, all: number) => (all ? `${((100 * part) / all).toFixed(1)} %` : 'none')

const verdictRows = (verdict: { [name in keyof Verdict]: number }): Row[] => [
  ['lost (promised − stored)', verdict.lost],
  ['duplicate rows', verdict.duplicates],
  ['half records', verdict.half],
  ['acknowledged, not stored', verdict.unkept],
  ['stuck 60 s after health', verdict.stuck],
  ['refused', verdict.refused],
]

export const networkRows = (network: NetworkStats): Row[] => [
  ['requests', network.posts],
  [
    'with a fault',
    share(
      Object.values(network.faults).reduce((sum, count) => sum + count, 0),
      network.posts,
    ),
  ],
  ['acknowledgements lost', share(network.acksLost, network.committed)],
]

export const killRows = (result: KillRunResult): Row[] => [
  ['SIGKILLs of the browser', result.kills],
  ['SIGKILLs of the collector', result.collectorKills],
  ['answers thanked for', result.thanked],
  ['outcomes promised', result.promised],
  ['records that must be there', result.records],
  ['rows', result.rows],
  ...networkRows(result.network),
  ['tap to thanks, p50 / p95 ms', `${result.thanksMs.p50} / ${result.thanksMs.p95}`],
  ['outcome to promise, p50 / p95 ms', `${result.outcomeMs.p50} / ${result.outcomeMs.p95}`],
  ['minutes', (result.seconds / 60).toFixed(1)],
  ...verdictRows(brief(result).verdict),
]

export const collectorRows = ({ mirror, ...result }: CountedRun): Row[] => [
  ['SIGKILLs', result.kills],
  ['SIGKILLs of the database server', result.serverKills],
  ['power cuts', result.cuts],
  ['acknowledged, lost by a cut', result.cutLost],
  ['acknowledged', result.acked],
  ['rows', result.rows],
  ...verdictRows(result.verdict),
  ...(mirror
    ? ([
        ['counted by the mirror', mirror.records],
        ['not in it', mirror.missing],
        ['twice in it', mirror.twice],
        ['other than in the store', mirror.other],
        ['batches that set out', mirror.batches],
        ['rows on its disk beyond one for each', mirror.copies],
      ] as const)
    : []),
]

/** The result without its long lists: figures, and a few examples of what failed. */
export function brief<Result extends { verdict: Verdict }>(result: Result) {
  const entries = Object.entries(result.verdict) as [string, string[]][]
  return {
    ...result,
    verdict: Object.fromEntries(entries.map(([name, list]) => [name, list.length])) as {
      [name in keyof Verdict]: number
    },
    ...(entries.some(([, list]) => list.length) && {
      examples: Object.fromEntries(entries.map(([name, list]) => [name, list.slice(0, 5)])),
    }),
  }
}
