import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PACKAGE = 'chdb@3.4.0'

/** Folder in which chdb is installed: half a gigabyte, so no dependency of the repository. Installs it when it is missing. */
export function findChdb(): string {
  const folder = join(tmpdir(), `pulso-${PACKAGE.replace('@', '-')}`)
  const isThere = () => existsSync(join(folder, 'node_modules', 'chdb', 'package.json'))
  if (!isThere()) {
    mkdirSync(folder, { recursive: true })
    spawnSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', PACKAGE], { stdio: 'ignore' })
  }
  if (!isThere()) throw new Error(`${PACKAGE} cannot be installed in ${folder}.`)
  return folder
}
