import * as z from 'zod'

const Name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
const EnvName = z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/) })
export const isEnv = (value: unknown): value is z.infer<typeof EnvName> => EnvName.safeParse(value).success

const Text = z.union([z.string(), EnvName])
const Id = z.string().min(1).max(128)
/** One, or any of several. */
const Ids = z.union([Id.transform((id) => [id]), z.array(Id).min(1)])
const Mode = z.enum(['live', 'test'])
const When = z.union([z.literal(['now', 'start']), z.iso.date(), z.iso.datetime({ offset: true })])

/** Which records a sink gets; what is left out narrows nothing. */
const RecordFilter = z.strictObject({
  projects: Ids.optional(),
  surveys: Ids.optional(),
  touchpoints: Ids.optional(),
  types: z
    .array(z.enum(['shown', 'answered', 'completed', 'dismissed', 'outcome']))
    .min(1)
    .optional(),
  modes: z.array(Mode).min(1).default(['live']),
})
export type RecordFilter = z.infer<typeof RecordFilter>

const SinkEntry = z.strictObject({
  adapter: z.string(),
  options: z
    .record(z.string(), z.union([z.number(), z.boolean(), Text, z.record(z.string(), Text)]))
    .default({}),
  /** Left out: every live record; or, of a sink that a rule names, what its cases send. */
  records: RecordFilter.optional(),
  /** Whether it also gets names and addresses, of those who consented. */
  contacts: z.boolean().default(false),
  /** Where a sink that is new begins. */
  from: When.default('now'),
})
export type SinkEntry = z.infer<typeof SinkEntry>

/** What opens a case: an answer that fits, and in the same run a text where one is asked for. */
const Condition = z.strictObject({
  projects: Ids.optional(),
  surveys: Ids.optional(),
  touchpoints: Ids.optional(),
  questions: Ids.optional(),
  types: Ids.optional(),
  instruments: Ids.optional(),
  roles: Ids.optional(),
  scoreBelow: z.number().optional(),
  textPresent: z.literal(true).optional(),
  audience: z.enum(['customer', 'employee']).default('customer'),
  mode: Mode.default('live'),
})
export type Condition = z.infer<typeof Condition>

const RuleEntry = z.strictObject({
  id: Name,
  when: Condition,
  sinks: z.array(Name).default([]),
  owner: z.string().min(1).max(200),
  dueHours: z.number().positive().max(8760),
})
/** Who must do what by when, once an answer calls for it. */
export type Rule = z.infer<typeof RuleEntry>

const ContactSource = z.strictObject({ survey: Id, question: Id })
/** A contact question whose words say that the person may be contacted about the answer. */
export type ContactSource = z.infer<typeof ContactSource>

/** The file of sinks and rules. */
export const ForwardFile = z.strictObject({
  sinks: z.record(Name, SinkEntry).default({}),
  rules: z.array(RuleEntry).default([]),
  contacts: z.array(ContactSource).default([]),
  /** How long a collector that died keeps its sinks from the others. */
  leaseSeconds: z.number().min(1).max(600).default(15),
})
export type ForwardFile = z.infer<typeof ForwardFile>
