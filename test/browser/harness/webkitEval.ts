import { setTimeout as sleep } from 'node:timers/promises'
import type { PageFunction } from './engine.ts'
import type { Call } from './webdriver.ts'

type Answer<T> = { value?: T; error?: string } | null

const EVAL_LIMIT_MS = 50_000
const POLL_MS = 15
let lastId = 0

/**
 * Starts the function in the page, then asks for its result in short calls: a call that waits would keep every other
 * tab of the session waiting with it, for ever where one tab waits for another.
 */
export async function webkitEval<T, A extends readonly unknown[]>(
  call: Call,
  fn: PageFunction<T, A>,
  args: A,
): Promise<T> {
  const id = `${++lastId}`
  const run = typeof fn === 'string' ? `async () => (${fn})` : `async (...args) => (${fn})(...args)`
  const execute = (script: string) =>
    call<Answer<T>>('POST', '/execute/sync', { script: `return (${step})(${script})`, args: [id, args] })
  const until = Date.now() + EVAL_LIMIT_MS

  let answer = await execute(`arguments[0], arguments[1], ${run}`)
  while (answer === null) {
    if (Date.now() > until) throw new Error(`eval took longer than ${EVAL_LIMIT_MS} ms: ${fn}`)
    await sleep(POLL_MS)
    answer = await execute('arguments[0]')
  }
  if (answer.error !== undefined) throw new Error(answer.error)
  return answer.value as T
}

/** Runs in the page, and leans on syntax only: the page may have replaced `Promise`, `Map` or the timers. */
async function step(
  id: string,
  args?: unknown[],
  run?: (...args: unknown[]) => Promise<unknown>,
): Promise<Answer<unknown>> {
  const page = window as { pulsoTestCalls?: Record<string, Answer<unknown>> }
  if (!page.pulsoTestCalls) {
    Object.defineProperty(page, 'pulsoTestCalls', { value: { __proto__: null }, configurable: true })
  }
  const calls = page.pulsoTestCalls as Record<string, Answer<unknown>>
  if (run) {
    calls[id] = null
    const settle = async () => {
      try {
        const value = await run(...(args ?? []))
        calls[id] = value === undefined ? {} : { value } // the driver would turn undefined into null
      } catch (error) {
        calls[id] = { error: `${error}` }
      }
    }
    void settle()
  }
  if (!(id in calls)) return { error: 'The page went away before the answer came.' }
  for (let turn = 0; turn < 20 && calls[id] === null; turn++) await null // most answers are there at once
  const answer = calls[id] ?? null
  if (answer !== null) delete calls[id]
  return answer
}
