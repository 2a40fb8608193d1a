import { describe, expect, it } from 'vitest'
import { checkSurveys } from '../../src/schema/checkSurveys.ts'

const survey = (id: string, extra: object = {}) => ({
  id,
  rev: 1,
  kind: 'transactional',
  touchpoint: { id: 'order-placed', phase: 'after' },
  trigger: [{ on: 'event', name: 'order_completed' }],
  questions: [{ id: 'score', type: 'nps', prompt: 'How likely?' }],
  ...extra,
})
const brief = ({ path, code }: { path: string; code: string }) => `${path} ${code}`
const warningsOf = (...surveys: object[]) => checkSurveys(surveys).warnings.map(brief)
const problemsOf = (input: unknown) => {
  const verdict = checkSurveys(input)
  return verdict.ok ? [] : verdict.problems.map(brief)
}

describe('checkSurveys', () => {
  it('accepts a list, and a surveys file', () => {
    const apart = survey('b', { priority: 1 })
    expect(checkSurveys([survey('a'), apart])).toMatchObject({
      ok: true,
      warnings: [],
      surveys: [{ id: 'a' }, { id: 'b' }],
    })
    expect(checkSurveys({ surveys: [survey('a')], quotas: { a: 3 } }).ok).toBe(true)
  })

  it('names the survey of each problem', () => {
    expect(problemsOf([survey('a'), survey('b', { rev: 0 })])).toEqual(['[1].rev too_small'])
    expect(problemsOf({ surveys: [survey('a', { questions: [] }), 5] })).toEqual([
      'surveys[0].questions too_small',
      'surveys[1] wrong_type',
    ])
  })

  it('refuses what is no list', () => {
    expect(problemsOf('surveys')).toEqual([' wrong_type'])
    expect(problemsOf({ survey: [] })).toEqual([' wrong_type'])
  })

  it('refuses an id that occurs twice', () => {
    expect(problemsOf([survey('a'), survey('a')])).toEqual(['[1].id duplicate_id'])
  })

  it('pain 15: warns when two surveys start at the same moment with the same priority', () => {
    expect(warningsOf(survey('a'), survey('b'))).toEqual(['[1].trigger overlap'])
    expect(warningsOf(survey('a'), survey('b', { priority: 1 }))).toEqual([])
    const where = (value: number) => ({
      trigger: [{ on: 'event', name: 'order_completed', where: [{ key: 'n', value }] }],
    })
    expect(warningsOf(survey('a', where(1)), survey('b', where(2)))).toEqual([])
    expect(warningsOf(survey('a', where(1)), survey('b'))).toEqual(['[1].trigger overlap'])
    const page = (url: string) => ({ trigger: [{ on: 'page', url }] })
    expect(warningsOf(survey('a', page('/orders/*')), survey('b', page('/orders/new')))).toEqual([
      '[1].trigger overlap',
    ])
    expect(warningsOf(survey('a', page('/orders/*')), survey('b', page('/help/**')))).toEqual([])
  })

  it('warns of a pair whose other half is not there', () => {
    const after = survey('after', {
      eligibility: { pairOverride: 'befor' },
      questions: [{ id: 'p', type: 'ces', prompt: 'Easy?', role: 'perception' }],
    })
    const before = survey('before', { priority: 1, touchpoint: { id: 'product', phase: 'before' } })
    expect(checkSurveys([before, after]).warnings).toMatchObject([
      { path: '[1].eligibility.pairOverride', code: 'unknown_survey', suggestion: 'before' },
    ])
  })

  it('refuses touchpoints and journeys that two surveys describe differently', () => {
    const at = (touchpoint: object) => ({ touchpoint, trigger: [{ on: 'manual' }] })
    const one = survey('a', at({ id: 'order-placed', phase: 'during' }))
    expect(problemsOf([one, survey('b', at({ id: 'order-placed', phase: 'after' }))])).toEqual([
      '[1].touchpoint.phase conflict',
    ])
    const first = (id: string) => survey(id, at({ id, phase: 'before', journey: 'buying', first: true }))
    expect(problemsOf([first('ad'), first('search')])).toEqual(['[1].touchpoint.first conflict'])
  })
})
