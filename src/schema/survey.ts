import * as z from 'zod/mini'
import { Eligibility } from './eligibility.ts'
import { StableId } from './ids.ts'
import { Href, Question } from './question.ts'
import { LocaleTag, Text } from './text.ts'
import { Touchpoint } from './touchpoint.ts'
import { Trigger } from './trigger.ts'

/** Where and how the card appears. On phones a popover is a sheet at the bottom. */
export const Presentation = z.strictObject({
  mode: z._default(z.enum(['popover', 'inline', 'modal']), 'popover'),
  /** Corner of a popover; mirrored in right-to-left languages. */
  position: z._default(
    z.enum(['bottom-end', 'bottom-start', 'top-end', 'top-start', 'bottom-center']),
    'bottom-end',
  ),
  /** CSS selector of the element that an inline card fills. */
  target: z.optional(z.string().check(z.minLength(1), z.maxLength(256))),
  /** Offers 'Later' beside the close button. */
  snooze: z._default(z.boolean(), false),
  /** Closes an untouched popover after this long, in milliseconds. Default: never. */
  timeoutMs: z.optional(z.number().check(z.int(), z.minimum(1000), z.maximum(3_600_000))),
  /** What in-page navigation does to an open card. */
  onNavigate: z._default(z.enum(['keep', 'close']), 'keep'),
  /** What to do while the host shows a modal dialog: appear inside it, or wait until it closes. */
  whenModalOpen: z._default(z.enum(['inside', 'defer']), 'inside'),
  /** `true` keeps a scale left to right in right-to-left languages. */
  scaleLtr: z._default(z.boolean(), false),
})
export type Presentation = z.infer<typeof Presentation>

/** The last card. */
export const Thanks = z.strictObject({
  title: z.optional(Text),
  message: z.optional(Text),
  link: z.optional(z.strictObject({ label: Text, href: Href })),
  /** Closes by itself after this long, in milliseconds; 0 keeps it open. Default 4000. */
  closeAfterMs: z._default(z.number().check(z.int(), z.minimum(0), z.maximum(60_000)), 4000),
})
export type Thanks = z.infer<typeof Thanks>

/** A versioned set of questions with targeting: a file that is reviewed. */
export const Survey = z.strictObject({
  /** Address of the JSON Schema, for editors. Nothing else reads it. */
  $schema: z.optional(z.string()),
  id: StableId,
  /** Raised by hand with every change of meaning. */
  rev: z.number().check(z.int(), z.minimum(1)),
  kind: z.enum(['transactional', 'relational']),
  audience: z._default(z.enum(['customer', 'employee']), 'customer'),
  touchpoint: Touchpoint,
  trigger: z._default(z.array(Trigger).check(z.maxLength(16)), []),
  eligibility: z._default(Eligibility, {}),
  /** Of several that may be shown, the highest; then the least recently shown; then by id. */
  priority: z._default(z.number().check(z.minimum(-1000), z.maximum(1000)), 0),
  presentation: z._default(Presentation, Presentation.parse({})),
  questions: z.array(Question).check(z.minLength(1), z.maxLength(40)),
  thanks: z._default(Thanks, Thanks.parse({})),
  locale: z._default(z.strictObject({ fallback: z._default(LocaleTag, 'en') }), { fallback: 'en' }),
})
/** A survey with every default filled in, as the rest of the code reads it. */
export type Survey = z.infer<typeof Survey>
/** A survey as people write it: what has a default may be left out. */
export type SurveyInput = z.input<typeof Survey>
