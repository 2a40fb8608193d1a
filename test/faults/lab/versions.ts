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

/** MiniBrowser and the driver name no version: the library does. */
const WEBKIT = `import gi
gi.require_version('WebKit2', '4.1')
from gi.repository import WebKit2 as W
print(f'WebKitGTK {W.get_major_version()}.{W.get_minor_version()}.{W.get_micro_version()}')`

const engineVersion = (engine: EngineName): string | undefined =>
  (engine === 'webkit' ? run('/usr/bin/python3', '-c', WEBKIT) : run(programOf(engine), '--version')).split(
    '\n',
  )[0]

/** What a figure depends on besides the seed. `sources` are the folders whose last commit is named. */
export const versions = (
  engine: EngineName | undefined,
  buildId: string,
  sources = ['src', 'packages/collector/src'],
) => ({
  ...(engine && { engine: engineVersion(engine) }),
  pulso: JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
    .version as string,
  commit: run('git', 'log', '-1', '--format=%h', '--', ...sources),
  build: buildId,
  node: process.version,
  kernel: release(),
  processor: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
})
