import type { Answer, Received } from './openReceiver.ts'

type Row = { project: string; id: string; gone?: number; arrival?: number; [column: string]: unknown }

/** As much of ClickHouse as the mirror asks for, in memory: rows stay as often as they came, `FINAL` merges them. */
export function fakeClickhouse(version = '26.7.2.1') {
  const tables = new Map<string, Row[]>()
  const views = new Map<string, string>()
  const tokens = new Set<string>()
  const refused = (code: number): Answer => ({
    status: 500,
    headers: { 'x-clickhouse-exception-code': String(code) },
  })

  function ask(query: string, body: string, token: string | null): object[] | number {
    const [, table = ''] =
      /(?:INTO|FROM|TABLE|EXISTS|VIEW) (?:IF (?:NOT )?EXISTS )?(\w+\.\w+)/.exec(query) ?? []
    if (/^SELECT version/.test(query)) return [{ version }]
    if (/system\.databases/.test(query)) return [{ name: 'default' }]
    if (/system\.tables/.test(query))
      return [...tables.keys(), ...views.keys()].map((name) => ({ name: name.split('.')[1] }))
    if (/^CREATE TABLE/.test(query)) {
      tables.set(table, tables.get(table) ?? [])
      return []
    }
    if (/^CREATE (OR REPLACE )?VIEW/.test(query)) {
      views.set(table, /FROM (\S+) FINAL/.exec(query)?.[1] ?? '')
      return []
    }
    if (/^DROP/.test(query)) {
      tables.delete(table)
      views.delete(table)
      return []
    }
    const rows = tables.get(views.get(table) ?? table)
    if (!rows) return 60
    if (/^INSERT/.test(query)) {
      if (token === null || !tokens.has(`${table} ${token}`))
        for (const line of body.split('\n').filter((each) => each !== '')) rows.push(JSON.parse(line) as Row)
      if (token !== null) tokens.add(`${table} ${token}`)
      return []
    }
    if (/^ALTER/.test(query)) {
      const since = Number(/gone >= (\d+)/.exec(query)?.[1])
      const gone = new Set(rows.filter(({ gone: at = 0 }) => at >= since).map(keyOf))
      tables.set(
        table,
        rows.filter((row) => row.gone || !gone.has(keyOf(row))),
      )
      return []
    }
    const isMerged = views.has(table) || /FINAL/.test(query)
    const until = Number(/arrival <= (\d+)/.exec(query)?.[1] ?? Infinity)
    const read = isMerged ? merged(rows).filter(({ gone, arrival = 0 }) => !gone && arrival <= until) : rows
    if (!/GROUP BY project, mode/.test(query)) return read
    const counts = new Map<string, { project: string; mode: unknown; count: number }>()
    for (const { project, mode } of read) {
      const count = counts.get(`${project} ${mode}`) ?? { project, mode, count: 0 }
      counts.set(`${project} ${mode}`, { ...count, count: count.count + 1 })
    }
    return [...counts.values()]
  }

  return async ({ path, body }: Pick<Received, 'path' | 'body'>): Promise<Answer> => {
    const { searchParams } = new URL(path, 'http://local')
    const answer = ask(searchParams.get('query') ?? '', body, searchParams.get('insert_deduplication_token'))
    if (typeof answer === 'number') return refused(answer)
    return { status: 200, body: answer.map((row) => `${JSON.stringify(row)}\n`).join('') }
  }
}

const keyOf = ({ project, id }: Row) => `${project} ${id}`

/** The row with the highest `gone` stays; of several, the last. */
function merged(rows: readonly Row[]): Row[] {
  const kept = new Map<string, Row>()
  for (const row of rows) if ((row.gone ?? 0) >= (kept.get(keyOf(row))?.gone ?? 0)) kept.set(keyOf(row), row)
  return [...kept.values()]
}
