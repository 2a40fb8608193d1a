import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export interface Profile {
  readonly folder: string
  /** Deletes the folder if it is ours: a folder that the caller named stays. */
  discard(): void
}

const SHARED_MEMORY = '/dev/shm'
const ROOM_BYTES = 2 ** 31

/**
 * In memory, where there is room for it: a hired disk can take seconds for a flush, and then a card rightly says 'not
 * saved yet'. Faults of disks are tested on folders that the caller names.
 */
function privateRoot(): string {
  try {
    accessSync(SHARED_MEMORY, constants.W_OK)
    const { bavail, bsize } = statfsSync(SHARED_MEMORY)
    if (bavail * bsize > ROOM_BYTES) return SHARED_MEMORY
  } catch {}
  return tmpdir()
}

/** The named folder, or a private one (mode 0700, and a short path: a Unix socket's may have 107 bytes only). */
export function openProfile(folder?: string): Profile {
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true })
    return { folder: resolve(folder), discard: () => {} }
  }
  const own = mkdtempSync(join(privateRoot(), 'pulso-browser-'))
  return { folder: own, discard: () => rmSync(own, { recursive: true, force: true, maxRetries: 5 }) }
}
