import { describe, expect, it } from 'vitest'
import { createWindow } from '../../src/aggregate/createWindow.ts'

describe('createWindow', () => {
  it('remembers the last ones, never more than twice as many, and each key once', () => {
    const window = createWindow<number>(10)
    for (let i = 0; i < 95; i += 1) window.set(`k${i}`, i)
    for (let i = 85; i < 95; i += 1) expect(window.get(`k${i}`)).toBe(i)
    expect(window.get('k0')).toBeUndefined()
    expect([...window.entries()].length).toBeLessThanOrEqual(20)
    window.set('k94', 7)
    window.set('k80', 8)
    const keys = [...window.entries()].map(([key]) => key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(window.get('k80')).toBe(8)
  })
})
