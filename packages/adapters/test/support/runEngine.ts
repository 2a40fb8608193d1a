import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const opens = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
    socket.on('close', () => socket.destroy())
    socket.on('connect', () => socket.end())
  })

export interface Engine {
  port: number
  /** Private to this run. */
  folder: string
  start(): Promise<void>
  /** SIGKILL: nothing is written any more. */
  kill(): Promise<void>
  /** Ends it and removes its folder. */
  stop(): Promise<void>
}

/** A real engine on a free loopback port with a folder of its own. It is ended by its own pid, and with the test run. */
export async function runEngine(
  command: (port: number, folder: string) => { program: string; args: string[]; env?: NodeJS.ProcessEnv },
  { user, prepare }: { user?: string; prepare?: (port: number, folder: string) => void } = {},
): Promise<Engine> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'pulso-engine-'))
  const owner = user && process.getuid?.() === 0 ? idsOf(user) : undefined
  if (owner) chownSync(folder, owner.uid, owner.gid)
  prepare?.(port, folder)
  let child: ChildProcess | undefined

  const end = async (signal: NodeJS.Signals) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  const start = async () => {
    // Tried again: after a SIGKILL some engines refuse to start while what is left of them lives.
    for (let tries = 0; tries < 2400; tries++) {
      if (!child || child.exitCode !== null || child.signalCode !== null) {
        const { program, args, env } = command(port, folder)
        child = spawn(program, args, {
          stdio: 'ignore',
          cwd: folder,
          env: { ...process.env, ...env },
          ...owner,
        })
      }
      if (await opens(port)) return
      await sleep(50)
    }
    await end('SIGKILL')
    throw new Error('the engine did not start within two minutes')
  }
  process.on('exit', () => child?.kill('SIGKILL'))
  await start()
  return {
    port,
    folder,
    start,
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export function idsOf(user: string): { uid: number; gid: number } {
  const of = (flag: string) => Number(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout)
  return { uid: of('-u'), gid: of('-g') }
}
