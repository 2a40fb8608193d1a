import { Channel, Dimension, LocaleTag, OutcomeKind, Phase, Role, StableId, Stage } from '@pulso/web/schema'
import * as z from 'zod/mini'
import { CliError } from '../CliError.ts'

const column = z.string().check(z.minLength(1))
const word = z.string().check(z.minLength(1), z.maxLength(64))

/** How a time is written. `dmy` and `mdy` take any separators, and a time after a blank. */
const TimeFormat = z.enum(['iso', 'dmy', 'mdy', 'unix', 'unix-ms'])

/** One question of the past survey, in its column. */
const QuestionColumn = z.strictObject({
  column,
  id: StableId,
  type: z.enum(['nps', 'csat', 'ces', 'rating', 'emotion', 'agreement', 'choice', 'text']),
  /** Wording and version: answers to another wording are another series. */
  instrument: z.optional(z.string().check(z.maxLength(64))),
  role: z.optional(Role),
  dimension: z.optional(Dimension),
  points: z.optional(z.number().check(z.int(), z.minimum(2), z.maximum(11))),
  /** What is written in the file → the value it stands for: `{ "Muy satisfecho": 5 }`. */
  values: z.optional(z.record(z.string(), z.union([z.number(), z.string()]))),
  /** Column with the words beside the score. */
  comment: z.optional(column),
})

const Survey = z.strictObject({
  id: StableId,
  rev: z._default(z.number().check(z.int(), z.minimum(1)), 1),
  kind: z.enum(['transactional', 'relational']),
  audience: z._default(z.enum(['customer', 'employee']), 'customer'),
})

const TouchpointOf = z.strictObject({
  id: StableId,
  phase: Phase,
  channel: z._default(Channel, 'import'),
  stage: z._default(Stage, 'front'),
  journey: z.optional(StableId),
})

const time = z.strictObject({ column, format: z._default(TimeFormat, 'iso') })

/** Answers of a past survey, a row each. */
const Answers = z.strictObject({
  v: z.literal(1),
  kind: z.literal('answers'),
  /** Of CSV; found out when left out. */
  delimiter: z.optional(z.enum([',', ';', '\t', '|'])),
  /** Columns that together name a row for ever, so that importing it twice is importing it once. */
  key: z.optional(z.array(column)),
  at: time,
  survey: Survey,
  /** One for all rows, or by what a column says. */
  touchpoint: z.union([TouchpointOf, z.strictObject({ column, values: z.record(z.string(), TouchpointOf) })]),
  /** `hashed` by default, with the secret in PULSO_PERSON_KEY; `as-is` only for ids that mean nobody. */
  person: z.optional(z.strictObject({ column, id: z._default(z.enum(['hashed', 'as-is']), 'hashed') })),
  locale: z._default(LocaleTag, 'en'),
  /** Segments: name → column. */
  context: z._default(z.record(word, column), {}),
  questions: z._default(z.array(QuestionColumn), []),
  /** What the customer then did: a column that says yes, and how much it was worth. */
  outcomes: z._default(
    z.array(
      z.strictObject({
        column,
        kind: OutcomeKind,
        when: z.array(z.string()).check(z.minLength(1)),
        value: z.optional(column),
        currency: z.optional(z.string().check(z.regex(/^[A-Z]{3}$/))),
        at: z.optional(time),
      }),
    ),
    [],
  ),
})

/** Operational indicators: waiting times, calls, returns; a number of a touchpoint at a day. */
const Indicators = z.strictObject({
  v: z.literal(1),
  kind: z.literal('indicators'),
  delimiter: z.optional(z.enum([',', ';', '\t', '|'])),
  at: time,
  /** One for all rows, or a column, through `values` where its words are not ids. */
  touchpoint: z.union([
    StableId,
    z.strictObject({ column, values: z.optional(z.record(z.string(), StableId)) }),
  ]),
  /** One name for all rows, or a column. */
  name: z.union([z.strictObject({ column }), z.string().check(z.minLength(1), z.maxLength(64))]),
  value: column,
  /** For people: minutes, €, calls. */
  unit: z.optional(z.string().check(z.maxLength(16))),
})

export const Mapping = z.discriminatedUnion('kind', [Answers, Indicators])
export type Mapping = z.infer<typeof Mapping>
export type AnswersMapping = z.infer<typeof Answers>
export type IndicatorsMapping = z.infer<typeof Indicators>

/** @throws {@link CliError} with every problem and its place. */
export function parseMapping(value: unknown, path: string): Mapping {
  const checked = z.safeParse(Mapping, value)
  if (checked.success) return checked.data
  throw new CliError(
    [
      `${path} is no mapping that can be used:`,
      ...checked.error.issues.map(({ path: place, message }) => `  ${place.join('.') || 'file'}: ${message}`),
      'docs/cli.md has an example of each kind.',
    ].join('\n'),
  )
}

/** Columns that a mapping names, each once. */
export function columnsOf(mapping: Mapping): string[] {
  const { at } = mapping
  if (mapping.kind === 'indicators') {
    const { touchpoint, name, value } = mapping
    return [
      ...new Set([
        at.column,
        value,
        ...(typeof touchpoint === 'string' ? [] : [touchpoint.column]),
        ...(typeof name === 'string' ? [] : [name.column]),
      ]),
    ]
  }
  const { key = [], touchpoint, person, context, questions, outcomes } = mapping
  return [
    ...new Set([
      ...[at.column, ...key, ...Object.values(context)],
      ...('column' in touchpoint ? [touchpoint.column] : []),
      ...(person ? [person.column] : []),
      ...questions.flatMap(({ column: own, comment }) => (comment ? [own, comment] : [own])),
      ...outcomes.flatMap(({ column: own, value, at: when }) =>
        [own, value, when?.column].filter((one) => one !== undefined),
      ),
    ]),
  ]
}
