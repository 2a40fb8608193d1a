import type { Context } from 'hono'
import type { LiveFilter } from '../live/LiveFilter.ts'
import { readLiveFilter, SEGMENT_PREFIX } from '../live/readLiveFilter.ts'
import { type Locale, WORDS, type Words } from './words.ts'

export type PageName = 'report' | 'cases' | 'answers'

/** What a page is drawn with: its language, the filter in its address, and links that keep both. */
export interface View {
  page: PageName
  locale: Locale
  words: Words
  filter: LiveFilter
  problems: readonly ('day' | 'segment')[]
  /** Address of a page with this filter; `null` takes a key out. Relative, so the pages may live under a path of a proxy. */
  link(page: PageName, changes?: { [key: string]: string | null }): string
  /** What the address says of the filter, and of the language. */
  carried: readonly [key: string, value: string][]
}

const PATHS: { [page in PageName]: string } = { report: './', cases: './cases', answers: './answers' }
const CARRIED = ['lang', 'mode', 'project', 'touchpoint', 'channel', 'from', 'to']
/** Of the filter, what a list of cases can do. */
const OF_CASES = ['lang', 'mode', 'project']

/** Reads what a request asks for. The language is that of `?lang=`, else what the browser prefers of those there are. */
export function viewOf(c: Context, page: PageName, segments: readonly string[]): View {
  const query = new URL(c.req.url).searchParams
  const { filter, problems } = readLiveFilter(query, segments)
  const locale = localeOf(query.get('lang'), c.req.header('accept-language') ?? '')
  const carried = [...query].filter(
    ([key, value]) =>
      value !== '' && (CARRIED.includes(key) || segments.some((name) => key === SEGMENT_PREFIX + name)),
  )
  return {
    ...{ page, locale, words: WORDS[locale], filter, problems, carried },
    link(to, changes = {}) {
      const next = new URLSearchParams(
        carried.filter(([key]) => !(key in changes) && (to !== 'cases' || OF_CASES.includes(key))),
      )
      for (const [key, value] of Object.entries(changes)) if (value !== null) next.set(key, value)
      const text = next.toString()
      return text === '' ? PATHS[to] : `${PATHS[to]}?${text}`
    },
  }
}

function localeOf(asked: string | null, accepted: string): Locale {
  if (asked === 'en' || asked === 'es') return asked
  const first = accepted.split(',').find((part) => /^\s*(en|es)\b/i.test(part))
  return /^\s*es/i.test(first ?? '') ? 'es' : 'en'
}
