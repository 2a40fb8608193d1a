import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { checkSignature, signBatch } from '../src/signature.ts'

const NOW = 1_760_000_000_000
const SECRET = 'a-secret-of-the-shop-server-32-ch'
const OTHER = 'the-secret-that-comes-after-it-32'
const BODY = '{"v":1,"comment":"Llegó 🙂"}'
const bytes = new TextEncoder().encode(BODY)
const judge = (
  headers: Record<string, string>,
  over: { secrets?: string[]; at?: number; body?: Uint8Array } = {},
) => checkSignature(new Headers(headers), over.body ?? bytes, over.secrets ?? [SECRET], over.at ?? NOW)
const signed = signBatch(BODY, SECRET, NOW)

describe('signBatch', () => {
  it('is HMAC-SHA-256 over the time, a dot, and the body', () => {
    expect(signed).toEqual({
      'x-pulso-timestamp': '1760000000000',
      'x-pulso-signature': createHmac('sha256', SECRET).update(`1760000000000.${BODY}`).digest('hex'),
    })
    expect(signBatch(bytes, SECRET, NOW)).toEqual(signed)
    expect(Math.abs(Number(signBatch(BODY, SECRET)['x-pulso-timestamp']) - Date.now())).toBeLessThan(60_000)
  })
})

describe('checkSignature', () => {
  it('takes what is signed with any live secret, in either case of hex', () => {
    expect(judge(signed)).toBe('valid')
    expect(judge(signed, { secrets: [OTHER, SECRET] })).toBe('valid')
    const upper = { ...signed, 'x-pulso-signature': signed['x-pulso-signature'].toUpperCase() }
    expect(judge(upper)).toBe('valid')
  })

  it('refuses another body, time or secret, and every odd signature', () => {
    expect(judge(signed, { body: bytes.slice(1) })).toBe('invalid')
    expect(judge(signed, { secrets: [OTHER] })).toBe('invalid')
    expect(judge(signed, { secrets: [] })).toBe('invalid')
    const { 'x-pulso-signature': signature } = signed
    for (const odd of [
      '',
      '0',
      signature.slice(0, -1),
      `${signature}0`,
      `0x${signature}`,
      'f'.repeat(64),
      '\u00e9'.repeat(64),
    ])
      expect([odd, judge({ ...signed, 'x-pulso-signature': odd })]).toEqual([odd, 'invalid'])
    for (const odd of [
      '',
      '1760000000001',
      '1.76e12',
      '-1760000000000',
      '1760000000000.0',
      '9'.repeat(17),
      'now',
    ])
      expect([odd, judge({ ...signed, 'x-pulso-timestamp': odd })]).toEqual([odd, 'invalid'])
  })

  it('takes it five minutes before and after, and no further', () => {
    const window = 5 * 60_000
    for (const at of [NOW - window, NOW + window]) expect(judge(signed, { at })).toBe('valid')
    for (const at of [NOW - window - 1, NOW + window + 1]) expect(judge(signed, { at })).toBe('expired')
  })

  it('says when there is none', () => {
    expect(judge({})).toBe('missing')
    expect(judge({ 'x-pulso-timestamp': signed['x-pulso-timestamp'] })).toBe('missing')
  })
})
