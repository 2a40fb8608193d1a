import type { PulsoEventName, PulsoEvents } from './api.ts'

type Listener = (data: never, event: PulsoEventName) => void

/** Tells listeners, one after the other; one that throws does not stop the next. */
export function createEmitter(onError: (error: unknown) => void) {
  const listeners = new Set<[name: string, listener: Listener]>()
  return {
    on(name: string, listener: Listener): () => unknown {
      const entry: [string, Listener] = [name, listener]
      listeners.add(entry)
      return () => listeners.delete(entry)
    },
    emit<Name extends PulsoEventName>(name: Name, data: PulsoEvents[Name]): void {
      // A copy: a listener may subscribe anew while it is told.
      for (const [wanted, listener] of [...listeners])
        if (wanted === name || wanted === '*')
          try {
            listener(data as never, name)
          } catch (error) {
            if (name !== 'error') onError(error) // an error listener that throws would call itself for ever
          }
    },
  }
}
