import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { type Running, runCommand } from '../test/support/runCommand.ts'
import type { RunningPostgres } from '../test/support/runPostgres.ts'
import type { SIZES } from './Result.ts'

/** What every part of the bench works with. */
export interface Lab {
  /** The command, built from today's sources. */
  main: string
  postgres: RunningPostgres
  rounds: number
  /** Batches of one measurement. */
  batchesOf: (size: (typeof SIZES)[number]) => number
  random: () => number
  drawSeed: () => number
  say: (line: string) => void
}

const TICK_S = 0.01 // of Linux
const [USER, SYSTEM, OF_CHILDREN, SYSTEM_OF_CHILDREN, PARENT] = [11, 12, 13, 14, 1]

/** Numbers of a process, as Linux counts them, from its state on; nothing of one that has gone. */
function statOf(pid: number | string): number[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ').map(Number) ?? []
  } catch {
    return []
  }
}
const sum = (stat: readonly number[], ...fields: number[]) =>
  fields.reduce((total, field) => total + (stat[field] ?? 0), 0) * TICK_S

/** Processor time of this process so far, in seconds. */
export function ownCpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Processor time of a Postgres server and of all that served its connections, in seconds. */
export function serverCpuSeconds(folder: string): number {
  const pid = Number(readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n')[0])
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(statOf)
  return (
    sum(statOf(pid), USER, SYSTEM, OF_CHILDREN, SYSTEM_OF_CHILDREN) +
    stats.filter((stat) => stat[PARENT] === pid).reduce((total, stat) => total + sum(stat, USER, SYSTEM), 0)
  )
}

export interface BenchCollector extends Running {
  /** Processor time of the process so far, in seconds. */
  cpuSeconds: () => number
  /** The most memory that it had at any time, in bytes. */
  peakBytes: () => number
  end: () => Promise<void>
}

/** The real command with its limits by key off, on a free port. Loopback has no limit by network. */
export async function startCollector(
  main: string,
  database: string,
  also: { [name: string]: string } = {},
): Promise<BenchCollector> {
  const cwd = mkdtempSync(join(tmpdir(), 'pulso-bench-'))
  const running = await runCommand(main, cwd, {
    COLLECTOR_DATABASE: database,
    COLLECTOR_ADMIN_TOKEN: 'a token for the bench and nothing else',
    COLLECTOR_PROJECTS: 'shop=https://shop.example',
    COLLECTOR_KEY_RATE: '0',
    ...also,
  })
  if (!running.url) throw new Error(running.errors())
  return {
    ...running,
    cpuSeconds: () => sum(statOf(running.pid), USER, SYSTEM),
    peakBytes: () =>
      Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${running.pid}/status`, 'utf8'))?.[1]) * 1024,
    async end() {
      running.kill('SIGTERM')
      await running.exit
      rmSync(cwd, { recursive: true, force: true })
    },
  }
}

const versionOf = (name: string) =>
  (
    JSON.parse(
      readFileSync(new URL(`../../../node_modules/${name}/package.json`, import.meta.url), 'utf8'),
    ) as { version: string }
  ).version

/** What the figures depend on besides the seed. */
export const surroundings = () => ({
  machine: {
    cpu: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    os: `Linux ${release()}`,
    load: [Number(loadavg()[0]?.toFixed(1))],
  },
  versions: {
    Node: process.versions.node,
    'better-sqlite3': versionOf('better-sqlite3'),
    pg: versionOf('pg'),
    commit: execFileSync('git', ['log', '-1', '--format=%h', '--', 'packages/collector/src', 'src/schema'], {
      encoding: 'utf8',
    }).trim(),
  },
})
