import type { StorageMode } from '../engine/ports.ts'

/** One small JSON value a key, in the storage the visitor allows; in memory where that throws. */
export interface Keepsake {
  get<T>(key: string): T | undefined
  /** `undefined` removes the key. */
  set(key: string, value?: unknown): void
}

/** Storage areas throw on access in sandboxed frames, and on writing when full. */
export function createKeepsake(mode: StorageMode): Keepsake {
  const memory: { [key: string]: string | undefined } = {}
  const area = () => (mode === 'persistent' ? localStorage : mode === 'session' ? sessionStorage : undefined)
  return {
    get<T>(key: string) {
      let text = memory[key]
      try {
        text = area()?.getItem(`pulso:${key}`) ?? text
      } catch {}
      return text ? (JSON.parse(text) as T) : undefined
    },
    set(key, value) {
      const text = JSON.stringify(value)
      memory[key] = text
      try {
        if (text) area()?.setItem(`pulso:${key}`, text)
        else area()?.removeItem(`pulso:${key}`)
      } catch {}
    },
  }
}
