#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { CollectorError } from './CollectorError.ts'
import { CASES_USAGE, casesCommand } from './cases/casesCommand.ts'
import type { CommandContext, ExitCode } from './commandTools.ts'
import { createLog } from './createLog.ts'
import { BACKUP_USAGE, backupCommand } from './data/backupCommand.ts'
import { OUTCOMES_USAGE, outcomesCommand } from './data/outcomesCommand.ts'
import { PERSON_USAGE, personCommand } from './data/personCommand.ts'
import { RETAIN_USAGE, retainCommand } from './data/retainCommand.ts'
import { EXPORT_USAGE, exportCommand, IMPORT_USAGE, importCommand } from './data/transferCommands.ts'
import { FORWARD_USAGE, forwardCommand } from './forward/forwardCommand.ts'
import { MIRROR_USAGE, mirrorCommand } from './mirror/mirrorCommand.ts'
import { MOVE_USAGE, moveCommand } from './moveCommand.ts'
import { nameOfStore } from './openStore.ts'
import { readEnvironment } from './readEnvironment.ts'
import { serveCollector } from './serve.ts'
import { PUBLISH_USAGE, publishCommand } from './surveys/publishCommand.ts'

// V8 lets garbage grow to three times what is held before it collects: under load that would be most of the memory.
setFlagsFromString('--heap-growing-percent=50')

// The command `pulso-collector`: settings from the environment, what happens as lines of JSON on stderr.
type Command = (args: readonly string[], context: CommandContext) => Promise<ExitCode>
const COMMANDS: { [name: string]: { usage: string; run: Command } } = {
  move: { usage: MOVE_USAGE, run: (args, { until, say }) => moveCommand(args, until, say) },
  export: { usage: EXPORT_USAGE, run: exportCommand },
  import: { usage: IMPORT_USAGE, run: importCommand },
  outcomes: { usage: OUTCOMES_USAGE, run: outcomesCommand },
  person: { usage: PERSON_USAGE, run: personCommand },
  retain: { usage: RETAIN_USAGE, run: retainCommand },
  backup: { usage: BACKUP_USAGE, run: backupCommand },
  publish: { usage: PUBLISH_USAGE, run: publishCommand },
  forward: { usage: FORWARD_USAGE, run: forwardCommand },
  cases: { usage: CASES_USAGE, run: casesCommand },
  mirror: { usage: MIRROR_USAGE, run: mirrorCommand },
}

const [name, ...args] = process.argv.slice(2)
try {
  if (name === undefined) await serve()
  else process.exitCode = await run(name)
} catch (error) {
  console.error(error instanceof CollectorError || isPortTaken(error) ? (error as Error).message : error)
  process.exitCode = 1
}

async function run(name: string): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) {
    const usages = Object.values(COMMANDS).map(({ usage }) => usage)
    const all = `pulso-collector\n  Serves, by the settings in its environment; docs/collector.md has the table.\n${usages.join('\n')}`
    if (name === 'help' || name === '--help') {
      console.log(all)
      return 0
    }
    throw new CollectorError('invalid_config', `There is no command ${JSON.stringify(name)}.\n${all}`)
  }
  const ending = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => (ending.signal.aborted ? process.exit(130) : ending.abort())) // asked twice
  }
  return command.run(args, { env: process.env, say: console.log, until: ending.signal })
}

async function serve(): Promise<void> {
  const { logLevel = 'info', ...config } = readEnvironment(process.env)
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const served = await serveCollector({ ...config, log: createLog(logLevel), registry })
  console.log(`Pulso collector: ${served.url}/`)
  console.log(`Database:        ${nameOfStore(config.databaseUrl ?? config.databasePath ?? '')}`)
  console.log(
    config.adminToken === undefined
      ? `Admin token:     ${served.adminToken} (kept in ${config.databasePath}.token)`
      : 'Admin token:     as set in COLLECTOR_ADMIN_TOKEN',
  )

  let isStopping = false
  const stop = async () => {
    if (isStopping) process.exit(130) // asked twice
    isStopping = true
    await served.close()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'listen'
}
