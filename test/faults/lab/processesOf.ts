import { readdirSync, readFileSync } from 'node:fs'

/** Every process of a browser: those that were started with its profile, and all below them. */
export function processesOf(profile: string): number[] {
  const parents = new Map<number, number>()
  const found = new Set<number>()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    if (!pid) continue
    try {
      const read = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8')
      parents.set(
        pid,
        Number(
          read('stat')
            .replace(/^.*\) \S+ /s, '')
            .split(' ')[0],
        ),
      )
      if (`${read('cmdline')}\0${read('environ')}`.includes(profile)) found.add(pid)
    } catch {
      // it ended meanwhile
    }
  }
  let before = -1
  while (before < found.size) {
    before = found.size
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid)
  }
  return [...found]
}
