/** What the collector tells its log. Ids are random; no body, key or address is ever in it. */
export type CollectorEvent =
  | { event: 'conflict'; project: string; id: string }
  | { event: 'rejected'; project: string; codes: { [code: string]: number } }
  | { event: 'store_failed'; message: string }
  | { event: 'failed'; message: string }
