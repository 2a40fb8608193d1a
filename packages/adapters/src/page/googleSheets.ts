import { ackByIds } from '../core/ackByIds.ts'
import { defineSink } from '../core/defineSink.ts'
import { row } from '../core/row.ts'

export interface GoogleSheetsOptions {
  /** Address of the deployed script, `https://script.google.com/macros/s/…/exec`. */
  endpoint: string
}

/**
 * Posts rows to a script of yours in a Google Sheet; docs/adapters.md holds the script.
 *
 * @needs the script's address (public: whoever has it can write)
 * @dedupe the script looks the record's id up before it appends, under a lock
 * @once as long as the rows stay in the sheet
 * @source https://developers.google.com/apps-script/guides/web
 */
export const googleSheetsSink = defineSink<GoogleSheetsOptions>(
  'googleSheets',
  { endpoint: '' },
  ({ endpoint }) => ({
    endpoint,
    body: (records) => records.map(row),
    request: () => ({ redirect: 'follow' }), // the answer of a script is always behind a redirect
    ack: ackByIds, // a script cannot set a status: its errors are a 200, too
  }),
)
