import { readFileSync } from 'node:fs'
import { CollectorError } from './CollectorError.ts'
import { countProblems, invalidConfig } from './checkOptions.ts'
import { LOG_LEVELS, type LogLevel } from './createLog.ts'
import { type RetentionRule, retentionRules } from './data/removeExpired.ts'
import { forwardingIn } from './forward/readForwarding.ts'
import type { Rates } from './limits.ts'
import { messageOf } from './messageOf.ts'
import type { MirrorOptions } from './mirror/MirrorOptions.ts'
import { mirrorAddress } from './mirror/mirrorAddress.ts'
import { STORE_EXAMPLES, storeOf } from './openStore.ts'
import type { Rate } from './rateLimiter.ts'
import { readProjects } from './readProjects.ts'
import type { ServeOptions } from './serve.ts'

export type Environment = { [name: string]: string | undefined }
export type EnvironmentConfig = { logLevel?: LogLevel } & Pick<
  ServeOptions,
  | 'port'
  | 'hostname'
  | 'databasePath'
  | 'databaseUrl'
  | 'adminToken'
  | 'projects'
  | 'rates'
  | 'trustedProxies'
  | 'recordsPerDay'
  | 'retentionDays'
  | 'drainMs'
  | 'metricsToken'
  | 'forwarding'
  | 'programme'
  | 'segments'
  | 'mirror'
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
  const database = readDatabase(env, problems)
  if ('databaseUrl' in database && !env.COLLECTOR_ADMIN_TOKEN) {
    problems.push(
      'COLLECTOR_ADMIN_TOKEN: is not set. Only a SQLite file has a place beside it where one that is made can be kept.',
    )
  }
  const rates = {
    ...readRate('key', 'COLLECTOR_KEY_RATE', env, problems),
    ...readRate('address', 'COLLECTOR_ADDRESS_RATE', env, problems),
  }
  const trustedProxies = Number(env.COLLECTOR_TRUSTED_PROXIES || 0)
  if (!Number.isInteger(trustedProxies) || trustedProxies < 0) {
    problems.push('COLLECTOR_TRUSTED_PROXIES: is not a number of proxies.')
  }
  const recordsPerDay = readCount('COLLECTOR_RECORDS_PER_DAY', env, problems)
  const retentionDays = readCount('COLLECTOR_RETENTION_DAYS', env, problems)
  const drainSeconds = Number(env.COLLECTOR_DRAIN_SECONDS || 0)
  if (!(drainSeconds >= 0 && drainSeconds <= MAX_DRAIN_SECONDS)) {
    problems.push(`COLLECTOR_DRAIN_SECONDS: is not a time in seconds, 0–${MAX_DRAIN_SECONDS}.`)
  }
  const logLevel = LOG_LEVELS.find((level) => level === env.COLLECTOR_LOG_LEVEL)
  if (env.COLLECTOR_LOG_LEVEL && !logLevel) {
    problems.push(`COLLECTOR_LOG_LEVEL: is none of ${LOG_LEVELS.join(', ')}.`)
  }
  const projects = readProjects(env.COLLECTOR_PROJECTS ?? '', problems)
  const read = env.COLLECTOR_FORWARD ? forwardingIn(env.COLLECTOR_FORWARD, env) : undefined
  if (read && 'problems' in read) problems.push(...read.problems)
  const mirror = readMirror(env, problems)
  const programme = readProgrammeFile(env, problems)
  const segments = readSegments(env, problems)
  if (problems.length > 0) throw invalidConfig(problems)
  return {
    port,
    hostname: env.COLLECTOR_HOSTNAME || '127.0.0.1',
    ...database,
    projects,
    ...(Object.keys(rates).length > 0 && { rates }),
    ...(trustedProxies > 0 && { trustedProxies }),
    ...(recordsPerDay !== undefined && { recordsPerDay }),
    ...(retentionDays !== undefined && { retentionDays }),
    ...(logLevel && { logLevel }),
    ...(drainSeconds > 0 && { drainMs: drainSeconds * 1000 }),
    ...(read && 'forwarding' in read && { forwarding: read.forwarding }),
    ...(mirror && { mirror }),
    ...(programme !== undefined && { programme }),
    ...(segments.length > 0 && { segments }),
    ...(env.COLLECTOR_METRICS_TOKEN && { metricsToken: env.COLLECTOR_METRICS_TOKEN }),
    ...(env.COLLECTOR_ADMIN_TOKEN && { adminToken: env.COLLECTOR_ADMIN_TOKEN }),
  }
}

/**
 * How long the settings keep the records of each project.
 *
 * @throws {@link CollectorError} `invalid_config`.
 */
