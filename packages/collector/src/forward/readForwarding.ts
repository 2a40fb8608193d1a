import { readFileSync } from 'node:fs'
import type { Sink } from '@pulso/adapters'
import type { PulsoRecord } from '@pulso/web/schema'
import { invalidConfig } from '../checkOptions.ts'
import { messageOf } from '../messageOf.ts'
import type { ContactSource, ForwardFile, Rule, SinkEntry } from './forwardFile.ts'
import { makeSink } from './makeSink.ts'
import { namedByRules, readForwardFile } from './readForwardFile.ts'
import { fits, isConsented, isContact } from './wants.ts'

/** A sink, and what it is fed with. */
export interface Feed {
  /** Lower case letters, digits, hyphens; 1–64. What is known of the sink is kept under it: do not change it. */
  name: string
  sink: Sink
  /** Which records it gets. Left out: what the cases of the rules that name it send. */
  wants?: (record: PulsoRecord, project: string) => boolean
  /** Where it begins when it is new: records that arrive from now on, all, or since then (milliseconds since 1970). */
  from: 'now' | 'start' | number
}

/** Where records go, and what calls for a person. */
export interface Forwarding {
  feeds: readonly Feed[]
  rules: readonly Rule[]
  /** Contact questions whose words ask for consent. No other contact answer leaves, or is shown with a case. */
  contacts: readonly ContactSource[]
  /** How long a collector that died keeps its sinks from the others, in milliseconds. @defaultValue 15_000 */
  leaseMs?: number
  /** How long records that come one by one are gathered, in milliseconds. @defaultValue 200 */
  gatherMs?: number
}

/**
 * Makes the sinks and rules of a file; docs/forwarding.md describes it.
 *
 * @param env - where `{ "env": "NAME" }` is looked up.
 * @throws {@link CollectorError} `invalid_config`, with every problem at once and no secret.
 */
export function readForwarding(path: string, env: Environment): Forwarding {
  const read = forwardingIn(path, env)
  if ('problems' in read) throw invalidConfig(read.problems)
  return read.forwarding
}

/** The same for who has more to check: gives the problems. */
export function forwardingIn(
  path: string,
  env: Environment,
): { forwarding: Forwarding } | { problems: string[] } {
  const read = fileIn(path)
  if ('problems' in read) return read
  const { file } = read
  const named = namedByRules(file)
  const problems: string[] = []
  const feeds = Object.entries(file.sinks).flatMap(([name, entry]): Feed[] => {
    const made = makeSink(entry, env)
    if ('problems' in made) {
      problems.push(...made.problems.map((problem) => `${path}: sinks.${name}.${problem}`))
      return []
    }
    const { from } = entry
    return [
      {
        name,
        sink: made.sink,
        from: from === 'now' || from === 'start' ? from : Date.parse(from),
        ...(!named.has(name) && { wants: wantsOf(entry, file.contacts) }),
      },
    ]
  })
  if (problems.length > 0) return { problems }
  const { rules, contacts, leaseSeconds } = file
  return { forwarding: { feeds, rules, contacts, leaseMs: leaseSeconds * 1000 } }
}

/** Which records a sink gets that is fed with records. */
export function wantsOf(
  { contacts, records = { modes: ['live'] } }: SinkEntry,
  consented: readonly ContactSource[],
): NonNullable<Feed['wants']> {
  return (record, project) =>
    fits(records, record, project) && (!isContact(record) || (contacts && isConsented(record, consented)))
}

/** The file alone, without its secrets. @throws {@link CollectorError} `invalid_config`. */
export function loadForwardFile(path: string): ForwardFile {
  const read = fileIn(path)
  if ('problems' in read) throw invalidConfig(read.problems)
  return read.file
}

function fileIn(path: string): { file: ForwardFile } | { problems: string[] } {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    return { problems: [`${path}: cannot be read: ${messageOf(error)}.`] }
  }
  const read = readForwardFile(text)
  return 'problems' in read ? { problems: read.problems.map((problem) => `${path}: ${problem}`) } : read
}

type Environment = { readonly [name: string]: string | undefined }
