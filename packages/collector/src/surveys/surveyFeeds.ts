import { createHash } from 'node:crypto'
import type { SurveyInput } from '@pulso/web/schema'
import type { Mode } from '../Store.ts'
import type { PublicationStore } from './PublicationStore.ts'

/** What a page reads: `{ surveys, quotas }`, and the tag by which it asks whether that is still so. */
export interface Feed {
  body: string
  etag: string
}

/** How long a feed is served from memory, in milliseconds: a page view asks the database nothing. */
const FRESH_MS = 5000

/**
 * The feeds that are served, from memory. One that cannot be read anew goes on being served as it was: a page can show its
 * surveys while the database is away.
 *
 * @param onFailure - is told why a feed could not be read anew.
 */
export function surveyFeeds(
  publications: PublicationStore,
  now: () => number,
  onFailure: (error: unknown) => void,
) {
  const kept = new Map<string, { at: number; feed: Feed | undefined }>()
  const underWay = new Map<string, Promise<Feed | undefined>>()

  async function load(project: string, mode: Mode): Promise<Feed | undefined> {
    const latest = await publications.latest(project, mode)
    if (!latest) return undefined
    const surveys = JSON.parse(latest.json) as SurveyInput[]
    const limited = surveys.filter(({ eligibility }) => eligibility?.quota !== undefined).map(({ id }) => id)
    const counts = limited.length > 0 ? await publications.completions(project, mode, limited) : new Map()
    const quotas = Object.fromEntries(limited.map((id) => [id, counts.get(id) ?? 0]))
    const body = `{"surveys":${latest.json},"quotas":${JSON.stringify(quotas)}}`
    return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
  }

  return {
    /** `undefined` when nothing was published. Rejects when that cannot be known. */
    get(project: string, mode: Mode): Promise<Feed | undefined> {
      const name = `${project} ${mode}`
      const before = kept.get(name)
      if (before && Math.abs(now() - before.at) < FRESH_MS) return Promise.resolve(before.feed)
      const asked = underWay.get(name)
      if (asked) return asked
      const loading = load(project, mode)
        .catch((error: unknown) => {
          if (!before?.feed) throw error
          onFailure(error)
          return before.feed
        })
        .then((feed) => {
          // Unless something was published while it was read.
          if (underWay.get(name) === loading) kept.set(name, { at: now(), feed })
          return feed
        })
        .finally(() => underWay.get(name) === loading && underWay.delete(name))
      underWay.set(name, loading)
      return loading
    },
    /** After a publication: the next page gets it. */
    forget(project: string, mode: Mode): void {
      kept.delete(`${project} ${mode}`)
      underWay.delete(`${project} ${mode}`)
    },
  }
}
