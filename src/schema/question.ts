import * as z from 'zod/mini'
import { StableId } from './ids.ts'
import { Text } from './text.ts'

/** What a question measures, so that expectation and perception, moment and memory are never mixed. */
export const Role = z.enum([
  'momentary',
  'remembered',
  'expectation',
  'perception',
  'importance',
  'disconfirmation',
  'benchmark',
])
export type Role = z.infer<typeof Role>

/** SERVQUAL dimension. */
export const Dimension = z.enum(['tangibles', 'reliability', 'responsiveness', 'assurance', 'empathy'])

const scalar = z.union([z.string(), z.number()])

/** A comparison with an earlier answer. */
export const AnswerRule = z.strictObject({
  question: StableId,
  op: z._default(z.enum(['is', 'not', 'in', 'gt', 'gte', 'lt', 'lte', 'includes', 'answered']), 'is'),
  value: z.optional(z.union([scalar, z.array(scalar), z.boolean()])),
})
export type AnswerRule = z.infer<typeof AnswerRule>

/** Where the run goes after this question: the first branch whose rules all hold. `'end'` closes it. */
export const Branch = z.strictObject({
  when: z.optional(z.array(AnswerRule).check(z.maxLength(8))),
  goTo: StableId,
})
export type Branch = z.infer<typeof Branch>

const ends = {
  /** Words at the low end of the scale. */
  low: z.optional(Text),
  /** Words at the high end of the scale. */
  high: z.optional(Text),
}

const base = {
  id: StableId,
  prompt: Text,
  /** Small print under the prompt. */
  hint: z.optional(Text),
  required: z._default(z.boolean(), true),
  role: z.optional(Role),
  dimension: z.optional(Dimension),
  facet: z.optional(z.enum(['rational', 'emotional', 'sensory'])),
  /** Wording and version of a ready-made instrument, such as `nps@1`. */
  instrument: z.optional(z.string().check(z.regex(/^[a-z0-9-]{1,48}@[1-9][0-9]{0,3}$/))),
  /** Shown only when every rule holds for the earlier answers. */
  showIf: z.optional(z.array(AnswerRule).check(z.maxLength(8))),
  next: z.optional(z.array(Branch).check(z.maxLength(16))),
}

/** Free text on the same card as the score, always optional. */
export const Comment = z.strictObject({
  prompt: Text,
  /** Asked only when every rule holds for the score just given. */
  showIf: z.optional(z.array(AnswerRule).check(z.maxLength(8))),
})
const withComment = { comment: z.optional(Comment) }

/** Likelihood to recommend, 0–10. Source: Reichheld, HBR, December 2003. */
export const NpsQuestion = z.strictObject({ ...base, ...ends, ...withComment, type: z.literal('nps') })
export type NpsQuestion = z.infer<typeof NpsQuestion>

/** Satisfaction, 1–5, every point with its word; low is bad. */
export const CsatQuestion = z.strictObject({
  ...base,
  ...ends,
  ...withComment,
  type: z.literal('csat'),
  labels: z.optional(z.array(Text).check(z.length(5))),
})
export type CsatQuestion = z.infer<typeof CsatQuestion>

/** Ease, 1–7, high is easy (CES 2.0). */
export const CesQuestion = z.strictObject({ ...base, ...ends, ...withComment, type: z.literal('ces') })
export type CesQuestion = z.infer<typeof CesQuestion>

/** A rating of `points` steps, counted from 1; 11 points are 0–10. Thumbs are 2 points, faces 3 or 5. */
export const RatingQuestion = z.strictObject({
  ...base,
  ...ends,
  ...withComment,
  type: z.literal('rating'),
  display: z._default(z.enum(['numbers', 'stars', 'faces', 'thumbs']), 'numbers'),
  points: z.optional(z.number().check(z.int(), z.minimum(2), z.maximum(11))),
  labels: z.optional(z.array(Text).check(z.minLength(2), z.maxLength(11))),
})
export type RatingQuestion = z.infer<typeof RatingQuestion>

