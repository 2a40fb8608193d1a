import { defineSink } from '../core/defineSink.ts'

export interface FirestoreOptions {
  projectId: string
  /** Web API key; public. What it may do is said by the security rules: `allow create` and nothing else. */
  apiKey: string
  /** @defaultValue `pulso_records` */
  collection?: string
  /** @defaultValue `https://firestore.googleapis.com/v1` */
  endpoint?: string
}

/** Firestore's own JSON: every value with its type. */
const typed = (value: unknown): object =>
  Array.isArray(value)
    ? { arrayValue: { values: value.map(typed) } }
    : value === Object(value)
      ? { mapValue: typedFields(value as object) }
      : { [`${value === null ? 'null' : typeof value === 'number' ? 'double' : typeof value}Value`]: value }
const typedFields = (from: object): object => ({
  fields: Object.fromEntries(Object.entries(from).map(([key, value]) => [key, typed(value)])),
})

/**
 * Creates each record as a document whose id is the record's.
 *
 * @needs the project, its web API key (public), rules that allow `create` in the collection
 * @dedupe the document's id: one that exists is never written again
 * @once for ever
 * @source https://firebase.google.com/docs/firestore/reference/rest/v1/projects.databases.documents/commit
 */
export const firestoreSink = defineSink<FirestoreOptions>(
  'firestore',
  {
    projectId: '',
    apiKey: '',
    collection: 'pulso_records',
    endpoint: 'https://firestore.googleapis.com/v1',
  },
  ({ projectId, apiKey, collection, endpoint }) => {
    const root = `projects/${projectId}/databases/(default)/documents`
    return {
      endpoint: `${endpoint}/${root}:commit?key=${encodeURIComponent(apiKey)}`,
      maxBatchBytes: 1e7,
      body: (records) => ({
        writes: records.map((record) => ({
          update: { name: `${root}/${collection}/${record.id}`, ...typedFields(record) },
          currentDocument: { exists: false },
        })),
      }),
      // All or nothing: one that is there already fails the rest, so each half is tried by itself.
      ack: ({ status }, _text, ids) =>
        status === 409 && { status: ids[1] ? 'split' : 'settled', code: 'exists', keptIds: ids },
    }
  },
)
