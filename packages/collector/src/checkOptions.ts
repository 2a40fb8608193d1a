import { HASHED_TOKEN } from './admin.ts'
import { CollectorError } from './CollectorError.ts'
import { DEFAULT_LIMITS, DEFAULT_RATES, type Limits, type Rates } from './limits.ts'
import type { MirrorOptions } from './mirror/MirrorOptions.ts'
import { mirrorAddress } from './mirror/mirrorAddress.ts'

/** A project: one set of records, with the public key that writes to it and the sites it is written from. */
export interface Project {
  /** Lower case letters, digits, hyphens; 1–64. It is part of every record's primary key: do not change it. */
  id: string
  /** Public write key: an address, not a secret. Letters, digits, `. _ -`; 1–128. */
  key: string
  /** A second live key while pages built with it are still about. Leave it out to revoke it. */
  oldKey?: string
  /**
   * Secrets of servers that send, 32 characters or more; two at most, so that one can be changed for the other. Where
   * there is one, a request without an `Origin` must be signed: see {@link signBatch}. None: such a request needs the key alone.
   */
  serverSecrets?: readonly string[]
  /** Most records that each of its keys may store in a day (UTC). @defaultValue that of the collector, which has none */
  recordsPerDay?: number
  /** Days after their arrival at which `serveCollector` deletes its records. @defaultValue that of the collector, which keeps them */
  retentionDays?: number
  /** Sites whose pages may send, as the browser writes them: `https://shop.example`. */
  origins: readonly string[]
}

const ID = /^[a-z0-9][a-z0-9-]{0,63}$/
const KEY = /^[A-Za-z0-9._-]{1,128}$/
const MIN_TOKEN_LENGTH = 16
const MIN_SECRET_LENGTH = 32

/** Every problem of the projects, the token and the limits, at once. @throws {@link CollectorError} `invalid_config`. */
export function checkOptions(
  projects: readonly Project[],
  adminToken: string,
  limits: Partial<Limits>,
  rates: Partial<Rates> = {},
  metricsToken?: string,
  counts: { [name: string]: unknown } = {},
  mirror?: MirrorOptions,
): void {
  const problems = [
    ...projectProblems(projects),
    ...tokenProblems('adminToken', adminToken, 'it guards every answer'),
    ...(metricsToken === undefined
      ? []
      : tokenProblems('metricsToken', metricsToken, 'it guards your counts')),
    ...limitProblems(limits),
    ...rateProblems(rates),
    ...Object.entries(counts).flatMap(([name, value]) => countProblems(name, value)),
    ...(mirror === undefined ? [] : mirrorProblems(mirror)),
  ]
  if (problems.length > 0) throw invalidConfig(problems)
}

/** One error for a list of problems. */
export function invalidConfig(problems: readonly string[]): CollectorError {
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`
  return new CollectorError(
    'invalid_config',
    `The collector was not started: ${count} in its configuration.\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
  )
}

function projectProblems(projects: readonly Project[]): string[] {
  if (!Array.isArray(projects) || projects.length === 0) {
    return [
      'projects: none is given. One looks like { id: "shop", key: "shop-key", origins: ["https://shop.example"] }.',
    ]
  }
  const ids = new Set<string>()
  const keys = new Set<string>()
  return projects.flatMap((project, index) => {
    const { id, key, oldKey, serverSecrets, recordsPerDay, retentionDays, origins } = project
    const at = `projects[${index}]`
    const problems: string[] = []
    if (!matches(ID, id))
      problems.push(`${at}.id: ${shown(id)} is not 1–64 lower case letters, digits and hyphens.`)
    if (ids.has(id)) problems.push(`${at}.id: ${shown(id)} is used twice.`)
    if (!matches(KEY, key))
      problems.push(`${at}.key: is not 1–128 letters, digits, dots, hyphens and underscores.`)
    if (keys.has(key)) problems.push(`${at}.key: is the key of another project too.`)
    ids.add(id)
    keys.add(key)
    if (oldKey !== undefined) {
      if (!matches(KEY, oldKey))
        problems.push(`${at}.oldKey: is not 1–128 letters, digits, dots, hyphens and underscores.`)
      if (keys.has(oldKey)) problems.push(`${at}.oldKey: is a key of this or of another project too.`)
      keys.add(oldKey)
    }
    if (serverSecrets !== undefined) problems.push(...secretProblems(`${at}.serverSecrets`, serverSecrets))
    problems.push(...countProblems(`${at}.recordsPerDay`, recordsPerDay))
    problems.push(...countProblems(`${at}.retentionDays`, retentionDays))
    if (!Array.isArray(origins))
      problems.push(`${at}.origins: is not a list, such as ["https://shop.example"].`)
    else
      problems.push(...origins.flatMap((origin, place) => originProblem(`${at}.origins[${place}]`, origin)))
    return problems
  })
}

