import type { PulsoRecord } from '@pulso/web/schema'
import { withCase } from './caseText.ts'
import type { DueItem } from './Item.ts'
import type { Page } from './readPage.ts'
import type { Offered } from './settlePass.ts'

/** A record on its way to a sink. */
export type Sent = Omit<Offered, 'outcome'> & { record: PulsoRecord }

/** What a pass sends: what is new, then what is tried again. Items whose record is gone are left out. */
export const sentOf = (page: Page | undefined, items: readonly DueItem[], nowMs: number): Sent[] => [
  ...(page?.records ?? []).map((each) => ({
    ...{ caseNumber: null, tries: 0, faults: 0, since: nowMs, due: nowMs, code: null },
    ...each,
    isFresh: true,
  })),
  ...items.flatMap(({ json, case: its, ...item }) => {
    if (json === null) return []
    const record = JSON.parse(json) as PulsoRecord // checked when it came in
    return [{ ...item, isFresh: false, record: its ? withCase(record, its) : record }]
  }),
]
