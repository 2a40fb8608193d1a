/**
 * How long to wait after so many failures in a row: full jitter, so that a crowd that failed together comes back apart.
 * Soon after the first, which mostly is the visitor's own connection. A second says that nobody gets through, so from
 * then on a crowd is spread over more than a minute: 80 s, and 40 s more each time, 300 s at most.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const backoffMs = (fails: number, random: () => number): number =>
  random() * Math.min(300_000, fails > 1 ? 40_000 * fails : 2000)
