import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, release } from 'node:os'
import type { EngineName } from '../../browser/harness/index.ts'
import { programOf } from '../../browser/harness/programOf.ts'

const run = (program: string, ...args: string[]): string => {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return 'unknown'
  }
}

/** What a figure depends on besides the seed. */
export const versions = (engine: EngineName | undefined, buildId: string) => ({
  ...(engine && { engine: run(programOf(engine), '--version').split('\n')[0] }),
  pulso: JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
    .version as string,
  commit: run('git', 'log', '-1', '--format=%h', '--', 'src', 'packages/collector/src'),
  build: buildId,
  node: process.version,
  kernel: release(),
  processor: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
})
