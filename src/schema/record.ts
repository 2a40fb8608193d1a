import * as z from 'zod/mini'
import { Scalar } from './condition.ts'
import { RandomId, StableId } from './ids.ts'
import { Dimension, Role } from './question.ts'
import { LocaleTag } from './text.ts'
import { Channel, Phase, Stage } from './touchpoint.ts'

const milliseconds = z.number().check(z.int(), z.minimum(0))
const text = (most: number) => z.string().check(z.maxLength(most))

/** Wire types of a question, in a record. */
export const QuestionType = z.enum([
  'nps',
  'csat',
  'ces',
  'rating',
  'emotion',
  'emotion-grid',
  'choice',
  'agreement',
  'text',
  'contact',
  'link',
])

/** The touchpoint as each record carries it. */
const RecordTouchpoint = z.strictObject({
  id: StableId,
  phase: Phase,
  channel: Channel,
  stage: Stage,
  journey: z.optional(StableId),
})

/** The survey as each record carries it; `hash` is the definition hash of its questions. */
const RecordSurvey = z.strictObject({
  id: StableId,
  rev: z.number().check(z.int(), z.minimum(1)),
  hash: z.string().check(z.regex(/^[0-9a-z]{6,16}$/)),
  kind: z.enum(['transactional', 'relational']),
  audience: z.enum(['customer', 'employee']),
})

const base = {
  id: RandomId,
  /** When it happened, in milliseconds since 1970 by the visitor's clock. */
  at: milliseconds,
  mode: z.enum(['live', 'test']),
  /** Anonymous person id that pairs one visitor's answers; absent without consent. */
  person: z.optional(text(128)),
  /** What the host said about the visit: campaign, relationship, variant. */
  context: z.optional(z.record(z.string().check(z.maxLength(64)), z.union([Scalar, z.null()]))),
}

const ofRun = {
  ...base,
  run: RandomId,
  /** Order of the records of one run, from 0. */
  seq: z.number().check(z.int(), z.minimum(0)),
  survey: RecordSurvey,
  touchpoint: RecordTouchpoint,
  /** Share of eligible visitors that was asked, 0–1; the base weight is its inverse. */
  sampleRate: z.number().check(z.minimum(0), z.maximum(1)),
  /** Language the card was shown in. */
  locale: LocaleTag,
}

/** The card became visible. */
export const ShownRecord = z.strictObject({ ...ofRun, type: z.literal('shown') })

/** A value given to a question. */
export const Value = z.union([
  z.number(),
  text(10_000),
  z.array(text(64)).check(z.maxLength(32)),
  z.strictObject({
    positive: z.number().check(z.minimum(0), z.maximum(4)),
    negative: z.number().check(z.minimum(0), z.maximum(4)),
  }),
  z.strictObject({ name: z.optional(text(200)), email: z.optional(text(320)), phone: z.optional(text(40)) }),
])
export type Value = z.infer<typeof Value>

/** One answer, partial or changed ones too: of two with the same run and question, the higher `seq` counts. */
export const AnsweredRecord = z.strictObject({
  ...ofRun,
  type: z.literal('answered'),
  question: z.strictObject({
    id: StableId,
    type: QuestionType,
    role: z.optional(Role),
    dimension: z.optional(Dimension),
    facet: z.optional(z.enum(['rational', 'emotional', 'sensory'])),
    instrument: z.optional(text(64)),
    /** Steps of the scale, where the type leaves them open; 11 of a rating are 0–10. */
    points: z.optional(z.number().check(z.int(), z.minimum(2), z.maximum(11))),
  }),
  /** `null` when an optional question was passed over. */
  value: z.union([Value, z.null()]),
  comment: z.optional(text(10_000)),
  /** Text of the option 'other'. */
  other: z.optional(text(1000)),
  /** From the question's appearance to the answer, in milliseconds. */
  tookMs: milliseconds,
})

/** Every required question was answered. */
export const CompletedRecord = z.strictObject({
  ...ofRun,
  type: z.literal('completed'),
  tookMs: milliseconds,
})

export const DismissReason = z.enum([
  'close',
  'escape',
  'snooze',
  'outside',
  'navigation',
  'timeout',
  'api',
  'replaced',
  'abandoned',
])
export type DismissReason = z.infer<typeof DismissReason>

/** The visitor closed the card, or left. */
export const DismissedRecord = z.strictObject({
  ...ofRun,
  type: z.literal('dismissed'),
  reason: DismissReason,
  /** Questions answered before. */
  step: z.number().check(z.int(), z.minimum(0)),
  /** Id of the question that was open. */
  question: z.optional(StableId),
  tookMs: milliseconds,
})

export const OutcomeKind = z.enum([
  'purchase',
  'repeat',
  'churn',
  'value',
  'retention',
  'referral',
  'cross-sell',
  'up-sell',
])
export type OutcomeKind = z.infer<typeof OutcomeKind>

/** What the customer then did. Stands alone: it needs no run. */
export const OutcomeRecord = z.strictObject({
  ...base,
  type: z.literal('outcome'),
  kind: OutcomeKind,
  value: z.optional(z.number()),
  /** ISO 4217. */
  currency: z.optional(z.string().check(z.regex(/^[A-Z]{3}$/))),
})

/** One durable line of what happened in a run, or an outcome. */
export const PulsoRecord = z.discriminatedUnion('type', [
  ShownRecord,
  AnsweredRecord,
  CompletedRecord,
  DismissedRecord,
  OutcomeRecord,
])
export type PulsoRecord = z.infer<typeof PulsoRecord>
export type RecordType = PulsoRecord['type']
