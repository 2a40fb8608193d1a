import type { StorageMode } from '../engine/ports.ts'

/** One small JSON value a key, in the storage the visitor allows; in memory where there is none. */
export interface Keepsake {
  /** Nothing is `null` or `undefined`. */
  get<T>(key: string): T | null | undefined
  /** `undefined` removes the key. */
  set(key: string, value?: unknown): void
}

/**
 * Storage areas throw on access in sandboxed frames, and on writing when full: then memory has the newer value, and
 * what is still in the area no longer counts.
 *
 * @param isAllowed - asked before each touch of the storage.
 */
export function createKeepsake(mode: StorageMode, isAllowed: () => boolean): Keepsake {
  const memory: { [key: string]: string | undefined } = {}
  /** No area throws at the first use of it, like one that refuses. */
  const area = () =>
    (isAllowed() && (mode === 'persistent' ? localStorage : mode === 'session' && sessionStorage)) as Storage
  return {
    get<T>(key: string) {
      try {
        return JSON.parse(memory[key] ?? area().getItem(`pulso:${key}`)!) as T | null
      } catch {}
      return
    },
    set(key, value) {
      const text = JSON.stringify(value)
      delete memory[key]
      try {
        if (text) area().setItem(`pulso:${key}`, text)
        else area().removeItem(`pulso:${key}`)
      } catch {
        memory[key] = text
      }
    },
  }
}
