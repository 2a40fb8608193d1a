import { CollectorError } from '../CollectorError.ts'
import {
  type CommandContext,
  type ExitCode,
  misused,
  openExisting,
  readArgs,
  readMode,
  readTextFile,
} from '../commandTools.ts'
import { messageOf } from '../messageOf.ts'
import { projectOf } from '../projectOf.ts'
import type { PublishProblem } from './breakingEdits.ts'
import { type PublishReport, publishSurveys } from './publishSurveys.ts'

export const PUBLISH_USAGE = `pulso-collector publish FILE (--project ID | --key KEY) [--mode live|test] [--to URL] [--dry-run]
  Serves the surveys of a JSON file in place of those served before. --to names a store, or the address of a collector
  (then by --key, with its admin token in COLLECTOR_ADMIN_TOKEN); else it is the store of the settings.`

const OPTIONS = {
  project: { type: 'string' },
  key: { type: 'string' },
  mode: { type: 'string' },
  to: { type: 'string' },
  'dry-run': { type: 'boolean' },
} as const

const REQUEST_MS = 30_000

/** The command `pulso-collector publish`. @throws {@link CollectorError} `invalid_config`, `store_unusable`. */
export async function publishCommand(
  args: readonly string[],
  { env, say }: CommandContext,
): Promise<ExitCode> {
  const { values, positionals } = readArgs(args, OPTIONS, PUBLISH_USAGE, 1)
  const { project, key, to, 'dry-run': dryRun = false } = values
  if ((project === undefined) === (key === undefined))
    throw misused('Give --project or --key.', PUBLISH_USAGE)
  const mode = readMode(values.mode, PUBLISH_USAGE)
  const [file = ''] = positionals
  const text = readTextFile(file)
  let input: unknown
  try {
    input = JSON.parse(text)
  } catch (cause) {
    say(`${file} is not JSON: ${messageOf(cause)}`)
    return 1
  }

  if (to !== undefined && /^https?:\/\//i.test(to)) {
    if (key === undefined) throw misused('A collector knows a project by --key.', PUBLISH_USAGE)
    const url = `${to.replace(/\/$/, '')}/v1/surveys/${encodeURIComponent(key)}?mode=${mode}${dryRun ? '&dry=1' : ''}`
    return tell(await publishOver(url, text, env.COLLECTOR_ADMIN_TOKEN ?? ''), file, mode, dryRun, say)
  }
  const id = projectOf({ ...(project && { project }), ...(key && { key }) }, env)
  const store = await openExisting(to, env)
  try {
    return tell(
      await publishSurveys(store.publications, input, { project: id, mode, dryRun }),
      file,
      mode,
      dryRun,
      say,
    )
  } finally {
    await store.close()
  }
}

async function publishOver(url: string, body: string, token: string): Promise<PublishReport> {
  const failed = (why: string, cause?: unknown) =>
    new CollectorError('store_unusable', `Nothing is known to be published: ${why}`, { cause })
  let response: Response
  try {
    response = await fetch(url, {
      method: 'PUT',
      body,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(REQUEST_MS),
      redirect: 'error', // the token is for this address
    })
  } catch (cause) {
    throw failed(`the collector does not answer (${messageOf(cause)}).`, cause)
  }
  const reply = (await response.json().catch(() => ({}))) as Partial<PublishReport> & {
    error?: { code: string; message: string }
  }
  if (reply.ok === true) return reply as PublishReport
  if (reply.ok === false && 'problems' in reply) {
    const code = reply.error?.code === 'breaking_edit' ? 'breaking_edit' : 'invalid_surveys'
    return { ...(reply as PublishReport & { ok: false }), code }
  }
  throw failed(`the collector answers ${response.status}. ${reply.error?.message ?? ''}`)
}

function tell(
  report: PublishReport,
  file: string,
  mode: string,
  dryRun: boolean,
  say: (line: string) => void,
): ExitCode {
  const line = ({ path, message, suggestion }: PublishProblem) =>
    `  ${path || file}: ${message}${suggestion ? ` Did you mean ${JSON.stringify(suggestion)}?` : ''}`
  if (report.warnings.length > 0) say(`Worth a look:\n${report.warnings.map(line).join('\n')}`)
  if (!report.ok) {
    const why =
      report.code === 'invalid_surveys'
        ? 'the surveys have mistakes'
        : 'under one rev, answers would mean different things'
    say(`Nothing was published: ${why}.\n${report.problems.map(line).join('\n')}`)
    return 1
  }
  for (const { id, rev, hash, change } of report.surveys) say(`  ${id} rev ${rev} (${hash}): ${change}`)
  for (const id of report.withdrawn) say(`  ${id}: ${dryRun ? 'would be' : 'is'} no longer served`)
  if (dryRun) say(`This would be published (${mode}).`)
  else
    say(
      report.isNew
        ? `Published (${mode}), number ${report.number}.`
        : `This is served already (${mode}), number ${report.number}.`,
    )
  return 0
}
