import { describe, expect, it } from 'vitest'
import type { WrittenQuestion } from '../../src/engine/flow.ts'
import { scaleOf } from '../../src/ui/scaleOf.ts'
import { strings } from '../../src/ui/strings.en.ts'

const steps = (question: object) =>
  scaleOf({
    question: { id: 'q', prompt: 'Q?', ...question } as WrittenQuestion,
    strings,
    text: (words) => String(words ?? ''),
  })

describe('scaleOf', () => {
  it.each([
    [{ type: 'csat' }, 1, 5, 'Very dissatisfied', 'Very satisfied'],
    [{ type: 'ces' }, 1, 7, 'Very difficult', 'Very easy'],
    [{ type: 'agreement', points: 7 }, 1, 7, 'Strongly disagree', 'Strongly agree'],
    [{ type: 'emotion' }, -2, 5, 'Very bad', 'Very good'],
    [{ type: 'rating' }, 1, 5, '', ''],
    [{ type: 'rating', display: 'numbers', points: 10 }, 1, 10, '', ''],
    [{ type: 'rating', display: 'thumbs' }, 1, 2, 'No', 'Yes'],
    [{ type: 'rating', display: 'faces', points: 3 }, 1, 3, 'Very bad', 'Very good'],
    [{ type: 'rating', display: 'stars' }, 1, 5, 'Very bad', 'Very good'],
  ])('%j runs from %i over %i steps', (question, from, count, low, high) => {
    const scale = steps(question)
    expect(scale.map(({ value }) => value)).toEqual(Array.from({ length: count }, (_, i) => from + i))
    expect([scale[0]!.word, scale.at(-1)!.word]).toEqual([low, high])
  })

  it('gives every labelled step its word, and a scale of other length its ends and middle', () => {
    expect(steps({ type: 'csat' }).map(({ word }) => word)).toEqual(strings.csat)
    expect(steps({ type: 'agreement', points: 7 }).map(({ word }) => word)).toEqual([
      'Strongly disagree',
      '',
      '',
      'Neither',
      '',
      '',
      'Strongly agree',
    ])
  })

  it("prefers the survey's own words", () => {
    const scale = steps({ type: 'csat', labels: ['a', 'b', 'c', 'd', 'e'], low: 'bad' })
    expect(scale.map(({ word }) => word)).toEqual(['bad', 'b', 'c', 'd', 'e'])
  })
})
