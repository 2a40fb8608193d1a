import { describe, expect, it } from 'vitest'
import { fill, localize } from '../../src/engine/localize.ts'
import { pickLocale } from '../../src/engine/pickLocale.ts'

const pick =
  (locale: string, fallback?: string) =>
  (tags: readonly string[]): string =>
    pickLocale(locale, tags, fallback).tag

describe('localize', () => {
  it('falls back from the tag to its language, the fallback, English and the first', () => {
    expect(localize({ en: 'e', 'pt-BR': 'b', pt: 'p' }, pick('pt-BR'))).toBe('b')
    expect(localize({ en: 'e', pt: 'p' }, pick('pt-BR'))).toBe('p')
    expect(localize({ en: 'e', de: 'd' }, pick('fi', 'de'))).toBe('d')
    expect(localize({ en: 'e', de: 'd' }, pick('fi', 'sv'))).toBe('e')
    expect(localize({ de: 'd' }, pick('fi'))).toBe('d')
    expect(localize('one for all', pick('fi'))).toBe('one for all')
    expect(localize(undefined, pick('fi'))).toBe('')
  })
})

describe('fill', () => {
  it('puts values in as text, once', () => {
    expect(fill('Hi {name}, {n}!', { name: '<b>{n}</b>', n: 2 })).toBe('Hi <b>{n}</b>, 2!')
  })

  it('leaves a placeholder that has no value, and what every object inherits', () => {
    expect(fill('{gone} {constructor} {__proto__}', {})).toBe('{gone} {constructor} {__proto__}')
  })
})