/** Five faces, −2 to +2, each drawn and with its word. */
export const EmotionQuestion = z.strictObject({
  ...base,
  ...withComment,
  type: z.literal('emotion'),
  labels: z.optional(z.array(Text).check(z.length(5))),
})
export type EmotionQuestion = z.infer<typeof EmotionQuestion>

/** Evaluative Space Grid: positive 0–4 across, negative 0–4 up, in one tap. Source: Larsen et al. 2009. */
export const EmotionGridQuestion = z.strictObject({
  ...base,
  ...withComment,
  type: z.literal('emotion-grid'),
  positive: z.optional(Text),
  negative: z.optional(Text),
})
export type EmotionGridQuestion = z.infer<typeof EmotionGridQuestion>

/** One option of a choice. */
export const Choice = z.strictObject({ id: StableId, label: Text })
export type Choice = z.infer<typeof Choice>

/** One or several options; `other` adds an option with a text field. */
export const ChoiceQuestion = z.strictObject({
  ...base,
  ...withComment,
  type: z.literal('choice'),
  choices: z.array(Choice).check(z.minLength(2), z.maxLength(24)),
  multiple: z._default(z.boolean(), false),
  /** Most options that may be chosen, when `multiple`. */
  max: z.optional(z.number().check(z.int(), z.minimum(1), z.maximum(24))),
  other: z.optional(z.union([z.boolean(), Text])),
  /** Order drawn once per run; `other` stays last. */
  shuffle: z._default(z.boolean(), false),
})
export type ChoiceQuestion = z.infer<typeof ChoiceQuestion>

/** Likert item: agreement on 5 or 7 points, low is disagreement. */
export const AgreementQuestion = z.strictObject({
  ...base,
  ...ends,
  ...withComment,
  type: z.literal('agreement'),
  points: z._default(z.union([z.literal(5), z.literal(7)]), 5),
  labels: z.optional(z.array(Text).check(z.minLength(5), z.maxLength(7))),
})
export type AgreementQuestion = z.infer<typeof AgreementQuestion>

/** Free text. E-mail addresses, phone and card numbers are masked before it is stored, unless the host switches that off. */
export const TextQuestion = z.strictObject({
  ...base,
  type: z.literal('text'),
  multiline: z._default(z.boolean(), true),
  placeholder: z.optional(Text),
  /** UTF-16 code units. */
  minLength: z.optional(z.number().check(z.int(), z.minimum(1), z.maximum(2000))),
  /** UTF-16 code units. */
  maxLength: z._default(z.number().check(z.int(), z.minimum(1), z.maximum(5000)), 1000),
})
export type TextQuestion = z.infer<typeof TextQuestion>

/** Name, e-mail, phone, given freely and with consent. Its values are not masked. */
export const ContactQuestion = z.strictObject({
  ...base,
  type: z.literal('contact'),
  fields: z._default(z.array(z.enum(['name', 'email', 'phone'])).check(z.minLength(1), z.maxLength(3)), [
    'email',
  ]),
  /** What the person agrees to by filling it in. */
  consent: z.optional(Text),
})
export type ContactQuestion = z.infer<typeof ContactQuestion>

/** Link address: `https:`, `mailto:`, or a path on the host's own site. Nothing else can be written. */
export const Href = z
  .string()
  .check(z.regex(/^(https:\/\/[^\s\\]+|mailto:[^\s\\]+|\/(?![/\\])[^\s\\]*)$/), z.maxLength(2000))

/** A link to follow: a review page, a help article. The answer is `'opened'`. */
export const LinkQuestion = z.strictObject({ ...base, type: z.literal('link'), label: Text, href: Href })
export type LinkQuestion = z.infer<typeof LinkQuestion>

/** One prompt of one type. */
export const Question = z.discriminatedUnion('type', [
  NpsQuestion,
  CsatQuestion,
  CesQuestion,
  RatingQuestion,
  EmotionQuestion,
  EmotionGridQuestion,
  ChoiceQuestion,
  AgreementQuestion,
  TextQuestion,
  ContactQuestion,
  LinkQuestion,
])
export type Question = z.infer<typeof Question>
export type QuestionType = Question['type']
