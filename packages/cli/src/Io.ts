import type { Readable, Writable } from 'node:stream'

/** The world of a command, so that tests can be one. */
export interface Io {
  stdin: Readable
  stdout: Writable & { isTTY?: boolean }
  stderr: Writable & { isTTY?: boolean }
  env: { [name: string]: string | undefined }
  fetch: typeof fetch
  /** Milliseconds since 1970. */
  now: () => number
  sleep: (ms: number) => Promise<void>
  /** Program of the collector. @defaultValue that of `@pulso/collector` */
  collector?: string
}
