import { describeIssue } from '../describeIssue.ts'
import { ForwardFile, isEnv } from './forwardFile.ts'
import { ADAPTERS } from './makeSink.ts'

/**
 * Reads the file of sinks and rules, and checks all that can be checked without a secret.
 *
 * @returns The file, or every problem at once. A problem names the place, and never a value that may be a secret.
 */
export function readForwardFile(text: string): { file: ForwardFile } | { problems: string[] } {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    return { problems: ['is not JSON.'] }
  }
  const parsed = ForwardFile.safeParse(given)
  if (!parsed.success)
    return { problems: parsed.error.issues.map((issue) => `${describeIssue(issue, given)}.`) }
  const file = parsed.data
  const problems = [...sinkProblems(file), ...ruleProblems(file)]
  return problems.length > 0 ? { problems } : { file }
}

/** Sinks that get what cases send, by the rules that name them. */
export const namedByRules = ({ rules }: Pick<ForwardFile, 'rules'>): Set<string> =>
  new Set(rules.flatMap(({ sinks }) => sinks))

function sinkProblems(file: ForwardFile): string[] {
  const named = namedByRules(file)
  return Object.entries(file.sinks).flatMap(([name, { adapter, contacts, options, records }]) => {
    const at = `sinks.${name}`
    const problems: string[] = []
    if (!ADAPTERS.includes(adapter)) problems.push(`${at}.adapter: is none of ${ADAPTERS.join(', ')}.`)
    if (records && named.has(name))
      problems.push(`${at}.records: a rule names this sink, so it gets cases. Make two sinks of it.`)
    if (contacts && named.has(name))
      problems.push(`${at}.contacts: a rule names this sink, and cases send no contact answers.`)
    for (const [option, value] of Object.entries(options)) {
      for (const [place, text] of placesOf(option, value)) {
        if (typeof text === 'string' && isSecret(adapter, place, text))
          problems.push(`${at}.options.${place}: may hold a secret. Write { "env": "NAME_OF_A_VARIABLE" }.`)
      }
    }
    return problems
  })
}

function ruleProblems({ rules, sinks }: ForwardFile): string[] {
  const ids = new Set<string>()
  return rules.flatMap(({ id, when, sinks: names }, place) => {
    const at = `rules.${place}`
    const problems = names
      .filter((name) => !Object.hasOwn(sinks, name))
      .map((name) => `${at}.sinks: there is no sink ${JSON.stringify(name)}.`)
    if (ids.has(id)) problems.push(`${at}.id: ${JSON.stringify(id)} is used twice.`)
    ids.add(id)
    if (when.scoreBelow === undefined && !when.textPresent)
      problems.push(`${at}.when: every answer would open a case. Give scoreBelow, textPresent, or both.`)
    if (when.scoreBelow !== undefined && !when.questions && !when.types && !when.instruments)
      problems.push(`${at}.when.scoreBelow: on which scale? Give questions, types or instruments too.`)
    return problems
  })
}

type OptionValue = ForwardFile['sinks'][string]['options'][string]

/** An option that is a list of texts (headers) is looked at text by text. */
const placesOf = (option: string, value: OptionValue): [string, unknown][] =>
  typeof value === 'object' && !isEnv(value)
    ? Object.entries(value).map(([key, text]) => [`${option}.${key}`, text])
    : [[option, value]]

const SECRET = /^(token|secret|secretAccessKey|password|authorization|url)$/
const OPEN_HEADER = /^headers\.(content-type|accept|user-agent)$/i
/** Whoever has the address of an incoming webhook can post. */
const SECRET_ADDRESS = /^(slack|discord|teams)$/

const isSecret = (adapter: string, place: string, text: string) =>
  SECRET.test(place) ||
  (place.startsWith('headers.') && !OPEN_HEADER.test(place)) ||
  (place === 'endpoint' && SECRET_ADDRESS.test(adapter)) ||
  /^[a-z0-9+.-]+:\/\/[^/?#]*@/i.test(text)
