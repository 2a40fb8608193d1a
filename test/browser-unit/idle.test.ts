import { afterEach, describe, expect, it, vi } from 'vitest'
import { idle } from '../../src/browser/idle.ts'

describe('idle', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  it('waits for the browser to call, and for no more than a second', async () => {
    const asked: [() => void, unknown][] = []
    vi.stubGlobal('requestIdleCallback', (...call: [() => void, unknown]) => asked.push(call))
    let is = false
    const waiting = idle().then(() => (is = true))
    await Promise.resolve()
    expect(is).toBe(false)
    expect(asked[0]?.[1]).toEqual({ timeout: 1000 })
    asked[0]?.[0]()
    await waiting
  })

  it('is a moment where there is no idle callback', async () => {
    vi.useFakeTimers()
    vi.stubGlobal('requestIdleCallback', undefined)
    let is = false
    void idle().then(() => (is = true))
    await vi.advanceTimersByTimeAsync(99)
    expect(is).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(is).toBe(true)
  })
})
