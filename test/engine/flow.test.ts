import { describe, expect, it } from 'vitest'
import { allHold, countSteps, nextQuestion, type WrittenQuestion } from '../../src/engine/flow.ts'

const nps = (id: string, more: Partial<WrittenQuestion> = {}) =>
  ({ id, type: 'nps', prompt: id, ...more }) as WrittenQuestion

describe('allHold', () => {
  const answers = { score: { value: 6 }, why: { value: ['price', 'slow'] }, skipped: { value: null } }
  it.each([
    [{ question: 'score', value: 6 }, true],
    [{ question: 'score', op: 'not', value: 6 }, false],
    [{ question: 'score', op: 'in', value: [6, 7] }, true],
    [{ question: 'score', op: 'gt', value: 6 }, false],
    [{ question: 'score', op: 'gte', value: 6 }, true],
    [{ question: 'score', op: 'lt', value: 7 }, true],
    [{ question: 'score', op: 'lte', value: 5 }, false],
    [{ question: 'why', op: 'includes', value: 'slow' }, true],
    [{ question: 'why', op: 'includes', value: 'other' }, false],
    [{ question: 'score', op: 'answered' }, true],
    [{ question: 'skipped', op: 'answered' }, false],
    [{ question: 'later', op: 'answered', value: false }, true],
  ] as const)('%j is %s', (rule, holds) => {
    expect(allHold([rule as never], answers)).toBe(holds)
  })

  it('never holds for a question without an answer, not even by "not"', () => {
    expect(allHold([{ question: 'later', op: 'not', value: 3 }], answers)).toBe(false)
  })

  it('wants every rule, and holds without any', () => {
    expect(allHold(undefined, {})).toBe(true)
    expect(
      allHold(
        [
          { question: 'score', value: 6 },
          { question: 'score', value: 7 },
        ],
        answers,
      ),
    ).toBe(false)
  })
})

describe('nextQuestion', () => {
  const low = [{ question: 'score', op: 'lte' as const, value: 6 }]
  const questions = [
    nps('score', { next: [{ when: low, goTo: 'why' }, { goTo: 'thanks-card' }] }),
    nps('what'),
    nps('why', { next: [{ goTo: 'end' }] }),
    nps('thanks-card'),
  ]

  it('begins with the first question that may be shown', () => {
    expect(nextQuestion([nps('a', { showIf: low }), nps('b')], [], {})).toBe('b')
  })

  it('takes the first branch whose rules hold', () => {
    expect(nextQuestion(questions, ['score'], { score: { value: 3 } })).toBe('why')
    expect(nextQuestion(questions, ['score'], { score: { value: 9 } })).toBe('thanks-card')
  })

  it('goes on in order where no branch is taken, and past what may not be shown', () => {
    expect(nextQuestion([nps('a'), nps('b', { showIf: low }), nps('c')], ['a'], { a: { value: 1 } })).toBe(
      'c',
    )
  })

  it("ends at 'end' and after the last question", () => {
    expect(nextQuestion(questions, ['score', 'why'], {})).toBeUndefined()
    expect(nextQuestion(questions, ['score', 'thanks-card'], {})).toBeUndefined()
  })

  it('never asks a question twice, so that no definition walks in circles', () => {
    const circle = [nps('a', { next: [{ goTo: 'b' }] }), nps('b', { next: [{ goTo: 'a' }] })]
    expect(nextQuestion(circle, ['a', 'b'], {})).toBeUndefined()
    expect(countSteps(circle, ['a'], {})).toBe(2)
  })

  it('goes on in order when a branch names a question that is not there', () => {
    expect(nextQuestion([nps('a', { next: [{ goTo: 'gone' }] }), nps('b')], ['a'], {})).toBe('b')
  })
})

describe('countSteps', () => {
  it('counts the questions this run will have, by the answers until now', () => {
    const questions = [
      nps('a', { next: [{ when: [{ question: 'a', value: 1 }], goTo: 'end' }] }),
      nps('b'),
      nps('c'),
    ]
    expect(countSteps(questions, ['a'], {})).toBe(3)
    expect(countSteps(questions, ['a'], { a: { value: 1 } })).toBe(1)
  })
})
