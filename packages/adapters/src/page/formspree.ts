import { defineSink } from '../core/defineSink.ts'
import { flat } from '../core/flat.ts'
import { only } from '../core/only.ts'

export interface FormspreeOptions {
  /** The form's address, `https://formspree.io/f/FORM`. */
  endpoint: string
}

const sink = defineSink<FormspreeOptions>('formspree', { endpoint: '' }, ({ endpoint }) => ({
  endpoint,
  headers: { accept: 'application/json' },
  maxBatchRecords: 1,
  body: ([record]) => flat(record!),
  request: (body) => ({ body: new URLSearchParams(JSON.parse(body)) }),
}))

/**
 * Submits each answer to a Formspree form; other records are settled without being sent.
 *
 * @needs the form's address (public)
 * @dedupe none; the record's `id` is a field
 * @once not promised: at least once
 * @source https://help.formspree.io/hc/en-us/articles/360055613373
 */
export const formspreeSink = (options: FormspreeOptions) =>
  only(sink(options), ({ type }) => type === 'answered')
