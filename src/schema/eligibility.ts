import * as z from 'zod/mini'
import { Rule } from './condition.ts'
import { StableId } from './ids.ts'
import { LocaleTag } from './text.ts'

const days = z.number().check(z.minimum(0), z.maximum(3660))
const count = z.number().check(z.int(), z.minimum(1), z.maximum(1_000_000))

/** One wait for every way a run can end, or one for each, in days. */
export const Waits = z.union([
  days,
  z.strictObject({
    answered: z.optional(days),
    dismissed: z.optional(days),
    ignored: z.optional(days),
    snoozed: z.optional(days),
  }),
])
export type Waits = z.infer<typeof Waits>

const date = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$/))

/** When a survey may be shown. Dates without a zone are the visitor's own time. */
export const Schedule = z.strictObject({
  from: z.optional(date),
  until: z.optional(date),
  /** Days of the week, 0 = Sunday, in the visitor's own time. */
  weekdays: z.optional(z.array(z.number().check(z.int(), z.minimum(0), z.maximum(6)))),
  /** Hours of the day `[from, until)`, 0–24, in the visitor's own time; `[22, 6]` crosses midnight. */
  hours: z.optional(
    z.tuple([z.number().check(z.minimum(0), z.maximum(24)), z.number().check(z.minimum(0), z.maximum(24))]),
  ),
})
export type Schedule = z.infer<typeof Schedule>

/** Who may be asked, and how often. Everything left out lets everybody pass, except the waits, which are cautious. */
export const Eligibility = z.strictObject({
  /** Rules over what `identify` was told. All must hold. */
  traits: z.optional(z.array(Rule).check(z.maxLength(32))),
  /** Rules over `context` of the options. All must hold. */
  context: z.optional(z.array(Rule).check(z.maxLength(32))),
  device: z.optional(z.array(z.enum(['phone', 'tablet', 'desktop'])).check(z.minLength(1))),
  /** Languages of the page; `es` covers `es-MX`. */
  language: z.optional(z.array(LocaleTag).check(z.minLength(1))),
  /** Random share of eligible visitors, 0–1. Sticky: the same visitor draws the same lot. */
  sampleRate: z.optional(z.number().check(z.minimum(0), z.maximum(1))),
  /** Changes the draw: with the same salt two surveys sample the same visitors. Default: the survey id. */
  sampleSalt: z.optional(z.string().check(z.maxLength(64))),
  /** Least time since *any* survey was shown. Default 30 days, 14 after a dismissal, 1 after a snooze. */
  coolDownDays: z.optional(Waits),
  /** Least time since the *same* survey was shown. Default 90 days, 14 after a dismissal, 30 when ignored, 1 after a snooze. */
  recontactDays: z.optional(Waits),
  /** Impressions after which a visitor who never reacted is left alone. Default 3. */
  maxImpressions: z.optional(count),
  /** Surveys of any kind per visit. Default 1. */
  maxPerSession: z.optional(count),
  /** Surveys of any kind in 365 days. */
  maxPerYear: z.optional(count),
  /** Completions of all visitors after which the survey closes. The count comes with the surveys or by option. */
  quota: z.optional(count),
  schedule: z.optional(Schedule),
  /**
   * Id of the survey that asked for the expectation. Its answer lets this one, the perception, pass the
   * cool-down and the session limit once; otherwise no gap could be measured.
   */
  pairOverride: z.optional(StableId),
})
export type Eligibility = z.infer<typeof Eligibility>
