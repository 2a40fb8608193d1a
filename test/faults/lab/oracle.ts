import { PulsoRecord } from '../../../src/schema/index.ts'
import type { StoredRow } from './collector.ts'
import type { Told } from './page.ts'

export type Promised = Extract<Told, { is: 'thanked' | 'promised' }>

/** What must be empty after each run. */
export interface Verdict {
  /** Ids of records that were thanked for, and are not stored. */
  lost: string[]
  /** Rows beyond the first of one id, or of one place in one run. */
  duplicates: string[]
  /** Rows that are no whole record. */
  half: string[]
  /** Ids that the collector said it has, and has not. */
  unkept: string[]
  /** Rows still on the device a minute after all was well again. */
  stuck: string[]
  /** Records the collector refused. */
  refused: string[]
}

interface Evidence {
  promised: readonly Promised[]
  rows: readonly StoredRow[]
  acked: Iterable<string>
  stuck: readonly string[]
  refused: readonly string[]
}

/** Compares what was promised with what is stored. */
export function judge({ promised, rows, acked, stuck, refused }: Evidence): Verdict {
  const ids = new Set<string>()
  const places = new Set<string>()
  const tokens = new Set<number>()
  const duplicates: string[] = []
  const half: string[] = []
  for (const { id, json } of rows) {
    if (ids.has(id)) duplicates.push(id)
    ids.add(id)
    const record = wholeRecord(json)
    if (!record || record.id !== id) {
      half.push(id)
      continue
    }
    const place = 'run' in record ? `${record.run} ${record.seq}` : `outcome ${record.value}`
    if (places.has(place)) duplicates.push(id)
    places.add(place)
    if (record.type === 'outcome' && record.value !== undefined) tokens.add(record.value)
  }
  const lost = promised.flatMap((each) =>
    each.is === 'thanked'
      ? each.records.filter(({ id }) => !ids.has(id)).map(({ id, type }) => `${type} ${id}`)
      : tokens.has(each.token)
        ? []
        : [`outcome ${each.token}`],
  )
  return {
    lost,
    duplicates,
    half,
    unkept: [...acked].filter((id) => !ids.has(id)),
    stuck: [...stuck],
    refused: [...refused],
  }
}

function wholeRecord(json: string): PulsoRecord | undefined {
  try {
    const result = PulsoRecord.safeParse(JSON.parse(json))
    return result.success ? result.data : undefined
  } catch {
    return undefined
  }
}

export const isGood = (verdict: Verdict): boolean => Object.values(verdict).every((list) => !list.length)
