import type { Programme } from '@pulso/insights'
import type { Registry } from 'prom-client'
import type { CollectorEvent } from './CollectorEvent.ts'
import type { Project } from './checkOptions.ts'
import type { Forwarding } from './forward/readForwarding.ts'
import type { Limits, Rates } from './limits.ts'
import type { OpenThread } from './live/Thread.ts'
import type { MirrorOptions } from './mirror/MirrorOptions.ts'
import type { Store } from './Store.ts'

export interface CollectorOptions {
  store: Store
  projects: readonly Project[]
  /** Guards the page and the export. 16 characters or more; or `sha256:` and its hash in hex, which says it to nobody. */
  adminToken: string
  limits?: Partial<Limits>
  /** Most records that each write key may store in a day (UTC), where its project says nothing else. @defaultValue none */
  recordsPerDay?: number
  rates?: Partial<Rates>
  /** How many proxies of yours stand before it, of which each adds to `X-Forwarded-For`. @defaultValue 0 */
  trustedProxies?: number
  /** The collector's clock, in milliseconds since 1970. @defaultValue `Date.now` */
  now?: () => number
  /** Is told what an operator should know. Never sees a body, a key or an address. */
  log?: (event: CollectorEvent) => void
  /** Reads `/metrics` and nothing else; 16 characters or more, or its hash. Left out, the admin token alone does. */
  metricsToken?: string
  /** Sinks that committed records are sent on to, and rules that open cases. See {@link readForwarding}. */
  forwarding?: Forwarding
  /** A ClickHouse that records are copied to. While it is away the collector goes on. */
  mirror?: MirrorOptions
  /** What the pages show beside the answers: names, owners, targets, actions. See `parseProgramme` of `@pulso/insights`. */
  programme?: Programme
  /** Keys of `context` by which the pages tell records apart; each multiplies what is held in memory. @defaultValue none */
  segments?: readonly string[]
  /** Starts the thread that counts and draws the pages' report: `openThread` in Node. @defaultValue all in one thread */
  openThread?: OpenThread
  /** Where the counts go that `/metrics` gives. @defaultValue one of its own */
  registry?: Registry
}

/** What a server knows about a request beside the request. */
export interface Sender {
  /** Address of the peer, for the limit by network. Left out, there is no such limit. */
  address?: string | undefined
}

export interface Collector {
  /** A Web-standard handler: give it to any server that speaks `Request` and `Response`. Never rejects. */
  fetch: (request: Request, sender?: Sender) => Promise<Response>
  /** Every endpoint and page that it answers, as Hono writes them; `ALL` for any other method. */
  routes: readonly { method: string; path: string }[]
  /** From now on `/readyz` says 503, so that no balancer sends more; what comes is still taken. */
  drain: () => void
  /** Refuses new batches, lets commits under way finish, then closes the store. */
  close: () => Promise<void>
}
