import { existsSync } from 'node:fs'
import { type CommandContext, type ExitCode, misused, readArgs } from '../commandTools.ts'
import { nameOfStore, storeOf } from '../openStore.ts'
import { storeUrlOf } from '../readEnvironment.ts'
import { backupPostgres, backupSqlite } from './backup.ts'

export const BACKUP_USAGE = `pulso-collector backup FILE [--from URL]
  Writes a consistent copy of the database while collectors write to it: of SQLite a database, of Postgres a file for
  pg_restore, by pg_dump, which must be installed.`

/** The command `pulso-collector backup`. @throws {@link CollectorError} `invalid_config`, `store_unusable`. */
export async function backupCommand(
  args: readonly string[],
  { env, say }: CommandContext,
): Promise<ExitCode> {
  const { values, positionals } = readArgs(args, { from: { type: 'string' } }, BACKUP_USAGE, 1)
  const [file = ''] = positionals
  const url = values.from ?? storeUrlOf(env)
  const store = storeOf(url)
  if (!store || (store.kind === 'sqlite' && !existsSync(store.path)))
    throw misused(store ? `There is no file ${nameOfStore(url)}.` : '--from names no store.', BACKUP_USAGE)
  const { records } =
    store.kind === 'sqlite' ? await backupSqlite(store.path, file) : await backupPostgres(url, file)
  say(`${nameOfStore(url)} is in ${file}${records === undefined ? '' : `, with ${records} records`}`)
  return 0
}
