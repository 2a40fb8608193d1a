import type { Row } from '../forward/Sql.ts'
import type { Store } from '../Store.ts'

const PAGE_IDS = 1000
const NO_ID = '0'.repeat(32)

interface Table {
  name: string
  keys: string[]
  values: string[]
  /** What decides where both stores have a row: the larger one stays. Left out, the first stays. */
  larger?: string
}

const TABLES: Table[] = [
  { name: 'publications', keys: ['project', 'mode', 'number'], values: ['published', 'json'] },
  {
    name: 'definitions',
    keys: ['project', 'mode', 'survey', 'rev', 'hash'],
    values: ['json', 'first', 'last'],
    larger: 'last',
  },
  { name: 'gone_completions', keys: ['project', 'mode', 'survey'], values: ['runs'], larger: 'runs' },
  { name: 'key_days', keys: ['key', 'day'], values: ['records'], larger: 'records' },
]

/**
 * Copies what a store holds beside its records: published surveys, the counts of quotas, and the ids of records that were
 * deleted. A record that was deleted in the source after it was moved is deleted in the target too. Run again, it doubles
 * nothing.
 */
export async function moveRest(
  from: Pick<Store, 'sql' | 'owner'>,
  to: Pick<Store, 'sql' | 'owner'>,
): Promise<void> {
  for (const { name, keys, values, larger } of TABLES) {
    const columns = [...keys, ...values]
    const table = `${to.sql.prefix}${name}`
    const [rows = []] = await from.sql.run<Row>([
      { text: `SELECT ${columns.join(', ')} FROM ${from.sql.prefix}${name}` },
    ])
    const conflict = larger
      ? `DO UPDATE SET ${values.map((value) => `${value} = excluded.${value}`).join(', ')} WHERE excluded.${larger} > old.${larger}`
      : 'DO NOTHING'
    const text = `INSERT INTO ${table} AS old (${columns.join(', ')})
      VALUES (${columns.map((_, place) => `$${place + 1}`).join(', ')}) ON CONFLICT (${keys.join(', ')}) ${conflict}`
    if (rows.length > 0) {
      await to.sql.run(
        rows.map((row) => ({
          text,
          values: columns.map((column) => row[column] ?? null),
        })),
      )
    }
  }

  for (let last = { project: '', id: NO_ID }; ; ) {
    const page = await from.owner.gone(last, PAGE_IDS)
    const end = page.at(-1)
    if (!end) return
    await to.owner.bury(page)
    last = end
  }
}
