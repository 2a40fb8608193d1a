import { BatchReply } from '@pulso/web/schema'
import * as z from 'zod'

// What the endpoints answer. Objects are open: a newer collector may say more.

const time = z.int().describe('Milliseconds since 1970.')
const mode = z.enum(['live', 'test'])
const problem = z.looseObject({ message: z.string() })

export const ErrorReply = z
  .looseObject({ error: z.looseObject({ code: z.string(), message: z.string() }) })
  .describe('`code` is stable; `message` is for people.')

export const RecordsReply = z.object({ ...BatchReply.shape }).describe('What became of each record.')

/** Of 429 and 503: nothing was stored. */
export const LaterReply = RecordsReply.extend({ retryAfterMs: z.int(), ...ErrorReply.shape }).describe(
  'Nothing was stored. Send the same batch again after the wait.',
)

export const SurveysReply = z.looseObject({
  surveys: z.array(z.looseObject({ id: z.string() })),
  quotas: z.record(z.string(), z.int()).describe('Completed runs of each survey that has a quota.'),
})

export const PublishReply = z.looseObject({
  ok: z.literal(true),
  number: z.int(),
  isNew: z.boolean(),
  surveys: z.array(
    z.looseObject({
      id: z.string(),
      rev: z.int(),
      hash: z.string(),
      change: z.enum(['new', 'new rev', 'reworded', 'edited', 'unchanged']),
    }),
  ),
  withdrawn: z.array(z.string()),
  warnings: z.array(problem),
})

export const NotPublishedReply = z.looseObject({
  ok: z.literal(false),
  ...ErrorReply.shape,
  problems: z.array(problem),
  warnings: z.array(problem),
})

export const DefinitionsReply = z.looseObject({
  served: z.looseObject({ number: z.int(), published: time }).nullable(),
  definitions: z.array(
    z.looseObject({
      survey: z.string(),
      rev: z.int(),
      hash: z.string(),
      first: z.int(),
      last: z.int(),
      definition: z.looseObject({}),
    }),
  ),
})

export const ErasureReply = z.looseObject({ records: z.int() })

export const SinksReply = z.looseObject({
  sinks: z.array(
    z.looseObject({
      sink: z.string(),
      state: z.enum(['new', 'ok', 'waiting', 'held']),
      code: z.string().nullable(),
      message: z.string().optional(),
      nextTryAt: time.nullable(),
      behindSince: time.nullable(),
      settled: z.int(),
      settledAt: time.nullable(),
      waiting: z.int(),
      dead: z.int(),
    }),
  ),
})

export const ReplayReply = z.looseObject({ replaying: z.boolean(), cases: z.int().optional() })
export const ResumeReply = z.looseObject({ resumed: z.boolean() })
export const CountReply = z.looseObject({ count: z.int() })

export const DeadLettersReply = z.looseObject({
  dead: z.array(
    z.looseObject({
      project: z.string(),
      id: z.string(),
      mode,
      arrival: z.int(),
      received: time,
      tries: z.int(),
      code: z.string().nullable(),
      message: z.string().optional(),
      record: z.unknown().describe('`null` when the record is gone.'),
    }),
  ),
})

const Said = z.looseObject({
  question: z.string(),
  type: z.string(),
  value: z.unknown(),
  comment: z.string().optional(),
  other: z.string().optional(),
})

const Case = z.looseObject({
  number: z.int(),
  project: z.string(),
  mode,
  rule: z.string(),
  run: z.string(),
  survey: z.string(),
  touchpoint: z.string(),
  state: z.enum(['open', 'taken', 'closed']),
  owner: z.string(),
  opened: time,
  due: time,
  changed: time,
  isOverdue: z.boolean(),
  answer: Said.nullable(),
})

export const CasesReply = z.looseObject({
  cases: z.array(Case),
  before: z.int().optional().describe('Give it as `before` for the next page; missing on the last one.'),
})

export const CaseReply = Case.extend({
  text: Said.nullable(),
  contact: z.unknown().describe('`null` unless the person left it under words that ask for consent.'),
  history: z.array(
    z.looseObject({
      at: time,
      who: z.string(),
      move: z.enum(['open', 'take', 'hand', 'close', 'reopen']),
      owner: z.string(),
      note: z.string().nullable(),
    }),
  ),
})

/** `warnings`: what an operator should know, and is no reason to send nobody here. */
export const HealthReply = z.looseObject({
  status: z.string(),
  warnings: z
    .array(z.looseObject({ about: z.literal('mirror'), code: z.string(), lagSeconds: z.number() }))
    .optional(),
})
