import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import type { Store } from '../../src/Store.ts'
import type { PublicationStore } from '../../src/surveys/PublicationStore.ts'
import { publishSurveys } from '../../src/surveys/publishSurveys.ts'
import { survey, withQuestion } from '../support/surveys.ts'

let store: Store
let publications: PublicationStore
beforeEach(() => {
  store = openSqliteStore(':memory:')
  publications = store.publications
})
afterEach(() => store.close())

const SHOP = { project: 'shop', nowMs: 1_760_000_000_000 }
const publish = (input: unknown, over: object = {}) =>
  publishSurveys(publications, input, { ...SHOP, ...over })
const published = async (input: unknown, over: object = {}) => {
  const report = await publish(input, over)
  if (!report.ok) throw new Error(JSON.stringify(report.problems))
  return report
}
const changes = async (input: unknown) => (await published(input)).surveys.map(({ change }) => change)

describe('publishSurveys', () => {
  it('names every mistake of every survey at once, and publishes nothing', async () => {
    const bad = [
      { ...survey(), kinds: 'x' },
      withQuestion('why', { type: 'chioce' }, { id: 'second', rev: 0 }),
    ]
    const report = await publish({ surveys: bad })
    expect(report).toMatchObject({ ok: false, code: 'invalid_surveys' })
    const paths = report.ok ? [] : report.problems.map(({ path }) => path)
    expect(paths).toEqual(['surveys[0].kinds', 'surveys[1].questions[1].type', 'surveys[1].rev'])
    expect(await publications.latest('shop', 'live')).toBeUndefined()
  })

  it('says of each survey what it is, and numbers each publication', async () => {
    const other = survey({ id: 'other', priority: 1 })
    expect(await changes([survey(), other])).toEqual(['new', 'new'])
    expect(await changes([survey({ priority: 2 }), other])).toEqual(['edited', 'unchanged'])
    expect(await changes([withQuestion('why', { prompt: 'Why so?' }), other])).toEqual([
      'reworded',
      'unchanged',
    ])
    expect(await changes([withQuestion('stars', { points: 7 }, { rev: 2 }), other])).toEqual([
      'new rev',
      'unchanged',
    ])
    const last = await published([other])
    expect(last).toMatchObject({ number: 5, isNew: true, withdrawn: ['post-purchase'] })
    expect(await published([other])).toMatchObject({ number: 5, isNew: false, withdrawn: [] })
    expect((await publications.definitions('shop', 'live')).map(({ survey, rev }) => [survey, rev])).toEqual([
      ['other', 1],
      ['post-purchase', 1],
      ['post-purchase', 1],
      ['post-purchase', 2],
    ])
  })

  it('refuses breaking edits of every survey under the rev that was published, and takes them under a higher one', async () => {
    const second = (over: object = {}) => ({ ...survey({ priority: 1 }), id: 'second', ...over })
    await published([survey(), second()])
    const edited = [withQuestion('stars', { points: 7 }), second({ questions: survey().questions.slice(1) })]
    const report = await publish(edited)
    expect(report).toMatchObject({ ok: false, code: 'breaking_edit' })
    expect(report.ok || report.problems.map(({ path }) => path)).toEqual([
      '[0].questions[2]',
      '[1].questions',
    ])
    expect((await publications.latest('shop', 'live'))?.number).toBe(1)
    expect(await changes(edited.map((each) => ({ ...each, rev: 2 })))).toEqual(['new rev', 'new rev'])
  })

  it('remembers a survey that was withdrawn, and what its revs said', async () => {
    await published([survey()])
    await published([])
    expect(await publish([withQuestion('stars', { points: 7 })])).toMatchObject({ code: 'breaking_edit' })
    await published([withQuestion('stars', { points: 7 }, { rev: 5 })])
    const unknown = await publish([survey({ rev: 3 })])
    expect(unknown.ok || unknown.problems).toEqual([
      {
        path: '[0].rev',
        code: 'rev_back',
        message: 'is 3, which was never published, but 5 was. Raise "rev" above 5.',
      },
    ])
    // Back to a version that was served before: its answers go on in their own series.
    expect(await changes([survey()])).toEqual(['unchanged'])
  })

  it('keeps test and live apart, and projects too', async () => {
    await published([survey()], { mode: 'test' })
    const edited = [withQuestion('stars', { points: 7 })]
    expect(await published(edited)).toMatchObject({ number: 1 })
    expect(await published(edited, { project: 'other' })).toMatchObject({ number: 1 })
    expect(await publish(edited, { mode: 'test' })).toMatchObject({ code: 'breaking_edit' })
  })

  it('only tells with dryRun', async () => {
    expect(await published([survey()], { dryRun: true })).toMatchObject({ number: 0, isNew: false })
    expect(await publications.latest('shop', 'live')).toBeUndefined()
    expect(await publications.definitions('shop', 'live')).toEqual([])
  })

  it('checks again when somebody else publishes in between', async () => {
    let isFirst = true
    const racing: PublicationStore = {
      ...publications,
      publish: async (...args) => {
        if (isFirst) {
          isFirst = false
          await published([withQuestion('stars', { points: 7 })])
        }
        return publications.publish(...args)
      },
    }
    expect(await publishSurveys(racing, [survey()], SHOP)).toMatchObject({ code: 'breaking_edit' })
  })

  it('warns of what a page would not keep, and of counts in the file', async () => {
    const long = Array.from({ length: 40 }, (_, n) => ({
      id: `q-${n}`,
      type: 'nps' as const,
      prompt: { en: 'x'.repeat(999), es: 'x'.repeat(999), fr: 'x'.repeat(999) },
    }))
    const report = await published({ surveys: [survey({ questions: long })], quotas: { x: 1 } })
    expect(report.warnings.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'quotas unknown_key',
      ' too_big',
    ])
  })
})
