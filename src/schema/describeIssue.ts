import type * as z from 'zod/mini'
import { badFormat, badLocale } from './badFormat.ts'
import { nearest } from './nearest.ts'
import type { Plain } from './plainCopy.ts'
import { kindOf, listOf, type Problem, problem } from './problem.ts'
import { Survey } from './survey.ts'
import { branchFor, optionsOf, schemaAt, shapeOf, valueAt } from './walk.ts'

type Issue = z.core.$ZodIssue

const KINDS: { [expected: string]: string } = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
}
const ONE_TEXT = 'a text, or one per language such as { "en": "…", "es": "…" }'

/** Says in plain words what zod found, with the nearest right name. One issue can hold several problems. */
export function describeIssue(
  issue: Issue,
  survey: Plain | undefined,
  above: readonly PropertyKey[] = [],
): Problem[] {
  const steps = [...above, ...issue.path]
  const value = valueAt(survey, steps)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(steps, key, survey))
    case 'invalid_value':
      return [unknownValue(steps, value, issue.values.map(String))]
    case 'invalid_type':
      return [wrongType(steps, value, expectedOf(issue))]
    case 'invalid_format':
      return [badFormat(steps, value, 'pattern' in issue ? String(issue.pattern) : issue.format)]
    case 'invalid_key':
      return [badLocale(steps, String(steps[steps.length - 1]))]
    case 'invalid_union':
      return unionProblems(issue, survey, steps, value)
    case 'too_small':
      return [tooSmall(steps, value, issue)]
    case 'too_big':
      return [tooBig(steps, value, issue)]
    default:
      return [problem(steps, 'wrong_type', `is ${kindOf(value)}, which is not allowed here.`)]
  }
}

const expectedOf = (issue: Issue): string =>
  issue.code !== 'invalid_type'
    ? ''
    : issue.expected === 'number' && 'format' in issue
      ? 'int'
      : issue.expected

function wrongType(steps: readonly PropertyKey[], value: Plain | undefined, expected: string): Problem {
  const kind = KINDS[expected] ?? expected
  if (value === undefined) return problem(steps, 'missing', `is missing: expected ${kind}.`)
  if ((expected === 'number' || expected === 'int') && typeof value === 'string' && Number.isFinite(+value))
    return problem(steps, 'wrong_type', `is ${kindOf(value)}: write the number without quotes.`, value.trim())
  return problem(steps, 'wrong_type', `is ${kindOf(value)}; expected ${kind}.`)
}

function unknownValue(steps: readonly PropertyKey[], value: Plain | undefined, names: string[]): Problem {
  if (value === undefined) return problem(steps, 'missing', `is missing: write ${listOf(names)}.`)
  const suggestion = typeof value === 'string' ? nearest(value, names) : undefined
  return problem(steps, 'unknown_value', `is ${kindOf(value)}; expected ${listOf(names)}.`, suggestion)
}

/** Where else in a survey a key is right: `sampleRate` at the top belongs to `eligibility`. */
const SECTIONS = [['touchpoint'], ['eligibility'], ['eligibility', 'schedule'], ['presentation'], ['thanks']]

/** What other survey tools call the same thing. */
const SYNONYMS: { [key: string]: readonly string[] } = {
  title: ['prompt'],
  text: ['prompt', 'label'],
  question: ['prompt'],
  headline: ['prompt'],
  subtitle: ['hint', 'message'],
  description: ['hint', 'message'],
  options: ['choices'],
  answers: ['choices'],
  condition: ['showIf', 'when'],
  visibleif: ['showIf', 'when'],
  logic: ['next', 'showIf'],
  url: ['href'],
  event: ['name'],
  version: ['rev'],
  percentage: ['sampleRate'],
}

