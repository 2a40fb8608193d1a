import { PulsoError } from '../errors.ts'
import type { SurveyInput } from '../schema/index.ts'
import { idle } from './idle.ts'
import type { Keepsake } from './keepsake.ts'

export interface Feed {
  surveys: readonly SurveyInput[]
  quotas?: { [surveyId: string]: number }
}

const KEPT_LENGTH = 100_000 // UTF-16 code units; larger files are not kept: each write is copied to every tab of the site

// Taken at load: a page may replace it later.
const { fetch } = globalThis

/**
 * Reads the surveys from a URL. The copy of the last visit is used at once while a fresh one loads; `use` is called
 * again only if that differs. `cache: 'no-cache'` lets the browser ask with its ETag: an `If-None-Match` of our own
 * would cost a CORS preflight.
 */
export async function fetchSurveys(url: string, kept: Keepsake, use: (feed: Feed) => unknown): Promise<void> {
  const parse = (json: string) => {
    const feed = JSON.parse(json) as Feed | SurveyInput[]
    return use('surveys' in feed ? feed : { surveys: [...feed] }) // what is neither throws here
  }
  const [keptUrl, keptJson] = kept.get<[url: string, json: string]>('surveys') ?? []
  const stale = keptUrl === url && keptJson
  if (stale) await parse(stale)
  try {
    await idle()
    const reply = await fetch(url, { cache: 'no-cache', credentials: 'omit' })
    if (!reply.ok) throw reply.status
    const json = await reply.text()
    if (json === stale) return
    parse(json)
    if (json.length < KEPT_LENGTH) kept.set('surveys', [url, json])
  } catch (cause) {
    throw new PulsoError('surveys_unavailable', `No surveys at ${url}: check it and CORS.`, {
      cause,
    })
  }
}
