import * as z from 'zod/mini'
import { Rule } from './condition.ts'

const name = z.string().check(z.minLength(1), z.maxLength(128))
const selector = z.string().check(z.minLength(1), z.maxLength(256))
const milliseconds = z.number().check(z.int(), z.minimum(0), z.maximum(86_400_000))

const base = {
  /** Wait between the trigger and the question, in milliseconds. Every gate is checked again when it ends. */
  delayMs: z._default(milliseconds, 0),
  /** What navigation does to a delay that is running: `cancel` forgets it, `keep` resumes it on the next page. */
  onNavigate: z._default(z.enum(['cancel', 'keep']), 'cancel'),
  /** Host events that call a waiting survey off. */
  cancelOn: z.optional(z.array(name).check(z.maxLength(16))),
}

/** `pulso('track', name, properties)` was called, and every rule of `where` holds for the properties. */
export const EventTrigger = z.strictObject({
  ...base,
  on: z.literal('event'),
  name,
  where: z.optional(z.array(Rule).check(z.maxLength(16))),
})

/**
 * The address matches: a path pattern (`/orders/*`, `*` within a segment, `**` across), or a whole URL
 * pattern that starts with a scheme. Also after navigation within a single-page application.
 */
export const PageTrigger = z.strictObject({
  ...base,
  on: z.literal('page'),
  url: z.union([selector, z.array(selector).check(z.minLength(1), z.maxLength(32))]),
})

/** A click on an element that matches the CSS selector. */
export const ClickTrigger = z.strictObject({ ...base, on: z.literal('click'), selector })

/** An element that matches the selector is in view: `ratio` of its area (0–1), for `forMs` milliseconds. */
export const ViewTrigger = z.strictObject({
  ...base,
  on: z.literal('view'),
  selector,
  ratio: z._default(z.number().check(z.minimum(0), z.maximum(1)), 0.5),
  forMs: z._default(milliseconds, 0),
})

/** The page is scrolled to this share of its height (0–1). */
export const ScrollTrigger = z.strictObject({
  ...base,
  on: z.literal('scroll'),
  depth: z.number().check(z.minimum(0), z.maximum(1)),
})

/** The page was visible for this long, in milliseconds; hidden time does not count. */
export const DwellTrigger = z.strictObject({ ...base, on: z.literal('dwell'), afterMs: milliseconds })

/** No pointer, key, scroll or touch for this long, in milliseconds. */
export const InactivityTrigger = z.strictObject({
  ...base,
  on: z.literal('inactivity'),
  afterMs: milliseconds,
})

/** The mouse leaves through the top of the page; on touch: a fast scroll up, or back. */
export const ExitTrigger = z.strictObject({ ...base, on: z.literal('exit') })

/** Only `pulso('show', id)` starts it. Every survey can be shown this way; this trigger says that nothing else does. */
export const ManualTrigger = z.strictObject({ ...base, on: z.literal('manual') })

/** Event that starts an eligibility check. */
export const Trigger = z.discriminatedUnion('on', [
  EventTrigger,
  PageTrigger,
  ClickTrigger,
  ViewTrigger,
  ScrollTrigger,
  DwellTrigger,
  InactivityTrigger,
  ExitTrigger,
  ManualTrigger,
])
export type Trigger = z.infer<typeof Trigger>
