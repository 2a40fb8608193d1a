import { setTimeout as sleep } from 'node:timers/promises'
import type { Page, PageFunction, WaitOptions } from './engine.ts'

const POLL_MS = 40

/** Asks the page again until the answer is truthy. A navigation in between is no failure. */
export async function waitFor<T, A extends readonly unknown[]>(
  page: Page,
  fn: PageFunction<T, A>,
  { timeoutMs = 10_000 }: WaitOptions,
  args: A,
): Promise<T> {
  const until = Date.now() + timeoutMs
  let last: unknown
  do {
    try {
      const value = await page.eval(fn, ...args)
      if (value) return value
      last = value
    } catch (error) {
      last = error
    }
    await sleep(POLL_MS)
  } while (Date.now() < until)
  const seen = last instanceof Error ? last.message : JSON.stringify(last)
  throw new Error(`Not within ${timeoutMs} ms in ${page.engine.name}: ${fn}\nLast answer: ${seen}`, {
    cause: last,
  })
}
