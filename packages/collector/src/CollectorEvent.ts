/** What the collector tells its log. Ids are random; no body, key or address is ever in it. */
export type CollectorEvent =
  | { event: 'conflict'; project: string; id: string }
  | { event: 'rejected'; project: string; codes: { [code: string]: number } }
  | { event: 'quota_reached'; project: string; recordsPerDay: number }
  | { event: 'expired'; project: string; records: number }
  | { event: 'store_failed'; message: string }
  | { event: 'failed' | 'page_failed'; message: string }
  | { event: 'pages_recounted'; blocks: number; reason: 'version' | 'damaged' }
  | { event: 'sink_ok' | 'sink_waiting' | 'sink_held'; sink: string; code?: string }
  | { event: 'dead_letters'; sink: string; codes: { [code: string]: number } }
  | { event: 'forward_failed'; sink: string; message: string }
  | { event: 'mirror_ok' | 'mirror_built' }
  | { event: 'mirror_waiting'; code: string }
  | { event: 'mirror_failed'; message: string }
