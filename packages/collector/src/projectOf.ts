import { CollectorError } from './CollectorError.ts'
import type { Environment } from './readEnvironment.ts'
import { readProjects } from './readProjects.ts'

/**
 * The project that a command is about: `--project`, which is its id, or `--key`, which the settings know. With settings, an
 * id that is not in them is taken for a typing error.
 *
 * @throws {@link CollectorError} `invalid_config`.
 */
export function projectOf({ project, key }: { project?: string; key?: string }, env: Environment): string {
  const problems: string[] = []
  const known = env.COLLECTOR_PROJECTS ? readProjects(env.COLLECTOR_PROJECTS, problems) : []
  const found = known.find((each) => (project ? each.id === project : [each.key, each.oldKey].includes(key)))
  if (problems.length === 0 && found) return found.id
  if (project && !env.COLLECTOR_PROJECTS) return project
  const wanted = project ? `--project ${JSON.stringify(project)}` : '--key'
  throw new CollectorError(
    'invalid_config',
    [
      ...problems,
      `${wanted} is no project of COLLECTOR_PROJECTS${project ? '' : ', where keys are looked up'}.`,
    ].join('\n'),
  )
}
