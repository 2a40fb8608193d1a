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
  const { db, isAmong, run } = store.sql
  // Notes first: when this breaks off, the records still say which runs are meant.
  if (of.runs.length > 0)
    await run([
      db
        .updateTable('case_history')
        .set({ note: null })
        .where('case_number', 'in', (eb) =>
          eb
            .selectFrom('cases as c')
            .select('c.number')
            .where('c.project', '=', project)
            .where(({ ref }) => isAmong(ref('c.run'), of.runs)),
        ),
    ])
  const records = await store.owner.remove(project, of)
  if (records > 0) await store.owner.tidy()
  return { records }
}
