import { deliver, type Sink } from '@pulso/adapters'
import type { Sent } from './sentOf.ts'
import { NOT_OFFERED, type Offered } from './settlePass.ts'

export interface Lease {
  /** `false`: it was lost. */
  renew: () => Promise<boolean>
  leaseMs: number
  isStopping: () => boolean
}

/** Sends what is there, while the lease is renewed; a sink whose lease is lost is sent nothing more. */
export async function offerOnce(
  sink: Sink,
  sending: readonly Sent[],
  { renew, leaseMs, isStopping }: Lease,
): Promise<Offered[]> {
  let isLost = false
  const renewing = setInterval(() => {
    renew().then(
      (isOurs) => (isLost ||= !isOurs),
      () => {}, // the database is away: the commit will tell
    )
  }, leaseMs / 3)
  const guarded: Sink = {
    name: sink.name,
    maxBatchRecords: sink.maxBatchRecords,
    send: async (records) =>
      isLost || isStopping() ? { status: 'retry', code: NOT_OFFERED } : sink.send(records),
  }
  try {
    const offered: Offered[] = []
    // A project at a time: an id is unique in its project only.
    for (const group of groupBy(sending, ({ project }) => project)) {
      const delivered = await deliver(
        guarded,
        group.map(({ record }) => record),
      )
      const outcomes = new Map(delivered.map((each) => [each.id, each]))
      for (const { record: _, ...each } of group)
        offered.push({ ...each, outcome: outcomes.get(each.id) ?? { status: 'retry', code: NOT_OFFERED } })
    }
    return offered
  } finally {
    clearInterval(renewing)
  }
}

function groupBy<T>(entries: readonly T[], keyOf: (entry: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const entry of entries) {
    const group = groups.get(keyOf(entry))
    if (group) group.push(entry)
    else groups.set(keyOf(entry), [entry])
  }
  return [...groups.values()]
}
