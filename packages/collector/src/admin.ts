import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
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

/** Whether a request comes from an administrator: the token as `Authorization: Bearer …`, or the page's cookie. */
export function isAdmin(c: Context, adminToken: string, nowMs: number): boolean {
  return (
    hasBearer(c.req.header('authorization'), adminToken) ||
    isSession(getCookie(c, SESSION_COOKIE), adminToken, nowMs)
  )
}

function hasBearer(header: string | undefined, adminToken: string): boolean {
  const token = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1]
  return token !== undefined && sameSecret(token, adminToken)
}

/** A session for the page, signed with the admin token: it outlives a restart, and ends when the token is changed. */
export function makeSession(adminToken: string, nowMs: number): string {
  const ends = String(nowMs + SESSION_MS)
  return `${ends}.${sign(ends, adminToken)}`
}

function isSession(session: string | undefined, adminToken: string, nowMs: number): boolean {
  const [ends = '', signature = ''] = (session ?? '').split('.')
  return sameSecret(signature, sign(ends, adminToken)) && Number(ends) > nowMs
}

const sign = (ends: string, adminToken: string) =>
  createHmac('sha256', adminToken).update(`page session until ${ends}`).digest('base64url')
