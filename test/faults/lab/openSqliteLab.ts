import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { rowsOf } from './collector.ts'
import type { LabStore } from './LabStore.ts'
import type { Random } from './random.ts'

const LONGEST_LIFE_MS = 500

/** A moment of the first half second. */
export const soon = (random: Random): Promise<void> => sleep(random() * LONGEST_LIFE_MS)

/** A SQLite file. */
export function openSqliteLab(folder: string): LabStore {
  const database = join(folder, 'collector.db')
  return { database, rows: async () => rowsOf(database), moment: soon, close: async () => {} }
}
