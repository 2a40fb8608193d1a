import type { RecordFilter } from './Store.ts'

/** Reads `?mode=live|test|all` (live unless told), `?since=`, an ISO date or milliseconds since 1970, and `?project=`. */
export function readFilter(query: URLSearchParams): (RecordFilter & { since: number }) | { problem: string } {
  const mode = query.get('mode') ?? 'live'
  if (mode !== 'live' && mode !== 'test' && mode !== 'all') return { problem: '`mode` is live, test or all.' }
  const given = query.get('since')
  const since = given === null ? 0 : /^\d+$/.test(given) ? Number(given) : Date.parse(given)
  if (!Number.isFinite(since)) {
    return { problem: '`since` is a date such as 2026-01-31T00:00:00Z, or milliseconds since 1970.' }
  }
  const project = query.get('project')
  return { mode, since, ...(project !== null && { project }) }
}
