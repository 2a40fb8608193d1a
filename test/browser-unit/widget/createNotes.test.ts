import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createNotes } from '../../../src/browser/widget/createNotes.ts'
import type { Kept } from '../../../src/engine/ports.ts'
import type { PulsoRecord } from '../../../src/schema/index.ts'
import { aSurvey } from '../../support/aSurvey.ts'

const facts = {
  survey: aSurvey('nps'),
  run: '0'.repeat(32),
  hash: 'abc',
  mode: 'live' as const,
  sampleRate: 1,
  locale: 'en',
}

describe('createNotes', () => {
  let kept: Kept
  let batches: (readonly PulsoRecord[])[]
  const onError = vi.fn()
  beforeEach(() => {
    kept = 'device'
    batches = []
    onError.mockReset()
  })
  const open = (beforeSend?: (record: PulsoRecord) => PulsoRecord | null, first = 0) => {
    const keep = async (records: readonly PulsoRecord[]) => {
      batches.push(records)
      return kept
    }
    return createNotes({ keep, beforeSend, onError }, first, () => facts)
  }
  const seqs = () => batches.map((batch) => batch.map((record) => 'seq' in record && record.seq))

  it('numbers records on from those before a reload, each with an id of its own', async () => {
    const notes = open(undefined, 3)
    notes.note({ type: 'shown' })
    notes.note({ type: 'completed', tookMs: 5 })
    expect(await notes.store()).toBe('device')
    expect(seqs()).toEqual([[3, 4]])
    expect(notes.count()).toBe(5)
    expect(batches[0]?.map(({ id }) => id)).toEqual(notes.ids)
    expect(new Set(notes.ids).size).toBe(2)
  })

  it('hands over the same records again, first, when they could not be kept', async () => {
    const notes = open()
    notes.note({ type: 'shown' })
    kept = 'failed'
    expect(await notes.store()).toBe('failed')
    notes.note({ type: 'completed', tookMs: 5 })
    kept = 'device'
    expect(await notes.store()).toBe('device')
    expect(seqs()).toEqual([[0], [0, 1]])
    expect(batches[1]?.[0]).toBe(batches[0]?.[0])
  })

  it('asks for nothing to be kept when nothing waits', async () => {
    expect(await open().store()).toBe('device')
    expect(batches).toEqual([])
  })

  it('leaves out what the host drops, and keeps what a host that throws has seen', async () => {
    const notes = open(({ type }) => {
      if (type === 'shown') return null
      throw new Error('no')
    })
    notes.note({ type: 'shown' })
    notes.note({ type: 'completed', tookMs: 5 })
    await notes.store()
    expect(batches[0]?.map(({ type }) => type)).toEqual(['completed'])
    expect(onError).toHaveBeenCalledOnce()
  })
})
