import { invalidConfig, type Project } from './checkOptions.ts'
import type { ServeOptions } from './serve.ts'

export type Environment = { [name: string]: string | undefined }
export type EnvironmentConfig = Pick<
  ServeOptions,
  'port' | 'hostname' | 'databasePath' | 'adminToken' | 'projects'
>

/**
 * Reads the collector's settings from environment variables; docs/collector.md has the table.
 *
 * @throws {@link CollectorError} `invalid_config`, with every problem at once.
 */
export function readEnvironment(env: Environment): EnvironmentConfig {
  const problems: string[] = []
  const port = Number(env.COLLECTOR_PORT || 4401)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    problems.push(`COLLECTOR_PORT: ${JSON.stringify(env.COLLECTOR_PORT)} is not a port, 0–65535.`)
  }
  const projects = readProjects(env.COLLECTOR_PROJECTS ?? '', problems)
  if (problems.length > 0) throw invalidConfig(problems)
  return {
    port,
    hostname: env.COLLECTOR_HOSTNAME || '127.0.0.1',
    databasePath: env.COLLECTOR_DATABASE || '.pulso/collector.db',
    projects,
    ...(env.COLLECTOR_ADMIN_TOKEN && { adminToken: env.COLLECTOR_ADMIN_TOKEN }),
  }
}

const EXAMPLE = 'shop-key=https://shop.example,https://www.shop.example'

/** JSON, a list of `{ id, key, origins }`; or `KEY=origin,origin`, several apart by spaces, where the key is the id too. */
function readProjects(text: string, problems: string[]): Project[] {
  if (text.trim() === '') {
    problems.push(`COLLECTOR_PROJECTS: is not set. It says who may write, such as ${EXAMPLE}`)
    return []
  }
  if (/^\s*[[{]/.test(text)) {
    try {
      const parsed: unknown = JSON.parse(text)
      if (Array.isArray(parsed) && parsed.every((entry) => typeof entry === 'object' && entry !== null)) {
        return parsed as Project[] // createCollector checks each field
      }
    } catch {
      // said below
    }
    problems.push('COLLECTOR_PROJECTS: is not a JSON list of { "id": …, "key": …, "origins": […] }.')
    return []
  }
  return text.split(/[\s;]+/).flatMap((part) => {
    if (part === '') return []
    const [key = '', origins, ...rest] = part.split('=')
    if (origins === undefined || rest.length > 0) {
      problems.push(
        `COLLECTOR_PROJECTS: ${JSON.stringify(part)} is not KEY=origin,origin, such as ${EXAMPLE}`,
      )
      return []
    }
    return [{ id: key, key, origins: origins.split(',').filter((origin) => origin !== '') }]
  })
}
