import { describe, expect, it } from 'vitest'
import { safeHref } from '../../src/ui/safeHref.ts'

describe('safeHref', () => {
  it.each(['https://example.com/a?b=c#d', 'mailto:help@example.com', '/help/returns', '/'])(
    'lets %s pass',
    (href) => {
      expect(safeHref(href)).toBe(true)
    },
  )

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>1</script>',
    'http://example.com',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https://exa mple.com',
    'vbscript:x',
    '',
  ])('refuses %j', (href) => {
    expect(safeHref(href)).toBe(false)
  })
})
