import { createRandom } from '../../src/algorithms.ts'
import { csat, lift, nps, pairedGap, tallyFromCounts } from '../../src/index.ts'
import { pick } from './simulate.ts'

/** How often an interval held the truth. */
export interface CoverageCell {
  metric: 'NPS' | 'CSAT' | 'gap' | 'lift'
  truth: string
  n: number
  /** 0–1. */
  coverage: number
}

/** Sizes of the grid. */
export const SIZES = [10, 30, 100, 1000]

const NPS_TRUTHS = [
  [0.5, 0.2],
  [0.85, 0.05],
  [0.3, 0.3],
  [0.2, 0.5],
  [0.6, 0.1],
  [0.95, 0.02],
] as const
const CSAT_TRUTHS = [0.5, 0.7, 0.85, 0.95, 0.98] as const
/** Chances of the differences −3 … 3: even, mostly met, short with a tail, rarely exceeded. */
const GAP_TRUTHS: readonly (readonly number[])[] = [
  [0.05, 0.1, 0.2, 0.3, 0.2, 0.1, 0.05],
  [0, 0.05, 0.1, 0.7, 0.1, 0.05, 0],
  [0.1, 0.15, 0.3, 0.35, 0.1, 0, 0],
  [0.02, 0.03, 0.15, 0.6, 0.15, 0.04, 0.01],
]
const LIFT_TRUTHS = [
  [0.3, 0.3],
  [0.5, 0.4],
  [0.1, 0.05],
  [0.02, 0.01],
  [0.9, 0.8],
] as const

const holds = ({ lower, upper }: { lower: number | null; upper: number | null }, truth: number) =>
  Number(lower !== null && upper !== null && lower <= truth && truth <= upper)

/** Draws samples of known truths and counts how often the 95 % interval holds them. A missing interval holds nothing. */
export function simulateCoverage(
  draws: number,
  sizes: readonly number[] = SIZES,
  seed = 2026,
): CoverageCell[] {
  const random = createRandom(seed)
  const counts = (n: number, chances: readonly number[]) => {
    const found = new Array<number>(chances.length).fill(0)
    for (let i = 0; i < n; i += 1) found[pick(random, chances)]! += 1
    return found
  }
  const share = (once: () => number) => {
    let sum = 0
    for (let draw = 0; draw < draws; draw += 1) sum += once()
    return sum / draws
  }
  return sizes.flatMap((n) => [
    ...NPS_TRUTHS.map(([p, d]) => ({
      ...{ metric: 'NPS' as const, truth: `promoters ${p}, detractors ${d}`, n },
      coverage: share(() => {
        const [up, down, neither] = counts(n, [p, d, 1 - p - d])
        return holds(nps(tallyFromCounts({ 10: up!, 8: neither!, 3: down! }, [0, 10])), 100 * (p - d))
      }),
    })),
    ...CSAT_TRUTHS.map((p) => ({
      ...{ metric: 'CSAT' as const, truth: `satisfied ${p}`, n },
      coverage: share(() => {
        const [up, down] = counts(n, [p, 1 - p])
        return holds(csat(tallyFromCounts({ 5: up!, 2: down! }, [1, 5])).top, p)
      }),
    })),
    ...GAP_TRUTHS.map((chances, k) => ({
      ...{
        metric: 'gap' as const,
        truth: ['even', 'mostly met', 'short, with a tail', 'rarely exceeded'][k]!,
        n,
      },
      coverage: share(() => {
        const differences = new Map(
          counts(n, chances).flatMap((count, i) => (count > 0 ? [[i - 3, count] as const] : [])),
        )
        return holds(
          pairedGap({ differences }),
          chances.reduce((sum, chance, i) => sum + chance * (i - 3), 0),
        )
      }),
    })),
    ...LIFT_TRUTHS.map(([p, q]) => ({
      ...{ metric: 'lift' as const, truth: `${p} against ${q}`, n },
      coverage: share(() => {
        const [a] = counts(n, [p, 1 - p])
        const [b] = counts(n, [q, 1 - q])
        return holds(lift({ events: a!, n }, { events: b!, n }).riskDifference, p - q)
      }),
    })),
  ])
}

/** Mean over the cells of each metric, and its worst cell. */
export function summarise(
  cells: readonly CoverageCell[],
): { metric: string; mean: number; worst: CoverageCell }[] {
  return [...new Set(cells.map(({ metric }) => metric))].map((metric) => {
    const own = cells.filter((cell) => cell.metric === metric)
    return {
      metric,
      mean: own.reduce((sum, { coverage }) => sum + coverage, 0) / own.length,
      worst: own.reduce((worst, cell) =>
        Math.abs(cell.coverage - 0.95) > Math.abs(worst.coverage - 0.95) ? cell : worst,
      ),
    }
  })
}
