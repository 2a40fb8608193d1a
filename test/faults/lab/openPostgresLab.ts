import { runPostgres, untilReady } from '../../../packages/collector/test/support/runPostgres.ts'
import type { StoredRow } from './collector.ts'
import type { LabStore } from './LabStore.ts'
import { soon } from './openSqliteLab.ts'
import { processesOf } from './processesOf.ts'

/** A real PostgreSQL of its own. */
export async function openPostgresLab(): Promise<LabStore> {
  const { engine, url, query, createDatabase } = await runPostgres()
  const name = await createDatabase()
  const [version] = await query<{ server_version: string }>(name, 'SHOW server_version')
  return {
    database: url(name),
    engine: `PostgreSQL ${version?.server_version}`,
    rows: () =>
      query<StoredRow>(
        name,
        `SELECT replace(id::text, '-', '') AS id, json FROM pulso.records ORDER BY arrival`,
      ),
    moment: soon,
    collectors: 3,
    server: {
      async kill() {
        // with all that it has forked: a backend would finish its commit
        for (const pid of processesOf(engine.folder)) endNow(pid)
        await engine.kill()
      },
      async start() {
        await engine.start()
        await untilReady(() => query(name, 'SELECT 1'))
      },
    },
    close: () => engine.stop(),
  }
}

function endNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it ended meanwhile
  }
}