function secretProblems(at: string, secrets: unknown): string[] {
  const good =
    Array.isArray(secrets) &&
    secrets.length <= 2 &&
    secrets.every((secret) => typeof secret === 'string' && secret.length >= MIN_SECRET_LENGTH)
  if (good) return []
  return [`${at}: is not a list of at most two texts of ${MIN_SECRET_LENGTH} characters or more.`]
}

function originProblem(at: string, origin: unknown): string[] {
  if (origin === 'null') return [] // pages without an origin: sandboxed frames, files
  if (origin === '*') return [`${at}: '*' would let every site write. Name each site.`]
  const url = typeof origin === 'string' && URL.canParse(origin) ? new URL(origin) : undefined
  if (!url) return [`${at}: ${shown(origin)} is not an origin such as https://shop.example.`]
  // Apps in a web view have schemes of their own, to which the URL standard gives no origin.
  const right = url.origin === 'null' ? `${url.protocol}//${url.host}` : url.origin
  return origin === right
    ? []
    : [`${at}: ${shown(origin)} never comes from a browser. Did you mean ${shown(right)}?`]
}

function tokenProblems(name: string, token: unknown, why: string): string[] {
  if (typeof token === 'string' && token.startsWith('sha256:') && !HASHED_TOKEN.test(token)) {
    return [`${name}: begins with sha256: but 64 lower case hex digits do not follow.`]
  }
  if (typeof token === 'string' && token.length >= MIN_TOKEN_LENGTH) return []
  return [
    `${name}: needs ${MIN_TOKEN_LENGTH} characters or more; ${why}. \`openssl rand -hex 32\` makes one.`,
  ]
}

function limitProblems(limits: Partial<Limits>): string[] {
  return Object.entries(limits).flatMap(([name, value]) => {
    if (!Object.hasOwn(DEFAULT_LIMITS, name)) {
      return [`limits.${name}: is no limit. There are ${Object.keys(DEFAULT_LIMITS).join(', ')}.`]
    }
    return Number.isSafeInteger(value) && value > 0
      ? []
      : [`limits.${name}: ${shown(value)} is not a whole number above 0.`]
  })
}

function mirrorProblems({ url, ...times }: MirrorOptions): string[] {
  const address = mirrorAddress(url)
  return [
    ...('problems' in address ? address.problems.map((problem) => `mirror.url: ${problem}`) : []),
    ...Object.entries(times).flatMap(([name, value]) => countProblems(`mirror.${name}`, value)),
  ]
}

/** A whole number above 0, or none. */
export const countProblems = (at: string, value: unknown): string[] =>
  value === undefined || (Number.isSafeInteger(value) && Number(value) > 0)
    ? []
    : [`${at}: ${shown(value)} is not a whole number above 0.`]

function rateProblems(rates: Partial<Rates>): string[] {
  return Object.entries(rates).flatMap(([name, rate]) => {
    if (!Object.hasOwn(DEFAULT_RATES, name)) {
      return [`rates.${name}: is no rate. There are ${Object.keys(DEFAULT_RATES).join(', ')}.`]
    }
    return rate.perSecond >= 0 && rate.burst >= 1 && Number.isFinite(rate.perSecond + rate.burst)
      ? []
      : [`rates.${name}: needs perSecond, 0 or more, and burst, 1 or more.`]
  })
}

const matches = (pattern: RegExp, value: unknown) => typeof value === 'string' && pattern.test(value)
const shown = (value: unknown) => JSON.stringify(value) ?? String(value)
