import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)
const GIVE_UP_MS = 10_000

/** Kills the process groups of `roots` and everything below them (SIGKILL), and waits until all of it is gone. */
export async function killTree(roots: readonly number[]): Promise<void> {
  if (roots.length === 0) return
  const until = Date.now() + GIVE_UP_MS
  for (;;) {
    const living = await tree(roots)
    if (living.length === 0) return
    if (Date.now() > until)
      throw new Error(`Processes ${living.join(', ')} outlived SIGKILL by ${GIVE_UP_MS} ms.`)
    for (const pid of living) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // gone in the meantime
      }
    }
    await sleep(20)
  }
}

async function tree(roots: readonly number[]): Promise<number[]> {
  const { stdout } = await run('ps', ['-Ao', 'pid=,ppid=,pgid=,stat='])
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/))
  const found = new Set<number>()
  let before = -1
  while (before < found.size) {
    before = found.size
    for (const [pid, ppid, pgid] of rows) {
      // Groups too: a child whose parent died belongs to init, and only its group tells whose it was.
      if (roots.includes(Number(pgid)) || roots.includes(Number(pid)) || found.has(Number(ppid)))
        found.add(Number(pid))
    }
  }
  const isDead = (stat: string | undefined) => stat === undefined || stat.startsWith('Z')
  return rows.filter(([pid, , , stat]) => found.has(Number(pid)) && !isDead(stat)).map(([pid]) => Number(pid))
}
