import type { LiveFilter } from './LiveFilter.ts'

const DAY = /^\d{4}-\d{2}-\d{2}$/
/** Before the key of a segment: `s.country=es`. */
export const SEGMENT_PREFIX = 's.'

/**
 * Reads `?mode=live|test` (live unless told), `project`, `touchpoint`, `channel`, `from` and `to` (days, UTC), and
 * `s.KEY` for segments. Empty values do not narrow, as a form sends them; what is no day is left out, and named.
 *
 * @param names - segments that there are; others are left out, and named. Left out, every segment may be asked for.
 */
export function readLiveFilter(
  query: URLSearchParams,
  names?: readonly string[],
): { filter: LiveFilter; problems: ('day' | 'segment')[] } {
  const problems: ('day' | 'segment')[] = []
  const text = (name: 'project' | 'touchpoint' | 'channel') => {
    const value = query.get(name)
    return value ? { [name]: value } : {}
  }
  const day = (name: 'from' | 'to') => {
    const value = query.get(name)
    if (!value) return {}
    if (DAY.test(value) && Number.isFinite(Date.parse(value))) return { [name]: value }
    problems.push('day')
    return {}
  }
  const segments: { [name: string]: string } = {}
  for (const [key, value] of query) {
    const name = key.slice(SEGMENT_PREFIX.length)
    if (!key.startsWith(SEGMENT_PREFIX) || value === '') continue
    if (names === undefined || names.includes(name)) segments[name] = value
    else problems.push('segment')
  }
  const mode = query.get('mode') === 'test' ? 'test' : 'live'
  return {
    filter: {
      mode,
      ...text('project'),
      ...text('touchpoint'),
      ...text('channel'),
      ...day('from'),
      ...day('to'),
      segments,
    },
    problems,
  }
}
