import { parseSurvey, type SurveyInput } from '@pulso/web/schema'
import { describe, expect, it } from 'vitest'
import { buildReport, lintProgramme, lintSurvey, parseProgramme } from '../../src/index.ts'
import { renderReport } from '../../src/report.ts'
import { at, data, input } from '../support/programme.ts'
import { answered } from '../support/records.ts'

type Question = SurveyInput['questions'][number]

const ask = (id: string, more: Partial<Question> = {}) =>
  ({ id, type: 'csat', prompt: 'How was it?', ...more }) as Question
const survey = (...questions: Question[]) =>
  parseSurvey({
    ...{ id: 'visit', rev: 1, kind: 'transactional', trigger: [{ on: 'event', name: 'left' }] },
    ...{ touchpoint: { id: 'shop', phase: 'during' }, questions },
  })
const asked = (...questions: Question[]) =>
  lintSurvey(survey(...questions)).map(({ evidence }) => evidence.questions)
const low = { showIf: [{ question: 'a', op: 'lte' as const, value: 2 }] }
const to = (goTo: string, ...when: { question: string; op: 'lte'; value: number }[]) => ({
  next: [{ goTo, when }],
})

describe('lintSurvey', () => {
  it('000-20 takes three questions as a micro-survey, and says of a fourth that fewer answer with each', () => {
    expect(asked(ask('a'), ask('b'), ask('c'))).toEqual([])
    expect(lintSurvey(survey(ask('a'), ask('b'), ask('c'), ask('d')))).toEqual([
      {
        code: 'long-survey',
        message: expect.stringMatching(/^Survey "visit" asks everybody 4 questions: .* Ask 3 at most/),
        evidence: { survey: 'visit', questions: 4 },
      },
    ])
  })

  it('does not count what some are asked for their answers', () => {
    expect(asked(ask('a'), ask('b', low), ask('c', low), ask('d'), ask('e'))).toEqual([])
  })

  it('counts along the longest way, and nothing that a branch leaves out', () => {
    const few = { question: 'a', op: 'lte' as const, value: 2 }
    expect(asked(ask('a', to('e', few)), ask('b'), ask('c'), ask('d'), ask('e'))).toEqual([5])
    expect(asked(ask('a', to('d', few)), ask('b', to('end')), ask('d', to('e')), ask('e'))).toEqual([])
    expect(asked(ask('a'), ask('b', { ...low, ...to('end') }), ask('c'), ask('d'), ask('e'))).toEqual([4])
  })
})

describe('lintProgramme on the length of surveys', () => {
  const programme = parseProgramme(input())
  const run = (...ids: string[]) =>
    ids.map((id) => answered(4, { ...at('pay', 'during'), question: { id, type: 'csat' } }))
  const found = (...records: Parameters<typeof data>) =>
    lintProgramme(programme, data(...records)).filter(({ code }) => code === 'long-survey')

  it('000-20 sees in the answers that everybody was asked more than three questions, and how many were left', () => {
    expect(found(...run('a', 'b', 'c', 'd'), ...run('a'))).toEqual([
      {
        code: 'long-survey',
        message: expect.stringContaining('at touchpoint "pay": with each, fewer answer (here 1 after 2)'),
        evidence: { survey: 'after-order', touchpoint: 'pay', questions: 4, most: 2, least: 1 },
      },
    ])
    expect(found(...run('a', 'b', 'c', 'd'))[0]!.message).not.toContain('here')
  })

  it('takes a question that less than half were asked for one that follows an answer', () => {
    expect(found(...run('a', 'b', 'c', 'd'), ...run('a'), ...run('a'))).toEqual([])
    expect(found(...run('a', 'b', 'c'))).toEqual([])
  })

  it('does not add up two touchpoints, or two surveys', () => {
    const elsewhere = answered(4, { ...at('support'), question: { id: 'd', type: 'csat' } })
    expect(found(...run('a', 'b', 'c'), elsewhere)).toEqual([])
    const other = {
      id: 'other',
      rev: 1,
      hash: 'abc123',
      kind: 'transactional',
      audience: 'customer',
    } as const
    const [fourth] = run('d')
    expect(found(...run('a', 'b', 'c'), { ...fourth!, survey: other })).toEqual([])
  })

  it('is said in the report, in its language, with the touchpoint', () => {
    const report = buildReport(programme, data(...run('a', 'b', 'c', 'd')), { day: '2026-06-01' })
    expect(renderReport(report)).toContain('Survey &quot;after-order&quot; asks everybody 4 questions')
    expect(renderReport(report, { locale: 'es' })).toContain(
      'Una encuesta hace a todos más de tres preguntas: con cada una responden menos. <b>Payment</b>',
    )
  })
})
