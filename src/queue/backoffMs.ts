/**
 * Full jitter: anything from 0 to `1 s · 2^fails`, 300 s at most.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const backoffMs = (fails: number, random: () => number): number =>
  random() * Math.min(300_000, 1000 * 2 ** fails)
