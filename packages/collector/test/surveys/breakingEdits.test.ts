import { describe, expect, it } from 'vitest'
import { breakingEdits } from '../../src/surveys/breakingEdits.ts'
import { survey, withQuestion } from '../support/surveys.ts'

const edits = (after: ReturnType<typeof survey>, before = survey()) =>
  breakingEdits(before, after, '[0]').map(({ path, code }) => `${path} ${code}`)
const choices = (...ids: string[]) => ({ choices: ids.map((id) => ({ id, label: id })) })

describe('breakingEdits', () => {
  it('names a question that was removed or renamed', () => {
    const { questions } = survey()
    expect(edits(survey({ questions: questions.slice(0, 2) }))).toEqual(['[0].questions removed_question'])
    expect(edits(withQuestion('why', { id: 'reason' }))).toEqual(['[0].questions removed_question'])
  })

  it('names a question of another type, and then nothing of its scale', () => {
    expect(edits(withQuestion('stars', { type: 'ces', display: undefined }))).toEqual([
      '[0].questions[2].type retyped_question',
    ])
  })

  it('names another scale: steps, kind of steps, one option or several, and options that are gone', () => {
    const changed = (id: string, change: object) => edits(withQuestion(id, change))
    expect(changed('stars', { points: 7 })).toEqual(['[0].questions[2] changed_scale'])
    expect(changed('stars', { display: 'thumbs' })).toEqual(['[0].questions[2] changed_scale'])
    expect(changed('why', { multiple: true })).toEqual(['[0].questions[1] changed_scale'])
    expect(changed('why', choices('price', 'speed'))).toEqual(['[0].questions[1].choices changed_scale'])
    const open = withQuestion('why', { other: true })
    expect(edits(survey(), open)).toEqual(['[0].questions[1].choices changed_scale'])
    const agreement = survey({ questions: [{ id: 'easy', type: 'agreement', prompt: 'It was easy.' }] })
    const seven = survey({
      questions: [{ id: 'easy', type: 'agreement', prompt: 'It was easy.', points: 7 }],
    })
    expect(edits(seven, agreement)).toEqual(['[0].questions[0] changed_scale'])
  })

  it('names another role, kind, audience, and place', () => {
    expect(edits(withQuestion('recommend', { role: 'remembered' }))).toEqual([
      '[0].questions[0].role changed_role',
    ])
    const touchpoint = { id: 'support', phase: 'during', channel: 'kiosk', stage: 'back' } as const
    expect(edits(survey({ kind: 'relational', audience: 'employee', touchpoint }))).toEqual(
      ['kind', 'audience', 'touchpoint.id', 'touchpoint.phase', 'touchpoint.channel', 'touchpoint.stage'].map(
        (place) => `[0].${place} changed_meaning`,
      ),
    )
  })

  it('lets pass what answers survive: words, order, more questions and options, targeting, defaults written out', () => {
    const { questions } = survey()
    const [recommend, why, stars] = questions
    const more = { id: 'more', type: 'text', prompt: 'Anything else?', required: false } as const
    const passing = [
      withQuestion('recommend', { prompt: 'Would you recommend us?', low: 'No', required: false }),
      survey({ questions: [stars!, why!, recommend!, more] }),
      withQuestion('why', { ...choices('speed', 'price', 'service', 'habit'), other: true, shuffle: true }),
      withQuestion('stars', { points: 5 }),
      survey({ priority: 3, eligibility: { quota: 100 }, trigger: [], audience: 'customer' }),
      survey({ touchpoint: { id: 'order-confirmation', phase: 'after', channel: 'web', stage: 'front' } }),
    ]
    for (const after of passing) expect(edits(after)).toEqual([])
  })

  it('says what to do', () => {
    const [problem] = breakingEdits(
      survey({ rev: 4 }),
      withQuestion('stars', { points: 7 }, { rev: 4 }),
      '[0]',
    )
    expect(problem?.message).toBe(
      'the scale of "stars" was 5 points as stars, and is 7 points as stars. Raise "rev" to 5, or take the edit back.',
    )
  })
})
