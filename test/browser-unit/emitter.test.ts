import { describe, expect, it, vi } from 'vitest'
import { createEmitter } from '../../src/browser/emitter.ts'

const data = { survey: 'nps', run: 'a' }

describe('createEmitter', () => {
  it('tells those who listen to the event, and those who listen to all, with its name', () => {
    const { on, emit } = createEmitter(vi.fn())
    const [shown, all, closed] = [vi.fn(), vi.fn(), vi.fn()]
    on('shown', shown)
    on('*', all)
    on('closed', closed)
    emit('shown', data)
    expect(shown.mock.calls).toEqual([[data, 'shown']])
    expect(all.mock.calls).toEqual([[data, 'shown']])
    expect(closed).not.toHaveBeenCalled()
  })

  it('goes on when one throws, and reports it', () => {
    const onError = vi.fn()
    const { on, emit } = createEmitter(onError)
    const error = new Error('of the host')
    const next = vi.fn()
    on('shown', () => {
      throw error
    })
    on('shown', next)
    emit('shown', data)
    expect(next).toHaveBeenCalledTimes(1)
    expect(onError.mock.calls).toEqual([[error]])
  })

  it('does not report an error listener that throws to itself for ever', () => {
    const { on, emit } = createEmitter((error) => emit('error', { error }))
    const listener = vi.fn(() => {
      throw new Error('again')
    })
    on('error', listener)
    emit('error', { error: 1 })
    expect(listener).toHaveBeenCalledTimes(1)
  })

  it('forgets a listener by its undo, each subscription by its own', () => {
    const { on, emit } = createEmitter(vi.fn())
    const listener = vi.fn()
    const undo = on('shown', listener)
    on('shown', listener)
    emit('shown', data)
    expect(listener).toHaveBeenCalledTimes(2)
    undo()
    undo()
    emit('shown', data)
    expect(listener).toHaveBeenCalledTimes(3)
  })

  it('bears listeners that subscribe and leave while they are told', () => {
    const { on, emit } = createEmitter(vi.fn())
    let count = 0
    const again = () => {
      count++
      undo()
      undo = on('shown', again)
    }
    let undo = on('shown', again)
    emit('shown', data)
    emit('shown', data)
    expect(count).toBe(2)
  })
})
