import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Reads the admin token from its file; on the first run makes both. Only the file's owner can read it. */
export function adminTokenFile(path: string): string {
  mkdirSync(dirname(path), { recursive: true })
  try {
    // `wx`: of two processes that start at once, one writes and both read the same.
    writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readFileSync(path, 'utf8').trim()
}
