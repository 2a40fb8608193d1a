import { describe, expect, it } from 'vitest'
import { readAttributes } from '../../src/browser/readAttributes.ts'

const read = (attributes: { [name: string]: string }) => {
  const element = document.createElement('script')
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  return readAttributes(element.dataset)
}

describe('readAttributes', () => {
  it('reads numbers, lists, objects and truth as JSON, and all else as it stands', () => {
    expect(
      read({
        'data-idle-ms': '30000',
        'data-surveys': '[{"id":"store"}]',
        'data-context': '{"shop":"madrid-3"}',
        'data-debug': 'true',
        'data-endpoint': 'https://answers.example/v1/records',
      }),
    ).toMatchObject({
      idleMs: 30_000,
      surveys: [{ id: 'store' }],
      context: { shop: 'madrid-3' },
      debug: true,
      endpoint: 'https://answers.example/v1/records',
    })
  })

  it('takes an empty attribute for yes', () => {
    expect(readAttributes({ debug: '' })).toMatchObject({ debug: true }) // happy-dom does not list empty ones
  })

  it('leaves a key alone that looks like a number, and what only begins like JSON', () => {
    expect(read({ 'data-key': '123456', 'data-locale': 'tr' })).toMatchObject({ key: '123456', locale: 'tr' })
  })

  it('gathers the theme', () => {
    expect(read({ 'data-theme-accent': '#0a7', 'data-theme-scheme': 'dark' })).toEqual({
      theme: { accent: '#0a7', scheme: 'dark' },
    })
  })

  it('knows nothing but an empty theme where there is no script element', () => {
    expect(readAttributes(undefined)).toEqual({ theme: {} })
  })
})
