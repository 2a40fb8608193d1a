import type { PeriodLength } from '@pulso/insights'
import { messageOf } from '../messageOf.ts'
import { type Book, type BookOptions, createBook } from './createBook.ts'
import { BLOCK_ARRIVALS } from './deletionTables.ts'
import { isWithin, type LiveFilter, type Place } from './LiveFilter.ts'
import { type LiveView, viewOf } from './viewOf.ts'

export interface LiveOptions extends Omit<BookOptions, 'insights' | 'failed'> {
  /** Told what went wrong, once until something else does. */
  failed: (message: string) => void
}

/** How far counting is. */
export interface Progress {
  /** Whether what the store held when it was asked is counted. */
  isDone: boolean
  /** 0–1. */
  share: number
  /** Whether deleted records are being taken back. */
  isAgain: boolean
  /** Whether the oldest records are left out, as there are more numbers than may be held. */
  isCut: boolean
}

/** What filters can choose from. */
export interface Choices {
  projects: string[]
  touchpoints: string[]
  channels: string[]
  segments: { [name: string]: string[] }
}

/** Numbers of all records, kept up to date record by record. */
export interface Live {
  /** Goes on counting what arrives, for an hour after it was last asked to. Else counting is done when somebody looks. */
  follow(): void
  /** Counts what is there, for at most `waitMs`. Rejects when the store is away. */
  look(waitMs: number): Promise<Progress>
  view(filter: LiveFilter, period: PeriodLength): LiveView
  /** Records that a filter lets through. */
  count(filter: LiveFilter): number
  /** Blocks (arrival ÷ {@link BLOCK_ARRIVALS}) of which no record is let through. One that is not counted is not among them. */
  without(filter: LiveFilter): number[]
  choices(mode: LiveFilter['mode']): Choices
  /** Up to which record is counted, and how many deletions are known of: it changes with every number that changes. */
  version(): { cursor: string | null; deleted: number }
  stop(): Promise<void>
}

const LOOK_MS = 1000
const AWAY_MS = 5000
/** Nobody pays for numbers that nobody looks at. */
const FOLLOW_MS = 3_600_000
/** Values of one list to choose from: senders can invent more. */
const MAX_CHOICES = 100

/** Makes the numbers of a store; nothing is read before somebody looks, or `follow` is called. */
export function createLive({ failed, ...options }: LiveOptions): Live {
  const { store, segments } = options
  let book: Promise<{ book: Book; insights: typeof import('@pulso/insights') }> | undefined
  let open: Awaited<NonNullable<typeof book>> | undefined
  let queue: Promise<unknown> = Promise.resolve()
  let isFollowing = false
  let followedUntil = 0
  let rest: { timer: NodeJS.Timeout; end: () => void } | undefined
  let isStopped = false
  let lastFailure: string | undefined

  /** The metrics are read when they are needed: a collector that nobody looks at starts without them. */
  const opened = () => {
    book ??= import('@pulso/insights').then((insights) => {
      open = { insights, book: createBook({ ...options, insights, failed }) }
      return open
    })
    return book
  }
  /** One step at a time, whoever asks. */
  const step = async (): Promise<boolean> => {
    const { book } = await opened()
    const next = queue.then(() => (isStopped ? false : book.step()))
    queue = next.catch(() => {})
    return next
  }
  const nap = (ms: number) =>
    new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(rest?.timer)
        rest = undefined
        resolve()
      }
      rest = { timer: setTimeout(end, ms), end }
      rest.timer.unref()
    })
  const counted = () => {
    if (!open) throw new Error('The report was asked for before anything was counted.')
    return open
  }

  return {
    follow() {
      followedUntil = performance.now() + FOLLOW_MS
      if (isFollowing) return
      isFollowing = true
      void (async () => {
        await nap(LOOK_MS) // who asked looks first
        while (!isStopped && performance.now() < followedUntil) {
          const began = performance.now()
          try {
            const isMore = await step()
            lastFailure = undefined
            await nap(isMore ? performance.now() - began : LOOK_MS) // catching up, it rests as long as it works
          } catch (error) {
            const message = messageOf(error)
            if (message !== lastFailure) failed(message)
            lastFailure = message
            await nap(AWAY_MS)
          }
        }
        isFollowing = false
      })()
    },
    async look(waitMs) {
      const until = performance.now() + waitMs
      let isMore = true
      do isMore = await step()
      while (isMore && performance.now() < until && !isStopped)
      const { cursor, again } = counted().book.position
      const { isCut } = counted().book
      const end = isMore ? Number(await store.end()) : 0
      return {
        ...{ isDone: !isMore, isAgain: again > 0, isCut },
        share: isMore && end > 0 ? Math.min(1, Number(cursor ?? 0) / end) : 1,
      }
    },
    view(filter, period) {
      const { book, insights } = counted()
      return viewOf(book.blocks(), filter, book.sample[filter.mode], insights, { segments, period })
    },
    count: (filter) =>
      places(filter.mode).reduce((sum, place) => sum + (isWithin(filter, place) ? place.records : 0), 0),
    without(filter) {
      const { book } = counted()
      const { cursor, again } = book.position
      if (again > 0) return [] // what is beside them may hold the end of their runs
      const blocks = book.blocks()
      const end = Number(cursor ?? 0)
      const isHit = blocks.map(({ tallies }) =>
        [...tallies[filter.mode].values()].some((place) => isWithin(filter, place)),
      )
      return blocks.flatMap(({ index }, place) => {
        const isWhole = end >= (index + 1) * BLOCK_ARRIVALS - 1
        // The end of a run is counted in the block where it began, which is the one before.
        return isWhole && !isHit[place] && !isHit[place - 1] ? [index] : []
      })
    },
    choices(mode) {
      const all = places(mode)
      const names = (of: (place: Place) => string | undefined) =>
        [...new Set(all.map(of))]
          .filter((name): name is string => !!name)
          .sort()
          .slice(0, MAX_CHOICES)
      return {
        projects: names(({ project }) => project),
        touchpoints: names(({ touchpoint }) => touchpoint),
        channels: names(({ channel }) => channel),
        segments: Object.fromEntries(segments.map((name) => [name, names((place) => place.segments[name])])),
      }
    },
    version() {
      const { deleted, position } = counted().book
      return { cursor: position.cursor, deleted }
    },
    async stop() {
      isStopped = true
      rest?.end()
      await queue // and no step begins any more
    },
  }

  function places(mode: LiveFilter['mode']) {
    return counted()
      .book.blocks()
      .flatMap(({ tallies }) => [...tallies[mode].values()])
  }
}
