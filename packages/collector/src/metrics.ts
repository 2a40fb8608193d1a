import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { AppendOutcome } from './Store.ts'

export interface Metrics {
  replied: (status: number) => void
  /** `old`: a page that was built with the key that is to be revoked. */
  keyUsed: (project: string, key: 'current' | 'old') => void
  settled: (project: string, outcome: AppendOutcome | 'rejected', count: number) => void
  /** Gives a function to be called when the append is over. */
  appending: () => (result: 'committed' | 'failed') => void
}

/** Counts for Prometheus. Labels are projects of the settings and words of ours: nothing that a sender can make up. */
export function createMetrics(registry: Registry): Metrics {
  const registers = [registry]
  const requests = new Counter({
    name: 'pulso_requests_total',
    help: 'Replies to POST /v1/records, by HTTP status.',
    labelNames: ['status'],
    registers,
  })
  const keys = new Counter({
    name: 'pulso_key_uses_total',
    help: 'Batches by the write key they came with: current, or old. An old key that is no longer used can be revoked.',
    labelNames: ['project', 'key'],
    registers,
  })
  const records = new Counter({
    name: 'pulso_records_total',
    help: 'Records by what became of them: stored, duplicate, conflict (another text under a known id), rejected.',
    labelNames: ['project', 'outcome'],
    registers,
  })
  const appends = new Histogram({
    name: 'pulso_append_seconds',
    help: 'Time from a checked batch to its commit, or to the failure of it.',
    labelNames: ['result'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const underWay = new Gauge({
    name: 'pulso_appends_under_way',
    help: 'Batches that wait for their commit.',
    registers,
  })
  return {
    replied: (status) => requests.inc({ status }),
    keyUsed: (project, key) => keys.inc({ project, key }),
    settled: (project, outcome, count) => records.inc({ project, outcome }, count),
    appending() {
      underWay.inc()
      const end = appends.startTimer()
      return (result) => {
        underWay.dec()
        end({ result })
      }
    },
  }
}
