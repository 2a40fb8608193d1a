import { type CommandContext, type ExitCode, misused, openExisting, readArgs } from '../commandTools.ts'
import { projectOf } from '../projectOf.ts'
import { EXPORT_FORMATS } from './exportFormat.ts'
import { erasePerson, recordsOfPerson } from './person.ts'
import { writeRecords } from './transferCommands.ts'

export const PERSON_USAGE = `pulso-collector person export PERSON [FILE] --project ID [--format ndjson|csv] [--from URL]
pulso-collector person erase PERSON --project ID [--from URL]
  Writes, or deletes, every record of a person id, in live and test mode, and all of the runs that they are part of.`

const OPTIONS = { project: { type: 'string' }, format: { type: 'string' }, from: { type: 'string' } } as const

/** The command `pulso-collector person`. @throws {@link CollectorError} `invalid_config`, `store_unusable`. */
export async function personCommand(
  args: readonly string[],
  { env, say }: CommandContext,
): Promise<ExitCode> {
  const { values, positionals } = readArgs(args, OPTIONS, PERSON_USAGE, [2, 3])
  const [action, person = '', file] = positionals
  const { format = 'ndjson' } = values
  if (format !== 'ndjson' && format !== 'csv') throw misused('--format is ndjson or csv.', PERSON_USAGE)
  if (values.project === undefined) throw misused('Give --project.', PERSON_USAGE)
  if (person === '') throw misused('Give the id of a person.', PERSON_USAGE)
  const project = projectOf({ project: values.project }, env)
  if (action !== 'export' && !(action === 'erase' && file === undefined))
    throw misused('What is to be done? export, or erase.', PERSON_USAGE)
  const store = await openExisting(values.from, env)
  try {
    if (action === 'export') {
      const filter = await recordsOfPerson(store, project, person)
      const count = await writeRecords(store.read(filter), EXPORT_FORMATS[format], file)
      if (file !== undefined) say(`${count} records in ${file}`)
    } else {
      const { records } = await erasePerson(store, project, person)
      say(`${records} records erased`)
    }
    return 0
  } finally {
    await store.close()
  }
}
