import type { Metric } from '../contract/Metric.ts'
import { type MetricOptions, settingsOf } from '../contract/MetricOptions.ts'
import { toMetric } from '../contract/toMetric.ts'
import { InsightsError } from '../InsightsError.ts'
import { wilson } from '../stats/wilson.ts'

/** How many of those who were asked accepted one price. */
export interface PricePoint {
  price: number
  accepted: number
  asked: number
}

/** Acceptance by price. */
export interface WillingnessToPay {
  /** From the lowest price. `share` is as observed, with its interval; `smoothed` never rises with the price. */
  curve: { price: number; share: Metric; smoothed: number | null; revenueIndex: number | null }[]
  /** Lower bound of the mean price: Σ price × (accepted here − accepted at the next). `null` while a price is suppressed. */
  turnbullMean: number | null
  /** Price with the highest revenue index, lowest one on ties. `null` while a price is suppressed. */
  bestPrice: number | null
  /** Prices at which acceptance rose and was pooled with its neighbour. */
  pooled: number[]
  flags: readonly ['stated']
}

/**
 * Gabor–Granger ladder: which share accepts which price, and what a hundred people would bring at it. Where acceptance
 * rises with the price, neighbours are pooled (pool adjacent violators), weighted by how many were asked.
 *
 * What people say they would pay is not what they pay: the figures carry the flag `stated`.
 *
 * @throws {@link InsightsError} `invalid_input` for no price, a price twice, or more accepted than asked.
 */
export function willingnessToPay(
  points: readonly PricePoint[],
  options: MetricOptions = {},
): WillingnessToPay {
  const settings = settingsOf(options)
  const sorted = [...points].sort((a, b) => a.price - b.price)
  const wrong = sorted.find(
    ({ price, accepted, asked }, i) =>
      !(Number.isFinite(price) && price > 0 && accepted >= 0 && accepted <= asked) ||
      sorted[i + 1]?.price === price,
  )
  if (wrong || sorted.length === 0)
    throw new InsightsError(
      'invalid_input',
      wrong
        ? `Price ${wrong.price}: ${wrong.accepted} of ${wrong.asked} accepted. Each price is named once, is above 0, and no more accept than are asked.`
        : 'A price ladder needs at least one price.',
    )
  const shares = sorted.map(({ accepted, asked }) =>
    toMetric({ n: asked, method: 'Wilson score interval', flags: ['stated'] }, settings, () =>
      wilson(accepted, asked, settings.confidence),
    ),
  )
  const shown = shares.every(({ value }) => value !== null)
  const smoothed = shown ? decreasing(sorted) : undefined
  const curve = sorted.map(({ price }, i) => ({
    price,
    share: shares[i]!,
    smoothed: smoothed?.[i] ?? null,
    revenueIndex: smoothed ? price * smoothed[i]! : null,
  }))
  const best = curve.reduce(
    (top, row) => ((row.revenueIndex ?? 0) > (top.revenueIndex ?? 0) ? row : top),
    curve[0]!,
  )
  return {
    curve,
    turnbullMean:
      smoothed?.reduce(
        (sum, accepted, i) => sum + sorted[i]!.price * (accepted - (smoothed[i + 1] ?? 0)),
        0,
      ) ?? null,
    bestPrice: smoothed ? best.price : null,
    pooled: smoothed
      ? sorted.filter(({ accepted, asked }, i) => accepted / asked !== smoothed[i]).map(({ price }) => price)
      : [],
    flags: ['stated'],
  }
}

/** Pool adjacent violators: the closest curve that never rises. */
function decreasing(points: readonly PricePoint[]): number[] {
  const blocks: { accepted: number; asked: number; size: number }[] = []
  for (const { accepted, asked } of points) {
    let block = { accepted, asked, size: 1 }
    for (let last = blocks.at(-1); last && last.accepted * block.asked < block.accepted * last.asked; ) {
      blocks.pop()
      block = {
        accepted: last.accepted + block.accepted,
        asked: last.asked + block.asked,
        size: last.size + block.size,
      }
      last = blocks.at(-1)
    }
    blocks.push(block)
  }
  return blocks.flatMap(({ accepted, asked, size }) => Array<number>(size).fill(accepted / asked))
}
