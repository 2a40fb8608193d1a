import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createKeepsake } from '../../src/browser/keepsake.ts'

const always = () => true

describe('createKeepsake', () => {
  beforeEach(() => {
    localStorage.clear()
    sessionStorage.clear()
  })
  afterEach(() => {
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
  })

  it.each([
    ['persistent', 1, 0],
    ['session', 0, 1],
    ['none', 0, 0],
  ] as const)('%s: keeps where it says, and reads back what it kept', (mode, inLocal, inSession) => {
    const keepsake = createKeepsake(mode, always)
    keepsake.set('ledger', { id: 'x', shown: [1] })
    expect(keepsake.get('ledger')).toEqual({ id: 'x', shown: [1] })
    expect([localStorage.length, sessionStorage.length]).toEqual([inLocal, inSession])
    keepsake.set('ledger')
    expect(keepsake.get('ledger') ?? undefined).toBeUndefined()
    expect([localStorage.length, sessionStorage.length]).toEqual([0, 0])
  })

  it('reads what another tab wrote', () => {
    const keepsake = createKeepsake('persistent', always)
    keepsake.set('ledger', 1)
    createKeepsake('persistent', always).set('ledger', 2)
    expect(keepsake.get('ledger')).toBe(2)
    localStorage.clear()
    expect(keepsake.get('ledger') ?? undefined).toBeUndefined()
  })

  it('touches no storage before it may, and remembers meanwhile', () => {
    const touched = vi.fn()
    vi.stubGlobal('localStorage', new Proxy({}, { get: touched }))
    const keepsake = createKeepsake('persistent', () => false)
    keepsake.set('ledger', 1)
    expect(keepsake.get('ledger')).toBe(1)
    keepsake.set('ledger')
    expect(keepsake.get('ledger') ?? undefined).toBeUndefined()
    expect(touched).not.toHaveBeenCalled()
  })

  it('works in memory where each touch of the storage throws', () => {
    vi.stubGlobal(
      'localStorage',
      new Proxy(
        {},
        {
          get() {
            throw new DOMException('denied', 'SecurityError')
          },
        },
      ),
    )
    const keepsake = createKeepsake('persistent', always)
    expect(keepsake.get('ledger') ?? undefined).toBeUndefined()
    keepsake.set('ledger', 1)
    expect(keepsake.get('ledger')).toBe(1)
  })

  it('pain 8: when the storage is full, the newer value counts, not the one that is still there', () => {
    const area = { kept: '1', getItem: () => area.kept, setItem: vi.fn(), removeItem: () => {} }
    vi.stubGlobal('localStorage', area)
    area.setItem.mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    const keepsake = createKeepsake('persistent', always)
    expect(keepsake.get('shows')).toBe(1)
    keepsake.set('shows', 2)
    expect(keepsake.get('shows')).toBe(2)
    area.setItem.mockImplementation((_key, text) => {
      area.kept = text
    })
    keepsake.set('shows', 3)
    area.kept = '4' // another tab, later
    expect(keepsake.get('shows')).toBe(4)
  })

  it.each(['{', '', 'undefined'])('takes what is no JSON for nothing: %j', (text) => {
    localStorage.setItem('pulso:ledger', text)
    expect(createKeepsake('persistent', always).get('ledger') ?? undefined).toBeUndefined()
  })
})
