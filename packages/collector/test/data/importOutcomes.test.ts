import { writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importOutcomes } from '../../src/data/importOutcomes.ts'
import { outcomesCommand } from '../../src/data/outcomesCommand.ts'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import type { Store } from '../../src/Store.ts'
import { ARRIVAL, row } from '../contract/storeContract.ts'
import { answered } from '../support/records.ts'
import { commandsIn } from '../support/runInProcess.ts'
import { all, inPieces } from '../support/streams.ts'

let store: Store
beforeEach(async () => {
  store = openSqliteStore(':memory:')
  const records = [
    answered({ person: 'ana' }),
    answered({ person: 'bob' }),
    answered({ person: 'eve', mode: 'test' }),
  ]
  await store.append('shop', records.map(row), ARRIVAL)
})
afterEach(() => store.close())

const OPTIONS = { project: 'shop', mode: 'live', keepUnjoined: false, nowMs: 1_770_000_000_000 } as const
const bring = async (
  text: string,
  over: Partial<Parameters<typeof importOutcomes>[3]> = {},
  format: 'csv' | 'ndjson' = 'csv',
) => {
  const problems: string[] = []
  const report = await importOutcomes(store, () => inPieces(text, 50), format, {
    ...OPTIONS,
    onProblem: ({ line, message }) => problems.push(`${line} ${message}`),
    ...over,
  })
  return { ...report, problems }
}
const outcomes = async () =>
  (await all(store.read({ mode: 'all', project: 'shop' })))
    .flat()
    .map(({ received, json }) => ({ received, ...JSON.parse(json) }))
    .filter(({ type }) => type === 'outcome')

const CSV = `person,kind,at,value,currency,ref
ana,purchase,2026-03-01T10:00:00Z,120.50,EUR,A-1
bob,churn,2026-03-02,,,
zoe,purchase,2026-03-03,5,EUR,A-2
zoe,repeat,2026-03-04,5,EUR,A-3
eve,purchase,1770000000000,5,EUR,A-4
`

describe('importOutcomes', () => {
  it('takes what people did who answered, and counts those who did not: the join loss', async () => {
    expect(await bring(CSV)).toEqual({
      ...{ rows: 5, taken: 2, already: 0, conflicts: 0, refused: 0 },
      ...{ unjoined: 3, persons: 4, unjoinedPersons: 2, problems: [] },
    })
    expect(await outcomes()).toEqual([
      {
        ...{ id: expect.stringMatching(/^[0-9a-f]{32}$/), type: 'outcome', mode: 'live', person: 'ana' },
        ...{ kind: 'purchase', at: Date.UTC(2026, 2, 1, 10), value: 120.5, currency: 'EUR' },
        received: OPTIONS.nowMs,
      },
      expect.objectContaining({ person: 'bob', kind: 'churn', at: Date.UTC(2026, 2, 2) }),
    ])
    expect(JSON.stringify(await outcomes())).not.toContain('A-1') // an order number is of use to the id alone
  })

  it('keeps all of them when told, and counts the loss all the same', async () => {
    expect(await bring(CSV, { keepUnjoined: true })).toMatchObject({ taken: 5, unjoined: 3 })
  })

  it('knows a row again, also among others, and tells of another outcome under its ref', async () => {
    await bring(CSV)
    expect(await bring(CSV)).toMatchObject({ taken: 0, already: 2 })
    const corrected = CSV.replace('120.50', '99').replace('bob,churn', 'bob,repeat')
    expect(await bring(corrected)).toMatchObject({ taken: 1, already: 0, conflicts: 1 })
    expect(await bring(CSV, { mode: 'test' })).toMatchObject({ taken: 1, unjoined: 4 }) // eve's
  })

  it('takes NDJSON that says the same as the same', async () => {
    await bring(CSV)
    const lines = [
      {
        person: 'ana',
        kind: 'purchase',
        at: Date.UTC(2026, 2, 1, 10),
        value: 120.5,
        currency: 'EUR',
        ref: 'A-1',
      },
      { person: 'bob', kind: 'churn', at: '2026-03-02', value: null },
    ]
    const text = lines.map((line) => JSON.stringify(line)).join('\n')
    expect(await bring(text, {}, 'ndjson')).toMatchObject({ taken: 0, already: 2, problems: [] })
  })

  it('names what is wrong with each row, and takes the others', async () => {
    const head = 'person,kind,at,value,currency\n'
    const rows = [
      ',purchase,2026-03-01,,',
      'ana,bought,2026-03-01,,',
      'ana,purchase,yesterday,,',
      'ana,purchase,2026-03-01T10:00:00,,',
      'ana,purchase,2026-03-01,much,',
      'ana,purchase,2026-03-01,5,euro',
      'ana,purchase',
      'ana,purchase,2026-03-01,5,EUR',
    ]
    const { problems, ...report } = await bring(`${head}${rows.join('\n')}\n`)
    expect(report).toMatchObject({ rows: 8, refused: 7, taken: 1 })
    expect(problems.map((problem) => problem.slice(0, 32))).toEqual(
      [
        '2 names no person',
        '3 invalid_record: kind: must be purchase',
        '4 `at` is no date such as 2026-01-31',
        '5 `at` is no date such as 2026-01-31',
        '6 invalid_record: value: expected number',
        '7 invalid_record: currency: does not have',
        '8 has more or fewer cells than line 1',
      ].map((problem) => problem.slice(0, 32)),
    )
    expect((await bring('{"person":"ana","amount":1}\n[]\n{', {}, 'ndjson')).problems).toEqual([
      '1 has unknown keys: amount',
      '2 is not an object',
      '3 is not JSON',
    ])
    await expect(bring('person,kind\n')).rejects.toThrow(/no column at/)
    await expect(bring('person,kind,at,amount\n')).rejects.toThrow(/columns that none knows: amount/)
  })
})

describe('outcomesCommand', () => {
  it('tells the join loss, and ends with 1 when rows were not taken', async () => {
    const tools = commandsIn()
    const own = openSqliteStore(tools.databasePath)
    await own.append('shop', [answered({ person: 'ana' }), answered({ person: 'bob' })].map(row), ARRIVAL)
    await own.close()
    const file = tools.path('outcomes.csv')
    writeFileSync(file, CSV)
    expect(await tools.run(outcomesCommand, [file, '--project', 'shop'])).toBe(0)
    expect(tools.said()).toEqual([
      '5 rows: 2 taken, 0 were there already',
      'Join loss: 3 rows (60.0 %), 2 of 4 people: no live record of a run is theirs; left out',
    ])
    writeFileSync(file, CSV.replace('churn', 'left'))
    expect(await tools.run(outcomesCommand, [file, '--project', 'shop', '--keep-unjoined'])).toBe(1)
    expect(tools.said()).toEqual([
      expect.stringMatching(/^ {2}line 3: invalid_record: kind/),
      '5 rows: 3 taken, 1 were there already',
      '1 refused',
      'Join loss: 3 rows (75.0 %), 2 of 3 people: no live record of a run is theirs; taken too',
    ])
    const wrong = (...args: string[]) => expect(tools.run(outcomesCommand, args)).rejects
    await wrong(file).toThrow(/--project/)
    await wrong(tools.path('none.csv'), '--project', 'shop').toThrow(/broke off: ENOENT/)
    tools.remove()
  })
})
