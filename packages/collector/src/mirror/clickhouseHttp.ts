import { MirrorError } from './MirrorError.ts'
import type { MirrorAddress } from './mirrorAddress.ts'

/** A ClickHouse over HTTP. Its methods reject with {@link MirrorError}. */
export interface ClickhouseHttp {
  /** A statement that gives nothing back. @param body - rows of an INSERT. */
  run(sql: string, given?: { body?: string; settings?: { [name: string]: string } }): Promise<void>
  /** A SELECT, without its FORMAT. Whole numbers of 64 bits come as text or as numbers, by the server's age. */
  rows(sql: string): Promise<{ [column: string]: unknown }[]>
}

/** Longest wait for an answer, in milliseconds. What ClickHouse does afterwards all the same is counted once. */
const ANSWER_MS = 60_000
const LATE = 'late'

/** @param until - aborted, requests under way are given up. */
export function clickhouseHttp(
  { endpoint, user, password }: Pick<MirrorAddress, 'endpoint' | 'user' | 'password'>,
  until: AbortSignal,
): ClickhouseHttp {
  const basic = Buffer.from(`${user}:${password}`).toString('base64')

  async function ask(query: string, body: string, settings: { [name: string]: string }): Promise<string> {
    // By hand: `AbortSignal.any` of Node 20 and 22 keeps what it makes for as long as `until` lives.
    const ending = new AbortController()
    const end = () => ending.abort()
    if (until.aborted) end()
    until.addEventListener('abort', end)
    const timer = setTimeout(() => ending.abort(LATE), ANSWER_MS)
    try {
      const response = await fetch(`${endpoint}/?${new URLSearchParams({ query, ...settings })}`, {
        method: 'POST',
        body,
        headers: user === '' ? {} : { authorization: `Basic ${basic}` },
        redirect: 'error',
        signal: ending.signal,
      })
      const text = await response.text()
      if (response.ok) return text
      const code = response.headers.get('x-clickhouse-exception-code') ?? /^Code: (\d+)/.exec(text)?.[1]
      throw new MirrorError(code === undefined ? `http_${response.status}` : `clickhouse_${code}`)
    } catch (cause) {
      if (cause instanceof MirrorError) throw cause
      throw new MirrorError(ending.signal.reason === LATE ? 'timeout' : 'unreachable', { cause })
    } finally {
      clearTimeout(timer)
      until.removeEventListener('abort', end)
    }
  }

  return {
    async run(sql, { body = '', settings = {} } = {}) {
      // A sign-in page says 200 too, and has stored nothing.
      if ((await ask(sql, body, settings)) !== '') throw new MirrorError('not_clickhouse')
    },
    async rows(sql) {
      const text = await ask(`${sql} FORMAT JSONEachRow`, '', {})
      try {
        return text
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((line) => JSON.parse(line) as { [column: string]: unknown })
      } catch (cause) {
        throw new MirrorError('not_clickhouse', { cause }) // or it failed in mid-answer
      }
    },
  }
}
