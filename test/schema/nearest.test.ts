import { describe, expect, it } from 'vitest'
import { nearest } from '../../src/schema/nearest.ts'

describe('nearest', () => {
  it.each([
    ['promt', 'prompt'],
    ['pormpt', 'prompt'],
    ['Show-If', 'showIf'],
    ['show_if', 'showIf'],
    ['delay', 'delayMs'],
    ['label', 'labels'],
    ['samplingRate', 'sampleRate'],
  ])('finds for %s the name %s', (word, name) => {
    expect(nearest(word, ['prompt', 'showIf', 'delayMs', 'labels', 'sampleRate', 'id'])).toBe(name)
  })

  it('takes the name with the fewest edits', () => {
    expect(nearest('csta', ['nps', 'ces', 'csat'])).toBe('csat')
    expect(nearest('rat', ['rating', 'rate'])).toBe('rate')
  })

  it('suggests nothing for a word that is like no name', () => {
    expect(nearest('banana', ['prompt', 'showIf'])).toBeUndefined()
    expect(nearest('', ['a', 'b'])).toBeUndefined()
    expect(nearest('x'.repeat(100_000), ['prompt'])).toBeUndefined()
  })
})
