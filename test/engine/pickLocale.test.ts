import { describe, expect, it } from 'vitest'
import { pickLocale } from '../../src/engine/pickLocale.ts'

const ALL = ['en', 'es', 'pt', 'pt-BR', 'he', 'ar', 'zh-Hans', 'de']

describe('pickLocale', () => {
  it.each([
    ['es', 'es'],
    ['es-MX', 'es'],
    ['PT-br', 'pt-BR'],
    ['pt_BR', 'pt-BR'],
    ['pt-PT', 'pt'],
    ['pt-AO', 'pt'],
    ['zh', 'zh-Hans'],
    ['zh-CN', 'zh-Hans'],
    ['zh-Hans-CN', 'zh-Hans'],
    ['zh-TW', 'zh-Hans'],
    ['iw', 'he'],
    ['iw-IL', 'he'],
    ['he-IL', 'he'],
    ['de-CH-1996', 'de'],
    ['fr', 'en'],
    ['', 'en'],
    ['x', 'en'],
  ])('pain 40: serves %s with %s', (wanted, tag) => {
    expect(pickLocale(wanted, ALL).tag).toBe(tag)
  })

  it('knows the Spanish of the Americas as a group of its own', () => {
    const both = ['es', 'es-419']
    expect(pickLocale('es-MX', both).tag).toBe('es-419')
    expect(pickLocale('es-AR', both).tag).toBe('es-419')
    expect(pickLocale('es-ES', both).tag).toBe('es')
    expect(pickLocale('es-ES', ['es-419']).tag).toBe('es-419')
  })

  it('takes a sister before another language', () => {
    expect(pickLocale('pt', ['en', 'pt-BR']).tag).toBe('pt-BR')
    expect(pickLocale('en-GB', ['es', 'en-US']).tag).toBe('en-US')
  })

  it('falls back to the fallback, then English, then whatever there is', () => {
    expect(pickLocale('fr', ['en', 'es'], 'es-ES').tag).toBe('es')
    expect(pickLocale('fr', ['de', 'en'], 'es').tag).toBe('en')
    expect(pickLocale('fr', ['de'], 'es').tag).toBe('de')
    expect(pickLocale('fr', []).tag).toBe('en')
  })

  it('tells the direction of the language that is shown, not of the one that was wanted', () => {
    expect(pickLocale('ar-EG', ALL)).toEqual({ tag: 'ar', dir: 'rtl' })
    expect(pickLocale('iw', ALL).dir).toBe('rtl')
    expect(pickLocale('fa', ALL)).toEqual({ tag: 'en', dir: 'ltr' })
    expect(pickLocale('arn', ['arn'])).toEqual({ tag: 'arn', dir: 'ltr' })
  })
})
