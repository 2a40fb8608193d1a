import type { RecordFilter, Store } from '../Store.ts'
import type { RecordsOf } from './OwnerStore.ts'

export interface ErasureReport {
  records: number
}

/**
 * Which records are of a person: those that carry the person id, in live and test mode, and the others of the same runs,
 * which may have begun before the person was known.
 */
export async function recordsOfPerson(
  store: Pick<Store, 'read'>,
  project: string,
  person: string,
): Promise<RecordFilter & { of: RecordsOf; project: string }> {
  const named = { mode: 'all', project, of: { persons: [person], runs: [] } } as const
  const runs = new Set<string>()
  for await (const page of store.read(named))
    for (const { json } of page) {
      const { run } = JSON.parse(json) as { run?: string }
      if (run !== undefined) runs.add(run)
    }
  return { mode: 'all', project, of: { persons: [person], runs: [...runs] } }
}

/**
 * Deletes every record of a person, and the notes of cases that such a record opened. Ids stay taken, so that what a page
 * sends again does not come back. Called again, it goes on where it broke off.
 *
 * @returns How many records were there. Rejects when the store is away.
 */
export async function erasePerson(
  store: Pick<Store, 'read' | 'owner' | 'sql'>,
  project: string,
  person: string,
): Promise<ErasureReport> {
  const { of } = await recordsOfPerson(store, project, person)
  const { prefix } = store.sql
  const notes = of.runs.map((run) => ({
    text: `UPDATE ${prefix}case_history SET note = NULL
      WHERE case_number IN (SELECT number FROM ${prefix}cases WHERE project = $1 AND run = $2)`,
    values: [project, run],
  }))
  // Notes first: when this breaks off, the records still say which runs are meant.
  if (notes.length > 0) await store.sql.run(notes)
  const records = await store.owner.remove(project, of)
  if (records > 0) await store.owner.tidy()
  return { records }
}
