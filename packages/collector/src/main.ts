#!/usr/bin/env node
import { collectDefaultMetrics, Registry } from 'prom-client'
import { CollectorError } from './CollectorError.ts'
import { createLog } from './createLog.ts'
import { MOVE_USAGE, moveCommand } from './moveCommand.ts'
import { nameOfStore } from './openStore.ts'
import { readEnvironment } from './readEnvironment.ts'
import { serveCollector } from './serve.ts'

// The command `pulso-collector`: settings from the environment, what happens as lines of JSON on stderr.
const USAGE = `pulso-collector
  Serves, by the settings in its environment; docs/collector.md has the table.
${MOVE_USAGE}`

const [command, ...args] = process.argv.slice(2)
try {
  if (command === 'move') {
    const ending = new AbortController()
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => (ending.signal.aborted ? process.exit(130) : ending.abort())) // asked twice
    }
    process.exitCode = await moveCommand(args, ending.signal, console.log)
  } else if (command === undefined) await serve()
  else throw new CollectorError('invalid_config', `There is no command ${JSON.stringify(command)}.\n${USAGE}`)
} catch (error) {
  console.error(error instanceof CollectorError || isPortTaken(error) ? (error as Error).message : error)
  process.exitCode = 1
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
