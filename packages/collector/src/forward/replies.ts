import type { Context } from 'hono'
import { readBody } from '../readBody.ts'

const MAX_BODY_BYTES = 64 * 1024

/** An answer that says what is wrong, for programs and for people. */
export const refuse = (c: Context, status: 400 | 401 | 404 | 409, code: string, message: string) =>
  c.json({ error: { code, message } }, status)

export function unauthorized(c: Context) {
  c.header('WWW-Authenticate', 'Bearer')
  return refuse(c, 401, 'unauthorized', 'Send `Authorization: Bearer ADMIN_TOKEN`.')
}

/** The body as JSON; `undefined` when it is none, or too large. */
export async function readJson(request: Request): Promise<unknown> {
  try {
    const body = await readBody(request, MAX_BODY_BYTES)
    return body === 'too_large' ? undefined : JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}
