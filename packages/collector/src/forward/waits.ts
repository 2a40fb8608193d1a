/** Longest wait of a sink that fails, and of a single record that does, in milliseconds. */
const MAX_SINK_MS = 300_000
const MAX_ITEM_MS = 3_600_000
/** A person must put something right: soon again at first, in case it is done at once. */
const HELD_MS = { first: 30_000, most: 900_000 }
const MIN_ASKED_MS = 1000
const MAX_ASKED_MS = 3_600_000

/** No wait is longer: a time further ahead was written by a clock that was wrong, and is not waited for. */
export const LONGEST_MS = 2 * MAX_ASKED_MS

/** Nobody is asked in a tight loop, whatever the dice say. */
const MIN_MS = 100

/**
 * Full jitter: anything up to `1 s · 2^failures`, in milliseconds.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
const jittered = (failures: number, most: number, random: () => number) =>
  Math.max(MIN_MS, Math.ceil(random() * Math.min(most, 1000 * 2 ** failures)))

export const sinkWaitMs = (failures: number, random: () => number) => jittered(failures, MAX_SINK_MS, random)
export const itemWaitMs = (tries: number, random: () => number) => jittered(tries, MAX_ITEM_MS, random)
export const heldWaitMs = (failures: number) => Math.min(HELD_MS.most, HELD_MS.first * 2 ** failures)

/** What the backend asked for, within reason, and up to a quarter more: not all come back at once. */
export const askedWaitMs = (askedMs: number, random: () => number) =>
  Math.ceil(Math.min(MAX_ASKED_MS, Math.max(MIN_ASKED_MS, askedMs)) * (1 + random() / 4))
