import { CollectorError } from './CollectorError.ts'
import { DEFAULT_LIMITS, type Limits } from './limits.ts'

/** A project: one set of records, with the public key that writes to it and the sites it is written from. */
export interface Project {
  /** Lower case letters, digits, hyphens; 1–64. It is part of every record's primary key: do not change it. */
  id: string
  /** Public write key: an address, not a secret. Letters, digits, `. _ -`; 1–128. */
  key: string
  /** Sites whose pages may send, as the browser writes them: `https://shop.example`. */
  origins: readonly string[]
}

const ID = /^[a-z0-9][a-z0-9-]{0,63}$/
const KEY = /^[A-Za-z0-9._-]{1,128}$/
const MIN_TOKEN_LENGTH = 16

/** Every problem of the projects, the token and the limits, at once. @throws {@link CollectorError} `invalid_config`. */
export function checkOptions(
  projects: readonly Project[],
  adminToken: string,
  limits: Partial<Limits>,
): void {
  const problems = [...projectProblems(projects), ...tokenProblems(adminToken), ...limitProblems(limits)]
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
  return projects.flatMap(({ id, key, origins }, index) => {
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
    if (!Array.isArray(origins))
      problems.push(`${at}.origins: is not a list, such as ["https://shop.example"].`)
    else
      problems.push(...origins.flatMap((origin, place) => originProblem(`${at}.origins[${place}]`, origin)))
    return problems
  })
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

function tokenProblems(token: unknown): string[] {
  if (typeof token === 'string' && token.length >= MIN_TOKEN_LENGTH) return []
  return [
    `adminToken: needs ${MIN_TOKEN_LENGTH} characters or more; it guards every answer. \`openssl rand -hex 32\` makes one.`,
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

const matches = (pattern: RegExp, value: unknown) => typeof value === 'string' && pattern.test(value)
const shown = (value: unknown) => JSON.stringify(value) ?? String(value)
