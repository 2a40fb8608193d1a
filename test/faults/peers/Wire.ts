/** One thing that a page has sent: which tap it tells of, and the id by which its vendor drops repeats. */
export interface Sent {
  tap: string | undefined
  id: string
}

/** How one vendor's SDK and server speak. */
export interface Wire {
  /** Where events go. Every other address gets `settings`. */
  path: RegExp
  /** What is in a body, in order. */
  read(body: string): Sent[]
  /** What the vendor's server says once it has it; `known` holds the ids that it had before. */
  reply(sent: readonly Sent[], known: ReadonlySet<string>): unknown
  /** Body of a 429, where the vendor's server sends one that its SDK reads. */
  limited?(sent: readonly Sent[]): unknown
  /** What the SDK fetches before it starts. */
  settings?: unknown
}
