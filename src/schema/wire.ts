import * as z from 'zod/mini'

/** Body of `POST /v1/records`: `text/plain;charset=UTF-8`, so that no CORS preflight is sent. Items are judged one by one. */
export const BatchRequest = z.object({
  v: z.literal(1),
  /** Public write key of the project. */
  key: z.string().check(z.minLength(1), z.maxLength(128)),
  /** The sender's clock, in milliseconds since 1970; with the time of arrival it gives the skew. */
  sentAt: z.number(),
  /** Random id of this try. */
  batch: z.string().check(z.maxLength(64)),
  items: z.array(z.unknown()),
})
export type BatchRequest = z.infer<typeof BatchRequest>

/** Reply, sent only after the commit. The page removes only the ids it is told. New fields may be added. */
export const BatchReply = z.object({
  v: z.literal(1),
  /** Stored now. */
  ok: z.array(z.string()),
  /** Stored before. */
  dup: z.array(z.string()),
  /** Refused, each alone, with its reason. */
  rej: z.array(z.object({ id: z.string(), code: z.string(), message: z.optional(z.string()) })),
  /** Least wait before the next batch, in milliseconds. */
  retryAfterMs: z.optional(z.number()),
})
export type BatchReply = z.infer<typeof BatchReply>
