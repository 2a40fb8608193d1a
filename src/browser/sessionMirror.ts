import type { Row } from '../queue/row.ts'

const NAME = 'pulso:o:'

/**
 * Copies each row of a map into the session storage, under a key of its own, and puts back what an earlier page of
 * this tab left there. Where the storage is refused or full, the map alone has the row.
 */
export function mirrorInSession(rows: Map<string, Row>, prefix: string): void {
  try {
    const storage = sessionStorage
    const names = Array.from({ length: storage.length }, (_, index) => storage.key(index)!)
    for (const name of names)
      if (name.startsWith(NAME + prefix)) {
        const row: Row = JSON.parse(storage.getItem(name)!)
        rows.set(row.id, row)
      }
    const { set, delete: remove } = Map.prototype
    rows.set = (id, row) => {
      try {
        storage.setItem(NAME + row.key, JSON.stringify(row))
      } catch {}
      return set.call(rows, id, row) as typeof rows
    }
    rows.delete = (id) => {
      const row = rows.get(id)
      if (row) storage.removeItem(NAME + row.key)
      return remove.call(rows, id)
    }
    for (const [id, row] of rows) rows.set(id, row)
  } catch {}
}