function unknownKey(steps: readonly PropertyKey[], key: string, survey: Plain | undefined): Problem {
  const schema = schemaAt(Survey, survey ?? null, steps)
  const here = schema && shapeOf(branchFor(schema, valueAt(survey, steps) ?? null))
  const names = Object.keys(here ?? {})
  const at = [...steps, key]

  const types = optionsOf(schema ?? Survey).filter((option) => Object.hasOwn(shapeOf(option) ?? {}, key))
  if (types.length > 0) {
    const marks = types.map((option) => {
      const { type, on } = shapeOf(option) ?? {}
      return [...((type ?? on) as z.ZodMiniLiteral<string>)._zod.def.values].join('')
    })
    return problem(at, 'unknown_key', `is not a key here; only ${listOf(marks)} has it.`)
  }
  for (const section of SECTIONS) {
    const shape = shapeOf(schemaAt(Survey, survey ?? null, section))
    if (section.join() !== steps.join() && Object.hasOwn(shape ?? {}, key)) {
      const place = [...section, key].join('.')
      return problem(at, 'unknown_key', `is not a key here; it belongs to ${section.join('.')}.`, place)
    }
  }
  const suggestion = nearest(key, names) ?? SYNONYMS[key.toLowerCase()]?.find((name) => names.includes(name))
  const known = suggestion === undefined ? ` Known keys: ${names.join(', ')}.` : ''
  return problem(at, 'unknown_key', `is not a key here.${known}`, suggestion)
}

function unionProblems(
  issue: z.core.$ZodIssueInvalidUnion,
  survey: Plain | undefined,
  steps: readonly PropertyKey[],
  value: Plain | undefined,
): Problem[] {
  if (issue.errors.length === 0) {
    const names = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : []
    return [unknownValue(steps, value, names)]
  }

  const misfit = (each: Issue) => each.path.length === 0 && /^invalid_(type|value|union)$/.test(each.code)
  const meant = issue.errors.find((errors) => !errors.some(misfit))
  if (meant) return meant.flatMap((each) => describeIssue(each, survey, steps))

  const roots = issue.errors.flat().flatMap(function leaves(each): Issue[] {
    return each.code === 'invalid_union' ? each.errors.flat().flatMap(leaves) : [each]
  })
  const values = roots.flatMap((each) => (each.code === 'invalid_value' ? each.values.map(String) : []))
  if (values.length > 0) return [unknownValue(steps, value, values)]
  const kinds = [...new Set(roots.map((each) => KINDS[expectedOf(each)] ?? expectedOf(each)))]
  const expected = kinds.join() === 'a text,an object' ? ONE_TEXT : kinds.join(' or ')
  return value === undefined
    ? [problem(steps, 'missing', `is missing: expected ${expected}.`)]
    : [problem(steps, 'wrong_type', `is ${kindOf(value)}; expected ${expected}.`)]
}

function tooSmall(
  steps: readonly PropertyKey[],
  value: Plain | undefined,
  { origin, minimum }: z.core.$ZodIssueTooSmall,
): Problem {
  if (origin === 'string') return problem(steps, 'too_small', 'is empty: write at least one character.')
  if (Array.isArray(value))
    return problem(steps, 'too_small', `has ${value.length} entries; expected at least ${minimum}.`)
  return problem(steps, 'too_small', `is ${String(value)}; expected at least ${minimum}.`)
}

function tooBig(
  steps: readonly PropertyKey[],
  value: Plain | undefined,
  { maximum }: z.core.$ZodIssueTooBig,
): Problem {
  if (typeof value === 'string')
    return problem(steps, 'too_big', `has ${value.length} characters; at most ${maximum}.`)
  if (Array.isArray(value))
    return problem(steps, 'too_big', `has ${value.length} entries; at most ${maximum}.`)
  if (maximum === 1 && typeof value === 'number' && value <= 100) {
    const message = `is ${value}; expected a share from 0 to 1: ${value} % is ${value / 100}.`
    return problem(steps, 'too_big', message, String(value / 100))
  }
  return problem(steps, 'too_big', `is ${String(value)}; at most ${maximum}.`)
}
