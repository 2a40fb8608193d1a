import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = '/sys/fs/cgroup'
const PERIOD_US = 10_000

/**
 * Holds a process to a share of one core, as a container with a limit is held: by a cgroup, of the first version or the
 * second. It stays there until it ends.
 *
 * @returns Takes the group away, once its process has ended; `undefined` where this system has no cgroups, or this user may
 * make none: then the process is free.
 */
export function cpuShare(pid: number, share: number): (() => void) | undefined {
  const isSecond = existsSync(join(ROOT, 'cgroup.controllers'))
  const group = join(isSecond ? ROOT : join(ROOT, 'cpu'), `pulso-bench-${pid}`)
  const quota = Math.round(PERIOD_US * share)
  try {
    if (isSecond) writeFileSync(join(ROOT, 'cgroup.subtree_control'), '+cpu')
    mkdirSync(group)
  } catch {
    return undefined
  }
  if (isSecond) writeFileSync(join(group, 'cpu.max'), `${quota} ${PERIOD_US}`)
  else {
    writeFileSync(join(group, 'cpu.cfs_period_us'), `${PERIOD_US}`)
    writeFileSync(join(group, 'cpu.cfs_quota_us'), `${quota}`)
  }
  writeFileSync(join(group, 'cgroup.procs'), `${pid}`)
  return () => rmdirSync(group)
}
