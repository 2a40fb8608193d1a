import * as z from 'zod/mini'

const scalar = z.union([z.string(), z.number(), z.boolean()])

/** A value the host passes along: a trait, a context field, an event property. */
export const Scalar = scalar
export type Scalar = z.infer<typeof Scalar>

/**
 * How two values are compared. `in` takes a list; `exists` takes true or false; `gt … lte` compare numbers and
 * never match anything else; `contains` and `matches` (a regular expression) look at text.
 */
export const Operator = z.enum(['is', 'not', 'in', 'gt', 'gte', 'lt', 'lte', 'contains', 'matches', 'exists'])
export type Operator = z.infer<typeof Operator>

/** One comparison of a named property, trait or context field. */
export const Rule = z.strictObject({
  key: z.string().check(z.minLength(1), z.maxLength(64)),
  op: z._default(Operator, 'is'),
  value: z.union([scalar, z.array(scalar)]),
})
export type Rule = z.infer<typeof Rule>
