import type { Port } from './createCalls.ts'
import type { LiveSettings } from './LiveCalls.ts'

/** Where numbers are counted and reports are drawn. */
export interface Thread {
  port: Port
  end(): Promise<void>
}

/**
 * Starts what counts and draws.
 *
 * @param ended - told why, when it has ended by itself.
 */
export type OpenThread = (settings: LiveSettings, ended: (error: Error) => void) => Thread
