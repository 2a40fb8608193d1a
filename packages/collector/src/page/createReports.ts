import type { LiveDesk } from '../live/createLiveDesk.ts'
import type { Drawing, Glance, Wanted } from '../live/LiveCalls.ts'
import { within } from './within.ts'

const MOST = 12
/** Of all that is remembered, in UTF-16 units. */
const MOST_CHARACTERS = 16_000_000
/** Drawings asked for at a time: each filter is one, and the thread draws one after the other. */
const MOST_WAITING = 8
/** A report that takes long is drawn anew at most this often: as many times as long as it took. */
const REST_FACTOR = 10
const LONG_MS = 1000

/** What a page shows. */
export interface Shown {
  /** The last one that may be shown; `null` while there is none. */
  drawing: Drawing | null
  /** Whether a newer one is being made. */
  isDrawing: boolean
}

/**
 * Reports as markup, each made once of the same numbers. Who asks waits for the newest one for so long, and then gets the
 * last: unless a record was deleted since, which may be in it.
 */
export function createReports(live: Pick<LiveDesk, 'draw' | 'deleted'>) {
  const drawn = new Map<string, Drawing & { until: number }>()
  const waiting = new Map<string, Promise<unknown>>()

  const draw = (name: string, wanted: Wanted): Promise<unknown> => {
    const known = waiting.get(name)
    if (known || waiting.size >= MOST_WAITING) return known ?? Promise.resolve()
    const next = live
      .draw(wanted)
      .then((drawing) => {
        const restMs = drawing.tookMs > LONG_MS ? drawing.tookMs * REST_FACTOR : 0
        drawn.delete(name)
        drawn.set(name, { ...drawing, until: performance.now() + restMs })
        let held = 0
        for (const [place, [old, { markup }]] of [...drawn].reverse().entries()) {
          held += markup.length
          if (place >= MOST || (place > 0 && held > MOST_CHARACTERS)) drawn.delete(old)
        }
      })
      .finally(() => waiting.delete(name))
    waiting.set(name, next)
    return next
  }

  /** @param glance - of the numbers as they are now; `null` when they were not told in time. */
  return async (wanted: Wanted, glance: Glance | null, waitMs: number): Promise<Shown> => {
    const name = JSON.stringify(wanted)
    const isNow = ({ cursor, deleted }: Drawing) => cursor === glance?.cursor && deleted === glance.deleted
    const deleted = await live.deleted()
    /** The last one, while nothing was deleted that it may hold. */
    const last = () => {
      const known = drawn.get(name)
      return known && known.deleted >= deleted ? known : null
    }
    const known = last()
    if (known && (isNow(known) || performance.now() < known.until))
      return { drawing: known, isDrawing: false }
    await within(draw(name, wanted), waitMs)
    const drawing = last()
    return { drawing, isDrawing: drawing === null || waiting.has(name) }
  }
}
