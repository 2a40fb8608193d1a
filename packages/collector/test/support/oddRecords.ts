import type { KeptRecord, NewRecord } from '../../src/Store.ts'
import { toNewRecord } from '../../src/toNewRecord.ts'
import { type AnyRecord, answered, randomId } from './records.ts'

const COMMENTS = [
  'plain',
  `"quoted", 'single', back\\slash, comma; semi\tTab`,
  'two\nlines\r\nand more',
  'Llegó 🙂 سريع \u2028 \ufeff',
  '=HYPERLINK("https://evil.example","x")',
  '+1',
  '-1',
  '@SUM(A1)',
  ' =1',
  '\t=1',
  '＝1',
  '',
]

/** Records that a careless export would change: odd words, spacing, escapes, values of every kind, both modes. */
export function oddRecords(project = 'shop'): KeptRecord[] {
  const texts: string[] = [
    ...COMMENTS.map((comment) => JSON.stringify(answered({ comment, person: comment || 'p' }))),
    JSON.stringify(answered({ mode: 'test' }), undefined, 2), // line breaks between tokens
    JSON.stringify(answered(), undefined, '\t').replaceAll('\n', '\r\n'),
    JSON.stringify(answered({ comment: 'é' })).replace('é', '\\u00e9'),
    JSON.stringify(answered({ at: 1.76e12 })).replace('1760000000000', '1.76e12'),
    JSON.stringify(answered({ at: Number.MAX_SAFE_INTEGER })),
    JSON.stringify(answered({}, { value: null })),
    JSON.stringify(answered({}, { value: -2, question: { type: 'emotion', instrument: undefined } })),
    JSON.stringify(answered({}, { value: ['a', 'b'], question: { type: 'choice', instrument: undefined } })),
    JSON.stringify(answered({ run: undefined }, {})).replace('{', '{ '),
    JSON.stringify({ id: randomId(), type: 'outcome', at: 1, mode: 'live', kind: 'purchase', value: 12.5 }),
  ].map((text) =>
    JSON.parse(text).run === undefined && !text.includes('outcome')
      ? text.replace('"seq"', `"run":"${randomId()}","seq"`)
      : text,
  )
  return texts.map((json, n) => ({
    ...rowOf(json),
    project,
    received: 1_760_000_000_000 + n,
    sentAt: n % 3 === 0 ? null : 1_750_000_000_000 - n,
  }))
}

const rowOf = (json: string): NewRecord => toNewRecord(JSON.parse(json) as AnyRecord as never, json)
