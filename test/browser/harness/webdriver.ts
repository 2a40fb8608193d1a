/** One W3C WebDriver command. */
export type Call = <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<T>

const CALL_LIMIT_MS = 50_000

/** A thin WebDriver client. Every call has a time limit: a driver that hangs must not hang the run. */
export function webdriver(origin: string): Call {
  return async <T>(method: string, path: string, body?: object) => {
    const response = await fetch(origin + path, {
      method,
      signal: AbortSignal.timeout(CALL_LIMIT_MS),
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
    })
    const { value } = (await response.json()) as { value: T & { error?: string; message?: string } }
    if (!response.ok) throw new Error(`WebDriver ${method} ${path}: ${value?.error}. ${value?.message ?? ''}`)
    return value
  }
}
