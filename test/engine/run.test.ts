import { describe, expect, it } from 'vitest'
import { advance, openQuestion, type Run, type RunEvent } from '../../src/engine/run.ts'

const asking: Run = { status: 'asking', path: ['a'], answers: {} }
const play = (run: Run, ...events: RunEvent[]) => events.reduce(advance, run)

describe('advance', () => {
  it('files an answer under the question that is open', () => {
    expect(play(asking, { type: 'answer', answer: { value: 9 } }).answers).toEqual({ a: { value: 9 } })
  })

  it('walks on, and keeps what was answered when the walk ends', () => {
    const run = play(asking, { type: 'answer', answer: { value: 9 } }, { type: 'next', to: 'b' })
    expect(openQuestion(run)).toBe('b')
    expect(play(run, { type: 'next', to: undefined })).toEqual({
      status: 'keeping',
      path: ['a', 'b'],
      answers: { a: { value: 9 } },
    })
  })

  it('forgets, on the way back, what was answered beyond', () => {
    const run: Run = { status: 'asking', path: ['a', 'b'], answers: { a: { value: 1 }, b: { value: 2 } } }
    expect(advance(run, { type: 'back' })).toEqual({
      status: 'asking',
      path: ['a'],
      answers: { a: { value: 1 } },
    })
    expect(advance(asking, { type: 'back' })).toBe(asking)
  })

  it('thanks only for what was kept, and says sent only when it was (pain 3)', () => {
    const keeping: Run = { status: 'keeping', path: ['a'], answers: {} }
    const saved = advance(keeping, { type: 'kept', kept: 'device' })
    expect(saved).toMatchObject({ status: 'thanked', kept: 'device' })
    expect(advance(saved, { type: 'sent' })).toMatchObject({ status: 'thanked', kept: 'sent' })
    expect(advance(keeping, { type: 'kept', kept: 'failed' }).status).toBe('failed')
    expect(play(keeping, { type: 'kept', kept: 'failed' }, { type: 'retry' }).status).toBe('keeping')
  })

  it('returns the same run for an event that makes no sense in its status', () => {
    const thanked: Run = { status: 'thanked', kept: 'device', path: ['a'], answers: {} }
    for (const event of [{ type: 'next', to: 'b' }, { type: 'back' }, { type: 'retry' }] as RunEvent[])
      expect(advance(thanked, event)).toBe(thanked)
    expect(advance(asking, { type: 'sent' })).toBe(asking)
    expect(advance(asking, { type: 'kept', kept: 'device' })).toBe(asking)
  })
})
