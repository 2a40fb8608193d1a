import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchUrl } from '../../src/engine/matchUrl.ts'

const at = (path: string) => `https://shop.example${path}`

describe('matchUrl', () => {
  it.each([
    ['/orders', '/orders', true],
    ['/orders', '/orders/1', false],
    ['/orders', '/my/orders', false],
    ['/orders/*', '/orders/1', true],
    ['/orders/*', '/orders/', true],
    ['/orders/*', '/orders/1/items', false],
    ['/orders/**', '/orders/1/items', true],
    ['/**/items', '/orders/1/items', true],
    ['/*/items', '/orders/1/items', false],
    ['/a*c', '/abc', true],
    ['/a*c', '/ab/c', false],
    ['/orders', '/orders?page=2', true],
    ['/orders', '/orders#top', true],
    ['/orders', '/orders?page=2#top', true],
    ['/orders?page=*', '/orders?page=2', true],
    ['/orders?page=*', '/orders', false],
    ['/orders?page=2', '/orders?page=2#top', true],
    ['/app#/done', '/app#/done', true],
    ['/app#/done', '/app#/open', false],
    ['/app#/done', '/app', false],
    ['/', '/', true],
    ['/', '/x', false],
    ['/**', '/any/where', true],
    ['/price.html', '/priceXhtml', false],
    ['/a+b', '/a+b', true],
    ['/a+b', '/aab', false],
    ['/(x|y)', '/x', false],
  ])('pattern %s, page %s: %s', (pattern, path, expected) => {
    expect(matchUrl(pattern, at(path))).toBe(expected)
  })

  it.each([
    ['https://shop.example/orders', true],
    ['http://shop.example/orders', false],
    ['https://*.example/orders', true],
    ['*://shop.example/**', true],
    ['https://shop.example', false],
    ['https://shop.example.evil/orders', false],
  ])('a pattern with a scheme is about the whole address: %s', (pattern, expected) => {
    expect(matchUrl(pattern, at('/orders'))).toBe(expected)
  })

  it('is about the host only where the pattern says so', () => {
    expect(matchUrl('/orders', 'http://127.0.0.1:8080/orders')).toBe(true)
    expect(matchUrl('/orders', 'https://evil.example/https://shop.example/orders')).toBe(false)
    expect(matchUrl('/', 'https://shop.example')).toBe(true)
  })

  const segment = fc.stringMatching(/^[a-z0-9.+$()-]{1,8}$/)
  const path = fc.array(segment, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`)

  it('pain 17: never throws, whatever the pattern', () => {
    const pattern = fc.string({ unit: fc.constantFrom(...'/*?#:()[]{}\\^$.|+-ab') })
    const any = fc.oneof(pattern, fc.string())
    fc.assert(
      fc.property(any, path, fc.string(), (pattern, path, more) => {
        expect(typeof matchUrl(pattern, at(`${path}?${encodeURI(more)}#${more}`))).toBe('boolean')
      }),
    )
  })

  it('pain 17: without a star it matches itself and nothing else', () => {
    fc.assert(
      fc.property(path, path, (pattern, other) => {
        expect(matchUrl(pattern, at(pattern))).toBe(true)
        expect(matchUrl(pattern, at(other))).toBe(other === pattern)
      }),
    )
  })

  it('knows one star as a segment and two as the rest of the way', () => {
    fc.assert(
      fc.property(segment, fc.array(segment, { minLength: 1, maxLength: 4 }), (first, rest) => {
        const address = at(`/${first}/${rest.join('/')}`)
        expect(matchUrl(`/${first}/**`, address)).toBe(true)
        expect(matchUrl(`/${first}/*`, address)).toBe(rest.length === 1)
      }),
    )
  })
})
