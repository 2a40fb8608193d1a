import type { Port } from './createCalls.ts'
import { serveLive } from './serveLive.ts'
import type { OpenThread } from './Thread.ts'

/**
 * Counts and draws in this process: who sends records waits while a report is drawn. It needs nothing of Node, and does
 * what {@link openThread} does: messages are copied, and arrive later.
 */
export const openHere: OpenThread = (settings) => {
  const [near, far] = ends()
  serveLive(far.port, settings)
  return {
    port: near.port,
    async end() {
      near.close()
      far.close()
    },
  }
}

/** A port, and what closes it: from then on it hears nothing. */
interface End {
  port: Port
  hear(message: unknown): void
  close(): void
}

function ends(): [End, End] {
  const near = endOf((message) => far.hear(message))
  const far = endOf((message) => near.hear(message))
  return [near, far]
}

function endOf(send: (message: unknown) => void): End {
  let listen: ((message: unknown) => void) | undefined
  return {
    port: {
      postMessage(message) {
        const copy = structuredClone(message)
        setTimeout(() => send(copy)) // never at once: between two messages the process does other work
      },
      on(_, heard) {
        listen = heard
      },
    },
    hear: (message) => listen?.(message),
    close() {
      listen = undefined
    },
  }
}
