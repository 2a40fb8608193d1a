import { Counter, Gauge, type Registry } from 'prom-client'
import type { CaseBook } from '../cases/caseBook.ts'
import type { Outbox } from './createOutbox.ts'
import type { SinkState } from './SinkRow.ts'

export interface ForwardMetrics {
  outcome: (sink: string, outcome: 'settled' | 'rejected' | 'failed', count: number) => void
  state: (sink: string, state: SinkState) => void
}

interface Watched {
  sinks: readonly string[]
  outbox: Pick<Outbox, 'counts'>
  cases: Pick<CaseBook, 'counts'>
  /** Age of the oldest record that a sink should have and has not, in milliseconds. */
  lagMs: (sink: string) => number
  now: () => number
}

const STATES: readonly SinkState[] = ['ok', 'waiting', 'held']

/** Counts of what is forwarded. Labels are the sinks of the settings and words of ours. */
export function createForwardMetrics(
  registry: Registry,
  { sinks, outbox, cases, lagMs, now }: Watched,
): ForwardMetrics {
  const registers = [registry]
  const records = new Counter({
    name: 'pulso_forward_records_total',
    help: 'Records by what a sink did: settled (taken), rejected (for good), failed (will be tried again).',
    labelNames: ['sink', 'outcome'],
    registers,
  })
  const states = new Gauge({
    name: 'pulso_forward_state',
    help: '1 for the state that a sink is in: ok, waiting (it fails, and is tried again), held (someone must act).',
    labelNames: ['sink', 'state'],
    registers,
  })
  new Gauge({
    name: 'pulso_forward_lag_seconds',
    help: 'Age of the oldest record that a sink should have and has not; 0 when it has them all.',
    labelNames: ['sink'],
    registers,
    collect() {
      for (const sink of sinks) this.set({ sink }, lagMs(sink) / 1000)
    },
  })
  new Gauge({
    name: 'pulso_forward_items',
    help: 'Records that are tried again by themselves (waiting), or never will be unless someone asks (dead).',
    labelNames: ['sink', 'state'],
    registers,
    async collect(this: Gauge): Promise<void> {
      const counts = await outbox.counts().catch(() => undefined) // the database is away: other metrics are wanted then
      if (!counts) return this.reset()
      for (const sink of sinks) {
        const { waiting, dead } = counts.get(sink) ?? { waiting: 0, dead: 0 }
        this.set({ sink, state: 'waiting' }, waiting)
        this.set({ sink, state: 'dead' }, dead)
      }
    },
  })
  new Gauge({
    name: 'pulso_cases',
    help: 'Live cases by state; overdue ones are among open and taken.',
    labelNames: ['state'],
    registers,
    async collect(this: Gauge): Promise<void> {
      const counts = await cases.counts(now()).catch(() => undefined)
      if (!counts) return this.reset()
      for (const [state, count] of Object.entries(counts)) this.set({ state }, count)
    },
  })
  return {
    outcome: (sink, outcome, count) => {
      if (count > 0) records.inc({ sink, outcome }, count)
    },
    state: (sink, state) => {
      for (const each of STATES) states.set({ sink, state: each }, each === state ? 1 : 0)
    },
  }
}
