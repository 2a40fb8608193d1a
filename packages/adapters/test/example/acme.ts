import { defineSink, settleExcept } from '../../src/index.ts'

export interface AcmeOptions {
  /** Public key of the project. */
  key: string
  endpoint?: string
}

/** Sends each record to Acme, which keeps one event for each `dedupe_id`. */
export const acmeSink = defineSink<AcmeOptions>(
  'acme',
  { key: '', endpoint: 'https://api.acme.example/events' }, // every option with its default; '' must be given
  ({ key, endpoint }) => ({
    endpoint,
    maxBatchRecords: 50,
    body: (records) => ({ key, events: records.map((record) => ({ dedupe_id: record.id, ...record })) }),
    // Acme answers 200 and lists what it refused; every other answer is read by the status table.
    ack({ status }, text, ids) {
      const refused: string[] = status === 200 ? JSON.parse(text).refused : []
      return refused[0]
        ? settleExcept(
            ids,
            refused.map((id) => ({ id, code: 'refused' })),
          )
        : undefined
    },
  }),
)
