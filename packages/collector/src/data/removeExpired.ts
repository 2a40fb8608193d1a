import { setTimeout as sleep } from 'node:timers/promises'
import type { Project } from '../checkOptions.ts'
import type { OwnerStore } from './OwnerStore.ts'

/** How long the records of a project are kept, by when they arrived. */
export interface RetentionRule {
  project: string
  days: number
}

const DAY_MS = 86_400_000
/** Records deleted in one transaction, and the pause after it, in milliseconds: batches come in between. */
const STEP_RECORDS = 1000
const PAUSE_MS = 20

/** The rules of the settings: that of a project before that of the collector. */
export const retentionRules = (
  projects: readonly Pick<Project, 'id' | 'retentionDays'>[],
  retentionDays: number | undefined,
): RetentionRule[] =>
  projects.flatMap((project) => {
    const days = project.retentionDays ?? retentionDays
    return days === undefined ? [] : [{ project: project.id, days }]
  })

/**
 * Deletes records that arrived longer ago than their project keeps them, in small steps, the oldest first. Their ids stay
 * taken, and what they completed stays counted. Several processes may do it at once.
 *
 * @param until - aborted, it ends after the step under way.
 * @param removed - is counted in as it goes, so that who gives it knows what was done when it rejects.
 * @returns How many records of each project were deleted. Rejects when the store is away.
 */
export async function removeExpired(
  owner: Pick<OwnerStore, 'removeBefore' | 'tidy'>,
  rules: readonly RetentionRule[],
  {
    nowMs,
    until,
    removed = new Map(),
  }: { nowMs: number; until?: AbortSignal; removed?: Map<string, number> },
): Promise<Map<string, number>> {
  for (const { project, days } of rules) {
    while (!until?.aborted) {
      const count = await owner.removeBefore(project, nowMs - days * DAY_MS, STEP_RECORDS)
      removed.set(project, (removed.get(project) ?? 0) + count)
      if (count === 0) break // fewer than asked for may mean that another process was at it too
      await sleep(PAUSE_MS)
    }
  }
  if ([...removed.values()].some((count) => count > 0)) await owner.tidy()
  return removed
}
