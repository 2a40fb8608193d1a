import { describe, expect, it } from 'vitest'
import { createCaseBook } from '../../src/cases/caseBook.ts'
import { type PlacedPart, takePart } from '../../src/cases/takePart.ts'
import { createOutbox } from '../../src/forward/createOutbox.ts'
import type { Rule } from '../../src/forward/forwardFile.ts'
import type { Store } from '../../src/Store.ts'
import { eachWithStore } from '../support/eachWithStore.ts'

const NOW = 1_760_000_000_000
const rule: Rule = {
  ...{ id: 'unhappy', sinks: ['team'], owner: 'ana', dueHours: 24 },
  when: { types: ['nps'], scoreBelow: 7, audience: 'customer', mode: 'live', textPresent: true },
}
const part = (id: string, over: Partial<PlacedPart> = {}): PlacedPart => ({
  ...{ rule, part: 'opened', hasText: false, project: 'shop', id, mode: 'live', arrival: 1, received: NOW },
  ...{ run: 'r', survey: 'post-purchase', touchpoint: 'order' },
  ...over,
})

let store: Store
eachWithStore((opened) => {
  store = opened
})
const take = (given: PlacedPart) => store.sql.run(takePart(store.sql)(given, NOW))
const cases = () => createCaseBook(store.sql).list({ mode: 'all', limit: 9 }, NOW)
const sent = async () =>
  (await createOutbox(store.sql).due('team', NOW, 9)).map((item) => [item.id, item.case?.owner])

describe('takePart', () => {
  it('opens a case when both halves are there, whichever comes first, and tells its sinks once', async () => {
    for (const [run, parts] of [
      ['a', [part('a1'), part('a2', { part: 'text', hasText: true })]],
      ['b', [part('b2', { part: 'text', hasText: true }), part('b1')]],
    ] as const) {
      const known = (await cases()).length
      await take({ ...parts[0], run })
      expect(await cases()).toHaveLength(known)
      for (const each of [parts[1], ...parts]) await take({ ...each, run }) // a page may be read twice
      expect(await cases()).toHaveLength(known + 1)
    }
    expect(await cases()).toMatchObject([
      { run: 'b', state: 'open', owner: 'ana', due: NOW + 86_400_000 },
      { run: 'a', state: 'open' },
    ])
    expect((await sent()).sort()).toEqual([
      ['a1', 'ana'],
      ['b1', 'ana'],
    ])
  })

  it('opens one at once where the rule asks for no text, or the answer brings it', async () => {
    const { textPresent: _, ...when } = rule.when
    await take(part('a1', { rule: { ...rule, id: 'any', when } }))
    await take(part('b1', { hasText: true }))
    expect((await cases()).map((each) => each.rule).sort()).toEqual(['any', 'unhappy'])
  })
})
