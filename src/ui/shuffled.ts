/** The same items in an order that `lot`, 0–1, decides: the same number, the same order. */
export function shuffled<T>(items: readonly T[], lot: number): T[] {
  const order = [...items]
  let state = Math.floor(lot * 0x7fff_ffff)
  for (let i = order.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fff_ffff // constants of ISO C's example rand()
    const j = (state >>> 8) % (i + 1)
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return order
}
