/** What one process of a measurement is told, and what it tells at its end. */
export interface Work {
  seed: number
  /** Records in a batch. */
  batch: number
  /** Batches, counted; a tenth more goes before them and is not counted. */
  batches: number
  /** Batches under way at a time. */
  atOnce: number
  /** Processor time so far of whoever is measured, in seconds. */
  spent?: () => number
}

export interface Figures {
  records: number
  seconds: number
  /** Milliseconds from a batch to its acknowledgement. */
  p50: number
  p99: number
  cpuSeconds: number
  /** Batches that were answered 503 and sent again; the waits are part of the times. */
  refused: number
}

/** Runs `send` for every batch, `atOnce` at a time, and measures all but the first tenth. */
export async function measure(
  { batch, batches, atOnce, spent = () => 0 }: Work,
  send: (place: number, lane: number) => Promise<void>,
): Promise<Figures> {
  const warmUp = Math.ceil(batches / 10)
  let next = 0
  const tookMs = new Float64Array(batches)
  async function sendUntil(end: number, lane: number): Promise<void> {
    while (next < end) {
      const place = next++
      const began = performance.now()
      await send(place, lane)
      if (place >= warmUp) tookMs[place - warmUp] = performance.now() - began
    }
  }
  const run = (end: number) => Promise.all(Array.from({ length: atOnce }, (_, lane) => sendUntil(end, lane)))
  await run(warmUp)
  const before = spent()
  const began = performance.now()
  await run(warmUp + batches)
  const seconds = (performance.now() - began) / 1000
  const cpuSeconds = spent() - before
  tookMs.sort()
  const at = (share: number) => tookMs[Math.min(batches - 1, Math.floor(batches * share))] ?? 0
  return { records: batch * batches, seconds, p50: at(0.5), p99: at(0.99), cpuSeconds, refused: 0 }
}

/** Records that one piece of work needs, warm-up included. */
export const recordsOf = ({ batch, batches }: Work) => batch * (batches + Math.ceil(batches / 10))
