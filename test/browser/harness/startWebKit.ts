import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { LEASH, leashedEnv } from './leash.ts'
import { programOf } from './programOf.ts'
import { type Call, webdriver } from './webdriver.ts'
import { withLimit } from './withLimit.ts'

const LAUNCHER = fileURLToPath(new URL('webkitLauncher.py', import.meta.url))
const START_LIMIT_MS = 20_000

/** What the launcher's socket understands. */
export interface Command {
  dark?: boolean
  animations?: boolean
  /** Number of the tab, in order of opening. */
  front?: number
}

export interface WebKitProcesses {
  /** Process groups. */
  roots: number[]
  call: Call
  session: string
  control(command: Command): Promise<void>
}

interface Start {
  profile: string
  /** Private folder of this run: console log and control socket. */
  run: string
  width: number
  height: number
  deviceScaleFactor: number
  locale: string
  settings: Command
}

/** Starts a display of its own, the driver and the launcher. `roots` fills as they start, for whoever must end them. */
export async function startWebKit(start: Start, roots: number[]): Promise<WebKitProcesses> {
  const display = await startDisplay(start, roots)
  const port = await freePort()
  const log = openSync(`${start.run}/driver.log`, 'a')
  const driver = spawn(LEASH, [`--port=${port}`, '--host=127.0.0.1'], {
    detached: true,
    stdio: ['pipe', log, log], // a pipe that nobody reads would stop it once it is full
    env: leashedEnv(programOf('webkit'), {
      DISPLAY: display,
      GDK_BACKEND: 'x11',
      GDK_SCALE: String(start.deviceScaleFactor),
      GSETTINGS_BACKEND: 'memory',
      NO_AT_BRIDGE: '1',
      PULSO_PROFILE: start.profile,
      PULSO_RUN: start.run,
      PULSO_WIDTH: String(start.width),
      PULSO_HEIGHT: String(start.height),
      PULSO_LOCALE: start.locale,
      PULSO_SETTINGS: JSON.stringify(start.settings),
    }),
  })
  closeSync(log)
  roots.push(pidOf(driver))

  const call = webdriver(`http://127.0.0.1:${port}`)
  await withLimit('Starting WebKitWebDriver', START_LIMIT_MS, untilReady(call))
  const capabilities = { 'webkitgtk:browserOptions': { binary: LAUNCHER, args: [] } }
  const { sessionId } = await withLimit(
    'Starting WebKit',
    START_LIMIT_MS,
    call<{ sessionId: string }>('POST', '/session', { capabilities: { alwaysMatch: capabilities } }),
  )
  const control = (command: Command) =>
    withLimit('The launcher', 10_000, tell(`${start.run}/control`, command))
  return { roots, call, session: `/session/${sessionId}`, control }
}

async function startDisplay({ width, height, deviceScaleFactor }: Start, roots: number[]): Promise<string> {
  // Room for windows that grow later.
  const screen = `${Math.max(2000, width) * deviceScaleFactor}x${Math.max(2000, height) * deviceScaleFactor}x24`
  const xvfb = spawn(LEASH, ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp'], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    env: leashedEnv(programOf('xvfb')),
  })
  roots.push(pidOf(xvfb))
  const [number] = await withLimit('Starting Xvfb', START_LIMIT_MS, once(xvfb.stdio[3] as Readable, 'data'))
  return `:${String(number).trim()}`
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error(`${child.spawnfile} did not start.`)
  return child.pid
}

async function untilReady(call: Call): Promise<void> {
  for (;;) {
    const ready = await call<{ ready: boolean }>('GET', '/status').catch(() => undefined)
    if (ready) return
    await sleep(15)
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}

async function tell(path: string, command: Command): Promise<void> {
  const socket = connect(path)
  socket.end(`${JSON.stringify(command)}\n`)
  const [answer] = await once(socket, 'data')
  if (String(answer) !== 'done\n') throw new Error(`The launcher answered '${answer}'.`)
}
