import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export interface Profile {
  readonly folder: string
  /** Deletes the folder if it is ours: a folder that the caller named stays. */
  discard(): void
}

/** The named folder, or a private one (mode 0700, and a short path: a Unix socket's may have 107 bytes only). */
export function openProfile(folder?: string): Profile {
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true })
    return { folder: resolve(folder), discard: () => {} }
  }
  const own = mkdtempSync(join(tmpdir(), 'pulso-browser-'))
  return { folder: own, discard: () => rmSync(own, { recursive: true, force: true, maxRetries: 5 }) }
}
