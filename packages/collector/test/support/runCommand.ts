import { spawn } from 'node:child_process'
import { batch } from './records.ts'

export interface Running {
  url: string
  pid: number
  output: () => string
  errors: () => string
  exit: Promise<number | NodeJS.Signals | null>
  kill: (signal: NodeJS.Signals) => void
}

/** Starts the command as an operator would, and resolves when it says where it listens, or has ended. */
export async function runCommand(
  main: string,
  cwd: string,
  env: Record<string, string>,
  args: readonly string[] = [],
): Promise<Running> {
  const started = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { PATH: process.env.PATH, COLLECTOR_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let errors = ''
  const exit = new Promise<number | NodeJS.Signals | null>((resolve) =>
    started.on('close', (code, signal) => resolve(code ?? signal)),
  )
  const listening = new Promise<void>((resolve) => {
    started.stdout.on('data', (data) => {
      output += data
      if (/Admin token|^From /m.test(output)) resolve()
    })
    started.stderr.on('data', (data) => {
      errors += data
    })
  })
  await Promise.race([listening, exit])
  return {
    url: /http:\/\/[\d.]+:\d+/.exec(output)?.[0] ?? '',
    pid: started.pid ?? 0,
    output: () => output,
    errors: () => errors,
    exit,
    kill: (signal) => void started.kill(signal),
  }
}

/** Sends records as a page does that has no origin: a server. */
export const postRecords = async (url: string, ids: object[]) => {
  const response = await fetch(`${url}/v1/records`, {
    method: 'POST',
    body: batch(ids),
    headers: { 'content-type': 'text/plain', connection: 'close' },
  })
  return (await response.json()) as { ok: string[]; dup: string[] }
}
