import { describe, expect, it } from 'vitest'
import { type LintCode, lintProgramme, type ProgrammeInput, parseProgramme } from '../../src/index.ts'
import { action, at, csat, data, employee, healthy, input } from '../support/programme.ts'
import { answered, outcome } from '../support/records.ts'

/** What a finding says and rests on. */
function found(
  code: LintCode,
  counts: Parameters<typeof lintProgramme>[1],
  more: Partial<ProgrammeInput> = {},
) {
  const all = lintProgramme(parseProgramme(input(more)), counts).filter((one) => one.code === code)
  return all.map(({ message, evidence }) => ({ message, evidence }))
}
const satisfied = (id: string) => answered(4, { ...at(id), ...csat })
const rated = (type: string, more: object = {}) =>
  answered(4, { ...at('pay', 'during'), question: { id: 'q', type, ...more } as never })

describe('lintProgramme', () => {
  it.each<[string, Parameters<typeof rated>]>([
    ['an emotion', ['emotion']],
    ['a tap on the grid', ['emotion-grid']],
    ['an expectation', ['rating', { role: 'expectation' }]],
    ['a memory', ['csat', { role: 'remembered' }]],
    ['a recommendation', ['nps']],
  ])('001-13 does not call it only satisfaction when there is %s', (_what, question) => {
    expect(found('only-satisfaction', data(satisfied('pay'), rated(...question)))).toEqual([])
  })

  it.each<[string, Parameters<typeof rated>]>([
    ['a rating', ['rating']],
    ['an agreement', ['agreement']],
    ['satisfaction in the moment', ['csat', { role: 'momentary' }]],
  ])('001-13 calls it only satisfaction when all else is %s', (_what, question) => {
    expect(found('only-satisfaction', data(satisfied('pay'), rated(...question)))).toMatchObject([
      {
        message: expect.stringContaining('ask for emotion, expectation or memory too'),
        evidence: { answers: 2, beyond: 0 },
      },
    ])
  })

  it('blames nobody for what nobody was asked', () => {
    const codes = lintProgramme(parseProgramme(input()), data()).map(({ code }) => code)
    expect(codes).toEqual([
      'no-outcome',
      'no-employee',
      'no-benchmark',
      ...Array<string>(3).fill('silent-touchpoint'),
    ])
  })

  it('says what is missing, and what to do', () => {
    const counts = data(satisfied('pay'))
    expect(found('no-outcome', counts)).toEqual([
      { message: expect.stringContaining('send purchases or churn'), evidence: { outcomes: 0 } },
    ])
    expect(found('no-employee', counts)).toEqual([
      { message: expect.stringContaining('ask them at the same touchpoints'), evidence: { answers: 0 } },
    ])
    expect(found('no-benchmark', counts)).toEqual([
      { message: expect.stringContaining('import a benchmark'), evidence: { benchmarks: 0 } },
    ])
    expect(found('silent-touchpoint', counts)).toEqual(
      ['search', 'support'].map((touchpoint) => ({
        message: `Nobody has answered at touchpoint "${touchpoint}".`,
        evidence: { touchpoint, n: 0 },
      })),
    )
  })

  it('counts outcomes of every kind', () => {
    expect(found('no-outcome', data(satisfied('pay'), outcome('repeat'), outcome('churn')))).toEqual([])
  })

  it('counts employees apart: what they say is neither satisfaction nor service of customers', () => {
    const counts = data(satisfied('support'), answered(4, { ...at('support'), ...employee }), rated('nps'))
    expect(found('no-employee', counts)).toEqual([])
    expect(found('only-service', counts)).toEqual([])
  })

  it('001-9, 004-32 sees service in the name of a touchpoint that no journey has, and at half of the answers not yet', () => {
    const counts = data(satisfied('contact-form'), rated('nps'))
    expect(found('only-service', counts)).toEqual([])
    counts.add(satisfied('contact-form'))
    expect(found('only-service', counts)).toEqual([
      {
        message: expect.stringContaining('Experience is the whole journey'),
        evidence: { service: 2, answers: 3, share: 2 / 3 },
      },
    ])
    expect(found('only-service', data(satisfied('moon')))).toEqual([])
    // what the programme knows is service where it says so, whatever it is called
    const help = { id: 'help', name: 'Help', phase: 'before' as const, owners: ['sales'], first: true }
    const journeys = [{ id: 'buy', name: 'To buy', touchpoints: [help] }]
    expect(found('only-service', data(satisfied('help')), { journeys })).toEqual([])
  })

  it('003-23 finds quality alone, and not where anything else is asked', () => {
    const quality = rated('rating', { role: 'perception', dimension: 'empathy' })
    expect(found('only-quality', data(quality))).toEqual([
      { message: expect.stringContaining('never the headline alone'), evidence: { answers: 1 } },
    ])
    expect(found('only-quality', data(quality, satisfied('pay')))).toEqual([])
  })

  it('000-10, 001-10 names the touchpoints that it means', () => {
    const touchpoints = [{ id: 'pay', name: 'Payment', phase: 'during', first: true }] as const
    const journeys = [{ id: 'buy', name: 'To buy', touchpoints: [...touchpoints] }]
    const counts = data(satisfied('moon'))
    expect(found('unowned-touchpoint', counts, { journeys })).toEqual([
      { message: expect.stringContaining('"pay" has no owner'), evidence: { touchpoint: 'pay' } },
    ])
    expect(found('unknown-touchpoint', counts)).toEqual([
      { message: 'Answers name a touchpoint "moon" that no journey has.', evidence: { touchpoint: 'moon' } },
    ])
  })

  it('003-3 names the channels of one touchpoint, and does not mix those of two', () => {
    const by = (id: string, channel: string) =>
      answered(9, { touchpoint: { id, phase: 'during', channel, stage: 'front' } })
    expect(found('mixed-channels', data(by('pay', 'web'), by('pay', 'app'), by('pay', 'kiosk')))).toEqual([
      {
        message: expect.stringContaining('"pay" is asked in several channels'),
        evidence: { touchpoint: 'pay', channels: 'app, kiosk, web' },
      },
    ])
    expect(found('mixed-channels', data(by('pay', 'web'), by('search', 'app')))).toEqual([])
  })

  it('003-22 leaves open what was done and not measured again, and nothing else', () => {
    const open = { ...action, done: '2026-05-01' }
    const closed = { ...open, id: 'a2', measuredAgain: '2026-05-02' }
    const planned = { ...action, id: 'a3' }
    expect(found('open-loop', healthy(), { actions: [closed, planned, open] })).toEqual([
      { message: expect.stringContaining('"a1" was done on 2026-05-01'), evidence: { action: 'a1' } },
    ])
  })
})
