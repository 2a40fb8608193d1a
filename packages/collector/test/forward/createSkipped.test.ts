import { describe, expect, it } from 'vitest'
import { createSkipped } from '../../src/forward/createSkipped.ts'

describe('createSkipped', () => {
  it('reads on where it was, writes that down every five seconds, and believes the row once it was changed', () => {
    let now = 0
    const skipped = createSkipped(() => now)
    const row = { version: 3, cursor: '10' }
    expect(skipped.cursorOf(row)).toBe('10')
    expect(skipped.isEarly(row, '50')).toBe(true)
    expect(skipped.cursorOf(row)).toBe('50')
    now = 4999
    expect(skipped.isEarly(row, '60')).toBe(true)
    now = 5000
    expect(skipped.isEarly(row, '70')).toBe(false)
    const rewound = { version: 4, cursor: '5' }
    expect(skipped.cursorOf(rewound)).toBe('5')
    expect(skipped.isEarly(rewound, '80')).toBe(true)
  })
})
