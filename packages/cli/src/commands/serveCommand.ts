import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { CliError } from '../CliError.ts'
import type { Io } from '../Io.ts'

export interface ServeFlags {
  port?: string
  host?: string
  database?: string
  project?: string[]
}

/** Settings of the collector as it reads them; a flag wins over what the environment says. */
export function serveEnvironment(flags: ServeFlags, env: Io['env']): Io['env'] {
  return {
    ...env,
    ...(flags.port !== undefined && { COLLECTOR_PORT: flags.port }),
    ...(flags.host !== undefined && { COLLECTOR_HOSTNAME: flags.host }),
    ...(flags.database !== undefined && { COLLECTOR_DATABASE: flags.database }),
    ...(flags.project && { COLLECTOR_PROJECTS: flags.project.join(' ') }),
  }
}

/**
 * Starts the collector in a process of its own, with its own log, and passes on what asks it to end. All other settings
 * come from the environment, as docs/collector.md lists them.
 *
 * @returns what the collector ended with.
 */
export async function serveCommand(flags: ServeFlags, io: Io): Promise<number> {
  const env = serveEnvironment(flags, io.env)
  if (!env.COLLECTOR_PROJECTS)
    throw new CliError(
      'Nobody may write yet: name a key and the sites that use it, `pulso serve --project shop-key=https://shop.example`, ' +
        'or set COLLECTOR_PROJECTS.',
      { exitCode: 2 },
    )
  const main = io.collector ?? fileURLToPath(new URL('main.js', import.meta.resolve('@pulso/collector')))
  const child = spawn(process.execPath, [main], { env: env as NodeJS.ProcessEnv, stdio: 'inherit' })
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  // Ctrl+C reaches the whole group by itself; passing it on again would be the second one, which kills
  const wait = () => undefined
  process.on('SIGINT', wait)
  process.on('SIGTERM', pass)
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', (cause) =>
        reject(
          new CliError(`The collector cannot be started: ${cause.message}. Install @pulso/collector.`, {
            cause,
          }),
        ),
      )
      child.once('exit', (code, signal) =>
        resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)),
      )
    })
  } finally {
    process.off('SIGINT', wait)
    process.off('SIGTERM', pass)
  }
}
