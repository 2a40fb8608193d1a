import { Phase, Stage } from '@pulso/web/schema'
import * as z from 'zod/mini'

const id = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/))
const words = z.string().check(z.minLength(1), z.maxLength(500))
const names = z.array(words).check(z.minLength(1), z.maxLength(32))
/** A day, `YYYY-MM-DD`; the calendar is looked at by {@link lintProgramme}. */
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))

/** Ids of the metrics that a target or an action may name. */
export const METRIC_IDS = [
  ...[
    'nps',
    'enps',
    'csat',
    'ces',
    'emotion',
    'emotion-grid',
    'nev',
    'rating',
    'gap',
    'servqual',
    'disconfirmation',
  ],
  ...[
    'remembered',
    'memory-bias',
    'goal-completion',
    'repurchase',
    'value',
    'benchmark',
    'promise-kept',
    'continuity',
  ],
  ...['churn', 'retention', 'revenue', 'referral', 'response-rate'],
] as const
export const MetricId = z.enum(METRIC_IDS)
export type MetricId = z.infer<typeof MetricId>

/** The nine kinds of tangible elements that an action can bring into the offer. */
export const ELEMENTS = [
  'process',
  'physical-element',
  'product',
  'customer-management-tool',
  'channel',
  'payment',
  'communication',
  'team-profile',
  'other',
] as const

/** Place or moment of a journey, in order. */
export const ProgrammeTouchpoint = z.strictObject({
  id,
  name: words,
  phase: Phase,
  stage: z._default(Stage, 'front'),
  /** Departments; one touchpoint counts in the roll-up of each, and once in the total. */
  owners: z.optional(names),
  /** Marks the first touchpoint of its journey; exactly one. */
  first: z.optional(z.boolean()),
  last: z.optional(z.boolean()),
  /** Customer service, for the check that experience is more than service. */
  service: z.optional(z.boolean()),
})
export type ProgrammeTouchpoint = z.infer<typeof ProgrammeTouchpoint>

export const ProgrammeJourney = z.strictObject({
  id,
  name: words,
  touchpoints: z.array(ProgrammeTouchpoint).check(z.minLength(1), z.maxLength(200)),
})

/** A number to be reached by a day. */
export const Target = z.strictObject({
  metric: MetricId,
  touchpoint: z.optional(id),
  /** In the unit of the metric: points for NPS, shares 0–1 for CSAT. */
  value: z.number(),
  /** Whether more or less is better. */
  direction: z._default(z.enum(['at-least', 'at-most']), 'at-least'),
  by: day,
})
export type Target = z.infer<typeof Target>

/** What is done about something that was heard. */
export const Action = z.strictObject({
  id,
  what: words,
  touchpoint: id,
  element: z.enum(ELEMENTS),
  owner: words,
  due: day,
  /** The metric that should move. */
  expects: MetricId,
  cycle: z.optional(id),
  /** When it was done. Without it the action is open. */
  done: z.optional(day),
  /** The day of the measurement after it: only this closes the loop. */
  measuredAgain: z.optional(day),
  /** The finding that led to it. */
  finding: z.optional(words),
  stakeholders: z.optional(names),
})
export type Action = z.infer<typeof Action>

/** A number of somebody else; worth nothing without knowing whose. */
export const ImportedBenchmark = z.strictObject({
  metric: MetricId,
  value: z.number(),
  source: words,
  date: day,
  sample: z.number().check(z.int(), z.minimum(1)),
  scale: words,
  mode: words,
})

/** What the programme is for. */
export const Objective = z.strictObject({
  objective: words,
  level: z.enum(['board', 'department', 'team']),
  owner: words,
  metric: MetricId,
})

/** One turn of listening, understanding, acting and listening again. */
export const Cycle = z.strictObject({ id, from: day, to: day })

/** The phases of a programme, and the facts that let it enter each. */
export const ProgrammePhase = z.enum(['as-is', 'gap', 'to-be', 'road-map'])
export type ProgrammePhase = z.infer<typeof ProgrammePhase>

/** `pulso.programme.json`: what a business wants to know and do, beside what its customers say. */
export const Programme = z.strictObject({
  v: z.literal(1),
  name: words,
  phase: z._default(ProgrammePhase, 'as-is'),
  objectives: z.array(Objective).check(z.minLength(1)),
  journeys: z.array(ProgrammeJourney).check(z.minLength(1)),
  kpis: z._default(z.array(MetricId), ['csat', 'churn', 'repurchase']),
  targets: z._default(z.array(Target), []),
  actions: z._default(z.array(Action), []),
  benchmarks: z._default(z.array(ImportedBenchmark), []),
  cycles: z._default(z.array(Cycle), []),
  /** Set once: the first measurement, against which everything later is held. */
  baseline: z.optional(z.strictObject({ id, frozen: day })),
})
export type Programme = z.infer<typeof Programme>
/** As it is written: defaults may be left out. */
export type ProgrammeInput = z.input<typeof Programme>
