import { checkSurvey, type SurveyInput } from '@pulso/web/schema'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PRESETS } from '../src/presets/PRESETS.ts'
import { world } from './support/world.ts'

let here: ReturnType<typeof world>
beforeEach(() => {
  here = world()
})
afterEach(() => here.end())

const made = async (name: string): Promise<SurveyInput> => {
  expect(await here.pulso('preset', name, '-o', here.path(`${name}.json`))).toBe(0)
  return JSON.parse(here.read(`${name}.json`))
}
const ids = ({ questions }: SurveyInput) => questions.map(({ id }) => id)

describe('pulso preset', { timeout: 180_000 }, () => {
  it('002-18, 004-33: writes surveys for the usual touchpoints, and each is valid, in English and Spanish', async () => {
    const names = Object.keys(PRESETS)
    expect(names).toEqual(
      expect.arrayContaining(['reviews', 'trial', 'pre-sale-help', 'search', 'browse', 'chat', 'store']),
    )
    for (const name of names) {
      const survey = await made(name)
      const verdict = checkSurvey(survey)
      expect([name, verdict.ok, 'problems' in verdict ? verdict.problems : []]).toEqual([name, true, []])
      for (const { prompt } of survey.questions)
        expect(Object.keys(prompt)).toEqual(expect.arrayContaining(['en', 'es']))
      expect(new Set(ids(survey)).size).toBe(survey.questions.length)
    }
    expect(await here.pulso('validate', ...names.map((name) => here.path(`${name}.json`)))).toBe(0)
    const before = names.filter((name) => PRESETS[name]!.touchpoint.phase === 'before')
    expect(before).toEqual(['reviews', 'trial', 'pre-sale-help', 'search', 'browse'])
  })

  it('000-20, 000-21: three questions at most, but for the causes of a low score, and no text that must be written', () => {
    for (const [name, { questions }] of Object.entries(PRESETS)) {
      expect([name, questions.filter(({ showIf }) => !showIf).length <= 3]).toEqual([name, true])
      for (const question of questions)
        if (question.type === 'text') expect([name, question.required]).toEqual([name, false])
    }
  })

  it('lists them without a name, and says which there are when one is not', async () => {
    expect(await here.pulso('preset')).toBe(0)
    expect(here.said.out.split('\n')).toHaveLength(Object.keys(PRESETS).length + 1)
    expect(here.said.out).toContain('delivery       after   the delivery')
    for (const name of ['shelf', 'constructor']) expect(await here.pulso('preset', name)).toBe(2)
    expect(here.said.err).toContain('There is no preset "shelf". There are: reviews, trial')
  })

  it('004-23: asks for causes after a low score alone, several at once, exactly those of the source', async () => {
    const survey = await made('delivery')
    const reasons = survey.questions.find(({ id }) => id === 'reasons')
    expect(reasons).toMatchObject({ type: 'choice', multiple: true, required: false })
    expect(reasons?.showIf).toEqual([{ question: 'csat', op: 'lte', value: 2 }])
    expect(reasons && 'choices' in reasons && reasons.choices.map(({ id }) => id)).toEqual([
      'unknown',
      'needs',
      'hard',
    ])
    // a rule about a question that is not there would never hold
    for (const [name, { questions }] of Object.entries(PRESETS))
      if (questions.some(({ id }) => id === 'reasons'))
        expect([name, questions[0]!.id]).toEqual([name, 'csat'])
  })

  it('004-9, 000-6: the short form asks three things: felt, worth it, different from others', async () => {
    const survey = await made('short-form')
    expect(ids(survey)).toEqual(['emotion', 'value', 'different'])
  })

  it('004-6: asks in service touchpoints whether people felt understood', async () => {
    for (const name of ['support', 'chat', 'pre-sale-help'])
      expect(ids(await made(name))).toContain('understood')
  })

  it('004-36: completion, effort and time for a task done oneself; reliability for what was promised', async () => {
    expect(ids(await made('self-service'))).toEqual(['goal-completion', 'ces', 'timely'])
    const { questions } = await made('delivery')
    const reliable = questions.filter(({ dimension }) => dimension === 'reliability')
    expect(reliable.map(({ id, role }) => [id, role])).toEqual([
      ['promised-perceived', 'perception'],
      ['right-first-time-perceived', 'perception'],
    ])
  })

  it('002-31: asks people in contact with customers what they would change, as employees', async () => {
    const survey = await made('frontline')
    expect(survey.audience).toBe('employee')
    expect(survey.questions.at(-1)).toMatchObject({ id: 'proposal', type: 'text', required: false })
  })
})
