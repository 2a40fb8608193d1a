import { type CommandContext, type ExitCode, misused, openExisting, readArgs } from '../commandTools.ts'
import { projectOf } from '../projectOf.ts'
import { retentionOf } from '../readEnvironment.ts'
import { type RetentionRule, removeExpired } from './removeExpired.ts'

export const RETAIN_USAGE = `pulso-collector retain [--project ID --days N] [--from URL] [--dry-run]
  Deletes records that arrived longer ago than the settings keep them, or than N days.`

const OPTIONS = {
  project: { type: 'string' },
  days: { type: 'string' },
  from: { type: 'string' },
  'dry-run': { type: 'boolean' },
} as const
const DAY_MS = 86_400_000

/** The command `pulso-collector retain`. @throws {@link CollectorError} `invalid_config`, `store_unusable`. */
export async function retainCommand(
  args: readonly string[],
  { env, say, until }: CommandContext,
): Promise<ExitCode> {
  const { values } = readArgs(args, OPTIONS, RETAIN_USAGE, 0)
  const rules = rulesOf(values, env)
  const store = await openExisting(values.from, env)
  const nowMs = Date.now()
  try {
    if (values['dry-run']) {
      for (const { project, days } of rules) {
        const count = await store.owner.countBefore(project, nowMs - days * DAY_MS)
        say(`  ${project}: ${count} records are older than ${days} days`)
      }
      return 0
    }
    const removed = await removeExpired(store.owner, rules, { nowMs, until })
    for (const { project, days } of rules)
      say(`  ${project}: ${removed.get(project) ?? 0} records older than ${days} days deleted`)
    if (until.aborted) say('Ended before its time: run it again.')
    return until.aborted ? 1 : 0
  } finally {
    await store.close()
  }
}

function rulesOf(
  { project, days }: { project?: string | undefined; days?: string | undefined },
  env: CommandContext['env'],
): RetentionRule[] {
  if (project === undefined && days === undefined) {
    const rules = retentionOf(env)
    if (rules.length > 0) return rules
    throw misused(
      'The settings keep everything: there is no COLLECTOR_RETENTION_DAYS, and no retentionDays.',
      RETAIN_USAGE,
    )
  }
  if (project === undefined || days === undefined || !/^[1-9]\d{0,4}$/.test(days))
    throw misused('Give --project and --days, a whole number above 0.', RETAIN_USAGE)
  return [{ project: projectOf({ project }, env), days: Number(days) }]
}
