import { describe, expect, it } from 'vitest'
import { fill, localize } from '../../src/engine/localize.ts'

describe('localize', () => {
  it('falls back from the tag to its language, the fallback, English and the first', () => {
    expect(localize({ en: 'e', 'pt-BR': 'b', pt: 'p' }, 'pt-BR')).toBe('b')
    expect(localize({ en: 'e', pt: 'p' }, 'pt-BR')).toBe('p')
    expect(localize({ en: 'e', de: 'd' }, 'fi', 'de')).toBe('d')
    expect(localize({ en: 'e', de: 'd' }, 'fi', 'sv')).toBe('e')
    expect(localize({ de: 'd' }, 'fi')).toBe('d')
    expect(localize('one for all', 'fi')).toBe('one for all')
    expect(localize(undefined, 'fi')).toBe('')
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
