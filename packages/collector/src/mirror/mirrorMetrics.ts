import { Counter, Gauge, type Registry } from 'prom-client'

/** `building`: what is read lags behind until the new table has everything. `waiting`: it fails, and is tried again. */
export type MirrorStatus = 'ok' | 'building' | 'waiting'
const STATUSES: readonly MirrorStatus[] = ['ok', 'building', 'waiting']

interface Watched {
  status: () => MirrorStatus
  /** Age of the oldest record that the mirror should have and has not, in milliseconds. */
  lagMs: () => number
}

/** Counts of the mirror for Prometheus: the lag is everyone's, the records are those that this process copied. */
export function createMirrorMetrics(registry: Registry, { status, lagMs }: Watched) {
  const registers = [registry]
  new Gauge({
    name: 'pulso_mirror_lag_seconds',
    help: 'Age of the oldest record that the mirror should have and has not; 0 when it has them all.',
    registers,
    collect() {
      this.set(lagMs() / 1000)
    },
  })
  new Gauge({
    name: 'pulso_mirror_state',
    help: '1 for the state that the mirror is in: ok, building (not everything is there yet), waiting (it fails, and is tried again).',
    labelNames: ['state'],
    registers,
    collect() {
      for (const each of STATUSES) this.set({ state: each }, each === status() ? 1 : 0)
    },
  })
  const records = new Counter({
    name: 'pulso_mirror_records_total',
    help: 'Records that this process told the mirror of: added, or hidden since they were deleted. Repeats after a failure count again.',
    labelNames: ['change'],
    registers,
  })
  return {
    added: (count: number) => records.inc({ change: 'added' }, count),
    hidden: (count: number) => records.inc({ change: 'hidden' }, count),
  }
}
