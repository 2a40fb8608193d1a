import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'

/** How long a browser stays signed in, in milliseconds: a working day. */
const SESSION_MS = 12 * 60 * 60 * 1000
export const SESSION_SECONDS = SESSION_MS / 1000
export const SESSION_COOKIE = 'pulso_admin'

/** Compares two secrets in a time that tells nothing about where, or in what length, they differ. */
export function sameSecret(given: string, wanted: string): boolean {
  return timingSafeEqual(digest(given), digest(wanted))
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** The form in which an admin token may be given without being said: its SHA-256 in hex. */
export const HASHED_TOKEN = /^sha256:[0-9a-f]{64}$/

/** An admin token as the place that holds it may keep it. */
export const hashToken = (token: string) => `sha256:${digest(token).toString('hex')}`

export interface Admin {
  /** Whether this is the admin token. */
  isToken: (given: string) => boolean
  /** Whether a request comes from an administrator: `Authorization: Bearer TOKEN`, or the page's cookie. */
  isAdmin: (c: Context, nowMs: number) => boolean
  /** Whether a request carries the token as `Authorization: Bearer TOKEN`. */
  isBearer: (c: Context) => boolean
  /** A session for the page, which ends when the token is changed. */
  makeSession: (nowMs: number) => string
  /** What a form of the page carries, so that nobody else's form is taken for it: of this session, and of no use to another. */
  formToken: (c: Context) => string
  /** Whether a form came from a page of this session. */
  isForm: (c: Context, token: string) => boolean
}

/**
 * Knows the administrator by the token, of which only the hash is held on to.
 *
 * @param adminToken - the token, or `sha256:` and its hash. The key that signs sessions comes from the token: sessions
 * outlive a restart. A hash must not do for that (who reads it could sign in), so the key is then made anew at each start.
 */
export function createAdmin(adminToken: string): Admin {
  const isHashed = HASHED_TOKEN.test(adminToken)
  const hash = isHashed ? adminToken : hashToken(adminToken)
  const sessionKey = isHashed
    ? randomBytes(32)
    : createHmac('sha256', adminToken).update('pulso page sessions').digest()
  const sign = (ends: string) =>
    createHmac('sha256', sessionKey).update(`page session until ${ends}`).digest('base64url')

  const formToken = (c: Context) =>
    createHmac('sha256', sessionKey)
      .update(`form of ${getCookie(c, SESSION_COOKIE) ?? ''}`)
      .digest('base64url')

  const isToken = (given: string) => sameSecret(hashToken(given), hash)
  const isSession = (session: string | undefined, nowMs: number) => {
    const [ends = '', signature = ''] = (session ?? '').split('.')
    return sameSecret(signature, sign(ends)) && Number(ends) > nowMs
  }
  const isBearer = (c: Context) => {
    const token = /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '')?.[1]
    return token !== undefined && isToken(token)
  }
  return {
    isToken,
    isBearer,
    formToken,
    isForm: (c, token) => sameSecret(token, formToken(c)),
    isAdmin: (c, nowMs) => isBearer(c) || isSession(getCookie(c, SESSION_COOKIE), nowMs),
    makeSession: (nowMs) => {
      const ends = String(nowMs + SESSION_MS)
      return `${ends}.${sign(ends)}`
    },
  }
}
