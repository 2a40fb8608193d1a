import type { Context } from 'hono'
import { readBody } from '../readBody.ts'

const MAX_BYTES = 16 * 1024

/** The fields of a form; none when it is too large. */
export async function readForm(c: Context): Promise<URLSearchParams> {
  const body = await readBody(c.req.raw, MAX_BYTES)
  return new URLSearchParams(body === 'too_large' ? '' : new TextDecoder().decode(body))
}
