import type { Metric } from '../contract/Metric.ts'
import type { TouchpointCard } from './cardOf.ts'

/**
 * Touchpoints by ease (CES), the worst first; equal ones keep the order of the journey. Those under the least n come last:
 * nothing is known of them (a share is at most 1).
 */
export function easeWorstFirst(cards: readonly TouchpointCard[]): { card: TouchpointCard; ease: Metric }[] {
  return cards
    .flatMap((card) => {
      const ease = card.customers.find(({ type }) => type === 'ces')?.metrics[0]?.metric
      return ease ? [{ card, ease }] : []
    })
    .sort((a, b) => (a.ease.value ?? 2) - (b.ease.value ?? 2))
}
