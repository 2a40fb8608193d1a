import type { PulsoRecord } from '@pulso/web/schema'
import { simulateJourneys } from '../../../cli/src/simulate/simulateJourneys.ts'
import type { NewRecord, Store } from '../../src/Store.ts'
import { toNewRecord } from '../../src/toNewRecord.ts'

const DAY_MS = 86_400_000
/** Records of a visit come one by one, those of several visitors among each other. */
const BATCH = 37

/** Records of a made-up shop as a collector gets them: in the order of time, as far as a network keeps it. */
export function simulated({
  seed = 1,
  persons = 100,
  days = 40,
  from = Date.UTC(2026, 0, 5),
} = {}): PulsoRecord[] {
  const records = [...simulateJourneys({ seed, persons, days, from })]
  const jitter = (record: PulsoRecord) => (Number.parseInt(record.id.slice(0, 6), 16) % 600) * 1000
  return records.sort((a, b) => a.at + jitter(a) - (b.at + jitter(b)))
}

/** Runs that go on beyond a midnight: a report from a file and the page cut them differently when days are asked for. */
export function crossing(records: readonly PulsoRecord[]): Set<string> {
  const days = new Map<string, number>()
  const runs = new Set<string>()
  for (const record of records) {
    if (record.type === 'outcome') continue
    const day = Math.floor(record.at / DAY_MS)
    if ((days.get(record.run) ?? day) !== day) runs.add(record.run)
    days.set(record.run, day)
  }
  return runs
}

export const rowOf = (record: PulsoRecord): NewRecord => toNewRecord(record, JSON.stringify(record))

/** Stores records in batches; `between` is called after each. */
export async function storeAll(
  store: Pick<Store, 'append'>,
  records: readonly PulsoRecord[],
  { project = 'shop', between = async (_batch: number): Promise<void> => {} } = {},
): Promise<void> {
  for (let at = 0; at < records.length; at += BATCH) {
    const rows = records.slice(at, at + BATCH)
    const received = Math.max(...rows.map((record) => record.at))
    await store.append(project, rows.map(rowOf), { received, sentAt: received })
    await between(at / BATCH)
  }
}
