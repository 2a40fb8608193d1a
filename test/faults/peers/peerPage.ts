import type { PageTools } from '../lab/pageTools.ts'
import type { PeerName } from './PEERS.ts'

/** What a page is told by its address. */
export interface PeerVisit {
  number: number
  peer: PeerName
  endpoint: string
  /** Every tap that may be asked for. */
  taps: string[]
}

/** What the lab asks of a page: taps, or to go to another page of the site. */
export type Order = { taps: string[] } | { leave: true }

/** What an entry of `entries/` starts. */
interface Started {
  /** Before the moment of the tap: Pulso's card appears. */
  prepare?(tap: string): Promise<void>
  tap(tap: string): unknown
  /** After it: Pulso's card goes. */
  after?(): Promise<void>
}

/** Runs in the page: starts the SDK, then does what the lab asks. It is stringified, so that it holds all it needs. */
export async function drive(
  { number, endpoint, taps }: PeerVisit,
  start: (options: { origin: string; taps: string[]; tools?: PageTools }) => Started | Promise<Started>,
  /** For Pulso alone. */
  tools?: PageTools,
): Promise<void> {
  const BETWEEN_MS = 150
  const tell = (words: object) =>
    fetch(`/told?number=${number}`, { method: 'POST', body: JSON.stringify(words) }).catch(() => {})
  try {
    const sdk = await start({ origin: endpoint, taps, ...(tools && { tools }) })
    let tap = ''
    document.querySelector('#tap')?.addEventListener('click', () => sdk.tap(tap))
    await tell({ is: 'ready' })
    for (;;) {
      const order = (await (await fetch(`/order?number=${number}`)).json()) as Order
      if ('leave' in order) {
        location.href = `/left?number=${number}`
        return
      }
      for (const [i, each] of order.taps.entries()) {
        if (i) await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS))
        tap = each
        await sdk.prepare?.(tap)
        document.querySelector<HTMLElement>('#tap')?.click()
        // The last one is told at once: the lab counts its seconds from there.
        if (each === order.taps.at(-1)) tell({ is: 'done' })
        await sdk.after?.()
      }
    }
  } catch (error) {
    tell({ is: 'trouble', what: String(error) })
  }
}
