import { setTimeout as sleep } from 'node:timers/promises'

/** Asks again until the answer is truthy, and returns it; after 15 s the last answer, for the test to judge. */
export async function until<T>(look: () => T | Promise<T>, timeoutMs = 15_000): Promise<T> {
  const end = Date.now() + timeoutMs
  for (;;) {
    const found = await look()
    if (found || Date.now() > end) return found
    await sleep(40)
  }
}