export function retentionOf(env: Environment): RetentionRule[] {
  const problems: string[] = []
  const retentionDays = readCount('COLLECTOR_RETENTION_DAYS', env, problems)
  const projects = readProjects(env.COLLECTOR_PROJECTS ?? '', problems)
  projects.forEach((project, index) => {
    problems.push(...countProblems(`projects[${index}].retentionDays`, project.retentionDays))
  })
  if (problems.length > 0) throw new CollectorError('invalid_config', problems.join('\n'))
  return retentionRules(projects, retentionDays)
}

/**
 * The store of the environment, for commands that work beside a collector.
 *
 * @throws {@link CollectorError} `invalid_config`.
 */
export function storeUrlOf(env: Environment): string {
  const problems: string[] = []
  const database = readDatabase(env, problems)
  if (problems.length > 0) throw new CollectorError('invalid_config', problems.join('\n'))
  return 'databaseUrl' in database ? database.databaseUrl : database.databasePath
}

/**
 * The URL of the mirror, for commands that are about it.
 *
 * @throws {@link CollectorError} `invalid_config`.
 */
export function mirrorOf(env: Environment): string {
  const problems: string[] = []
  const mirror = readMirror(env, problems)
  if (problems.length === 0 && mirror) return mirror.url
  const unset = 'COLLECTOR_MIRROR: is not set. It is the URL of the ClickHouse; docs/mirror.md describes it.'
  throw new CollectorError('invalid_config', problems.join('\n') || unset)
}

function readMirror(env: Environment, problems: string[]): MirrorOptions | undefined {
  const seconds = readCount('COLLECTOR_MIRROR_LEASE_SECONDS', env, problems)
  const url = env.COLLECTOR_MIRROR
  if (!url) return undefined
  const address = mirrorAddress(url)
  if ('problems' in address)
    problems.push(...address.problems.map((problem) => `COLLECTOR_MIRROR: ${problem}`))
  return { url, ...(seconds !== undefined && { leaseMs: seconds * 1000 }) }
}

/** The file as JSON; what it says is checked where the report is made. */
function readProgrammeFile(env: Environment, problems: string[]): unknown {
  const path = env.COLLECTOR_PROGRAMME
  if (!path) return undefined
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    problems.push(`COLLECTOR_PROGRAMME: ${messageOf(error)}`)
    return undefined
  }
}

const MOST_SEGMENTS = 8
const MAX_KEY_LENGTH = 64

/** Keys of `context`, apart by commas. */
function readSegments(env: Environment, problems: string[]): string[] {
  const names = (env.COLLECTOR_SEGMENTS ?? '').split(',').map((name) => name.trim())
  const given = [...new Set(names)].filter((name) => name !== '')
  if (given.length > MOST_SEGMENTS || given.some((name) => name.length > MAX_KEY_LENGTH))
    problems.push(
      `COLLECTOR_SEGMENTS: is not at most ${MOST_SEGMENTS} keys of the context, such as country,relationship.`,
    )
  return given
}

/** `COLLECTOR_DATABASE`, a path or a URL; else `DATABASE_URL`, where hosting services put the address of Postgres. */
function readDatabase(
  env: Environment,
  problems: string[],
): { databasePath: string } | { databaseUrl: string } {
  const name = env.COLLECTOR_DATABASE ? 'COLLECTOR_DATABASE' : 'DATABASE_URL'
  const url = env[name] || '.pulso/collector.db'
  const store = storeOf(url)
  if (store?.kind === 'postgres') return { databaseUrl: url }
  // A URL may hold a password: it is not said back.
  if (!store?.path) problems.push(`${name}: names no store that there is. Give ${STORE_EXAMPLES}.`)
  return { databasePath: store?.path ?? '' }
}

const MAX_DRAIN_SECONDS = 300

/** A whole number above 0; nothing, and `0`, for none. */
function readCount(variable: string, env: Environment, problems: string[]): number | undefined {
  const text = env[variable]?.trim()
  if (!text) return undefined
  if (!/^\d{1,15}$/.test(text)) problems.push(`${variable}: is not a whole number.`)
  return Number(text) || undefined
}

/** Seconds of a rate that may come at once, unless it is said. */
const BURST_SECONDS = 10

/** `50` or `50/500`: requests a second, and at once. `0` for no limit. */
function readRate(
  name: keyof Rates,
  variable: string,
  env: Environment,
  problems: string[],
): { [name: string]: Rate } {
  const text = env[variable]
  if (!text) return {}
  const [, perSecond, burst] = /^(\d+)(?:\/(\d+))?$/.exec(text.trim()) ?? []
  if (perSecond === undefined) problems.push(`${variable}: is not requests a second, such as 50, or 50/500.`)
  const rate = Number(perSecond)
  return { [name]: { perSecond: rate, burst: Number(burst ?? Math.max(1, rate * BURST_SECONDS)) } }
}
