import type { LabStore } from './LabStore.ts'
import { openMirrorLab } from './openMirrorLab.ts'
import { openPostgresLab } from './openPostgresLab.ts'
import { openSqliteLab } from './openSqliteLab.ts'

/** `clickhouse` is a mirror, of a SQLite file. */
export const LAB_STORES = ['sqlite', 'postgres', 'clickhouse'] as const
export type LabStoreName = (typeof LAB_STORES)[number]

/** Starts what a store needs. @param folder - for its files, and removed by the caller. */
export async function openLabStore(name: LabStoreName, folder: string): Promise<LabStore> {
  if (name === 'postgres') return openPostgresLab()
  return name === 'clickhouse' ? openMirrorLab(folder) : openSqliteLab(folder)
}
