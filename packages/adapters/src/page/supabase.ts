import { adapterError } from '../core/adapterError.ts'
import { defineSink } from '../core/defineSink.ts'
import { row } from '../core/row.ts'

export interface SupabaseOptions {
  /** Project address, `https://PROJECT.supabase.co/rest/v1`; of any PostgREST, its root. */
  endpoint: string
  /** Publishable (anon) key. Its role needs leave to insert, and to read the column `id`. */
  key: string
  /** @defaultValue `pulso_records` */
  table?: string
}

/** A secret key, or a token with the role service_role in it: its base64 in each of the three places it may begin. */
const SECRET = /^sb_secret|c2VydmljZV9|NlcnZpY2Vf|zZXJ2aWNlX3/

/**
 * Inserts each record as a row: `id`, `at`, `type`, `survey`, and the whole `record` as JSON.
 *
 * @needs the project's address, the publishable key (public), a table with row-level security as below
 * @dedupe `id` is the primary key, and a repeat is ignored
 * @once for ever
 * @source https://docs.postgrest.org/en/stable/references/api/preferences.html
 */
export const supabaseSink = defineSink<SupabaseOptions>(
  'supabase',
  { endpoint: '', key: '', table: 'pulso_records' },
  ({ endpoint, key, table }) => {
    if (SECRET.test(key) && (globalThis as { document?: unknown }).document)
      throw adapterError('secret_in_browser', 'supabase: this key is secret, and every visitor could read it')
    return {
      endpoint: `${endpoint}/${table}?on_conflict=id`,
      headers: {
        apikey: key,
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        prefer: 'resolution=ignore-duplicates',
      },
      body: (records) => records.map(row),
      // Without the Prefer header's help (a view, an old version) a repeat is a conflict: it is there already. A missing
      // column or table (PGRST…) is no fault of a record.
      ack: ({ status }, text, ids) =>
        /23505|"PGRST/.test(text) && {
          status: status !== 409 ? 'held' : ids[1] ? 'split' : 'settled',
          code: 'wrong_table',
          keptIds: ids,
        },
    }
  },
)
