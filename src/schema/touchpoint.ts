import * as z from 'zod/mini'
import { StableId } from './ids.ts'

/** Part of the journey in which a touchpoint lies. */
export const Phase = z.enum(['before', 'during', 'after'])
export type Phase = z.infer<typeof Phase>

/** Seen by the customer, or behind the scenes (billing, delivery, returns). */
export const Stage = z.enum(['front', 'back'])

/** Open string: a new channel needs no release. */
export const Channel = z.string().check(z.minLength(1), z.maxLength(64))

/** Place or moment where we may ask: order placed, article end. */
export const Touchpoint = z.strictObject({
  id: StableId,
  phase: Phase,
  journey: z.optional(StableId),
  channel: z._default(Channel, 'web'),
  stage: z._default(Stage, 'front'),
  /** Departments that own it; one touchpoint may have several. */
  owners: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(64))).check(z.maxLength(16))),
  /** Marks the first touchpoint of its journey. */
  first: z.optional(z.boolean()),
  /** Marks the last touchpoint of its journey. */
  last: z.optional(z.boolean()),
})
export type Touchpoint = z.infer<typeof Touchpoint>
