import { blockOf, cursorBefore } from './blockOrder.ts'
import type { LiveStore } from './createBook.ts'
import type { Counter } from './createCounter.ts'
import { createRouter } from './createRouter.ts'

/**
 * Counts blocks that lie side by side again: reads those before them for their runs, and the one behind them, which may hold
 * the end of one.
 *
 * @param order - all blocks that are known of.
 */
export async function readAgain(
  store: Pick<LiveStore, 'after'>,
  pageRecords: number,
  order: readonly number[],
  cluster: readonly number[],
  counterOf: (index: number) => Counter,
): Promise<void> {
  const end = cluster.at(-1)!
  let last = order[order.indexOf(end) + 1]
  const router = createRouter(
    (index) => (cluster.includes(index) ? counterOf(index) : null),
    () => {},
  )
  let at = cursorBefore(order, cluster[0]!)
  for (;;) {
    const page = await store.after(at, pageRecords)
    for (const [place, record] of page.records.entries()) {
      const index = blockOf(page.arrivals[place]!)
      if (index > end) last ??= index
      if (last !== undefined && index > last) return
      router.of(index, record.run).counter?.add(record)
    }
    if (page.cursor === at) return
    at = page.cursor
  }
}
