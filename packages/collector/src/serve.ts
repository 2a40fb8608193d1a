import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import { adminTokenFile } from './adminTokenFile.ts'
import type { Collector, CollectorOptions } from './Collector.ts'
import { countProblems, invalidConfig } from './checkOptions.ts'
import { createCollector } from './createCollector.ts'
import { retentionRules } from './data/removeExpired.ts'
import { retentionLoop } from './data/retentionLoop.ts'
import { openThread } from './live/openThread.ts'
import { readProgramme } from './live/readProgramme.ts'
import { openStore, storeOf } from './openStore.ts'

export interface ServeOptions extends Omit<CollectorOptions, 'store' | 'adminToken' | 'programme'> {
  /** 0 takes a free one. */
  port: number
  /** @defaultValue `127.0.0.1`: this machine only. */
  hostname?: string
  /** SQLite file; made on the first run, with its folder. This or `databaseUrl`. */
  databasePath?: string
  /** Another store: `postgres://user:password@host:5432/database`. See {@link openStore}. */
  databaseUrl?: string
  /**
   * Left out, it is made on the first run and kept in `DATABASE.token`, which its owner alone can read. Other stores than
   * a SQLite file need it.
   */
  adminToken?: string
  /** Longest time a request may take to arrive, in milliseconds. @defaultValue 30_000 */
  requestTimeoutMs?: number
  /** Longest time its headers may take, in milliseconds. @defaultValue 10_000 */
  headersTimeoutMs?: number
  /** How long `close` waits for requests under way, in milliseconds. @defaultValue 10_000 */
  graceMs?: number
  /**
   * How long `close` goes on serving while `/readyz` says 503, in milliseconds: the time that a balancer needs to look.
   * @defaultValue 0
   */
  drainMs?: number
  /** `pulso.programme.json`, as it is written. */
  programme?: unknown
  /** Days after their arrival at which records are deleted, where their project says nothing else. @defaultValue never */
  retentionDays?: number
}

export interface Served {
  url: string
  port: number
  adminToken: string
  /** Waits `drainMs`, takes no new request, lets those under way finish and commit, then closes the database. */
  close: () => Promise<void>
}

/** A connection on which nothing moves is cut: a reader of an export that has gone must not hold it for ever. */
const IDLE_SOCKET_MS = 120_000
/** Longer than the 60 s that proxies keep a connection open: the collector is then never the one to cut a fresh request. */
const KEEP_ALIVE_MS = 65_000
const LATE_CHECK_MS = 1000

/**
 * Opens the database and serves the collector over HTTP.
 *
 * @throws {@link CollectorError} `invalid_config` or `store_unusable`; the error of the system when the port is taken.
 */
export async function serveCollector(options: ServeOptions): Promise<Served> {
  const {
    port,
    hostname = '127.0.0.1',
    databasePath,
    databaseUrl,
    graceMs = 10_000,
    drainMs = 0,
    retentionDays,
    requestTimeoutMs,
    headersTimeoutMs,
    programme: written,
    ...rest
  } = options
  const url = databaseUrl ?? databasePath
  if (url === undefined) throw invalidConfig(['databasePath: is missing, and databaseUrl too.'])
  const problems = countProblems('retentionDays', retentionDays)
  if (problems.length > 0) throw invalidConfig(problems)
  const programme = written === undefined ? undefined : await readProgramme(written)
  const adminToken = options.adminToken ?? tokenBeside(url)
  const store = await openStore(url)
  let made: Collector | undefined
  try {
    const collector = createCollector({
      openThread,
      ...rest,
      ...(programme && { programme }),
      adminToken,
      store,
    })
    made = collector
    const server = createAdaptorServer({
      fetch: (request, { incoming }) => collector.fetch(request, { address: incoming.socket?.remoteAddress }),
      overrideGlobalObjects: false,
      serverOptions: {
        requestTimeout: requestTimeoutMs ?? 30_000,
        headersTimeout: headersTimeoutMs ?? 10_000,
        keepAliveTimeout: KEEP_ALIVE_MS,
        connectionsCheckingInterval: LATE_CHECK_MS,
      },
    }) as Server
    server.setTimeout(IDLE_SOCKET_MS)
    const bound = await listen(server, port, hostname)
    const endRetention = retentionLoop({
      owner: store.owner,
      rules: retentionRules(rest.projects, retentionDays),
      now: rest.now ?? Date.now,
      log: rest.log ?? (() => {}),
    })
    let closing: Promise<void> | undefined
    return {
      url: `http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${bound}`,
      port: bound,
      adminToken,
      close() {
        closing ??= (async () => {
          collector.drain()
          await sleep(drainMs)
          await Promise.all([stop(server, graceMs), endRetention()])
          await collector.close()
        })()
        return closing
      },
    }
  } catch (error) {
    await (made ?? store).close() // what it has begun ends too, or the process would not
    throw error
  }
}

function tokenBeside(url: string): string {
  const store = storeOf(url)
  if (store?.kind === 'sqlite') return adminTokenFile(`${store.path}.token`)
  throw invalidConfig([
    'adminToken: is missing. Only a SQLite file has a place beside it where one can be kept.',
  ])
}

function listen(server: Server, port: number, hostname: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, hostname, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

/** Resolves when the last connection is gone: idle ones at once, busy ones after their reply, all after the grace. */
function stop(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => server.closeIdleConnections(), 50)
    const end = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearInterval(sweep)
      clearTimeout(end)
      resolve()
    })
  })
}
