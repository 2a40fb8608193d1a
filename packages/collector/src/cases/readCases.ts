import type { PulsoRecord } from '@pulso/web/schema'
import type { Rule } from '../forward/forwardFile.ts'
import type { SinkRow } from '../forward/SinkRow.ts'
import type { Store } from '../Store.ts'
import { partsOf } from './partsOf.ts'
import type { PlacedPart } from './takePart.ts'

const READ_RECORDS = 500

/** What the next records after the cursor mean to the rules. */
export async function readCases(
  store: Pick<Store, 'after'>,
  { cursor, began }: Pick<SinkRow, 'cursor' | 'began'>,
  rules: readonly Rule[],
): Promise<{ parts: PlacedPart[]; cursor: string; isLast: boolean }> {
  const page = await store.after(cursor, READ_RECORDS)
  const parts = page.records.flatMap(({ json, project, id, mode, received, type }, place): PlacedPart[] => {
    if (received < began || type !== 'answered') return []
    const record = JSON.parse(json) as PulsoRecord // checked when it came in
    if (record.type !== 'answered') return []
    const arrival = page.arrivals[place]!
    const { run, survey, touchpoint } = record
    return partsOf(record, project, rules).map((part) => ({
      ...part,
      ...{ project, id, mode, arrival, received, run },
      survey: survey.id,
      touchpoint: touchpoint.id,
    }))
  })
  return { parts, cursor: page.cursor, isLast: page.records.length < READ_RECORDS }
}
