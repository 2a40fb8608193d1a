import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Core } from '../../src/browser/core.ts'
import type { Sink } from '../../src/engine/ports.ts'
import type { PulsoRecord } from '../../src/schema/index.ts'
import { openPage } from '../support/openPage.ts'

const purchase: PulsoRecord = { id: 'a'.repeat(32), type: 'outcome', at: 1, mode: 'test', kind: 'purchase' }

function coreWith(options: object) {
  const core = {
    options: { key: 'shop', endpoint: 'https://answers.example/v1/records', surveys: [], ...options },
    consent: 'granted',
    emit: vi.fn(),
  }
  return core as unknown as Core
}

describe('deliveryOf', () => {
  beforeEach(() => void openPage())
  const load = async () => (await import('../../src/browser/deliveryOf.ts')).deliveryOf

  it('makes one delivery for whoever asks, with sinks and without', async () => {
    const deliveryOf = await load()
    for (const options of [{}, { sinks: [{ name: 'webhook', send: vi.fn() }] }]) {
      const core = coreWith(options)
      const [first, second] = await Promise.all([deliveryOf(core), deliveryOf(core)])
      expect(second).toBe(first)
      first?.destroy()
    }
  })

  it('leaves no sender running when `destroy` comes before the file for sinks; what is kept waits', async () => {
    const deliveryOf = await load()
    const taken: string[] = []
    const send: Sink['send'] = async (records) => {
      const keptIds = records.map(({ id }) => id)
      taken.push(...keptIds)
      return { status: 'settled', keptIds }
    }
    const options = { endpoint: 'none', sinks: [{ name: 'webhook', maxBatchRecords: 10, send }] }
    const core = coreWith(options)
    const coming = deliveryOf(core)
    core.consent = 'denied'
    const queue = await coming
    expect(core.queue).toBeUndefined()
    expect(await queue.keep([purchase])).toBe('device')
    await new Promise((settle) => setTimeout(settle, 300)) // six times what a batch waits for company
    expect(taken).toEqual([])

    const next = await deliveryOf(coreWith(options))
    await next.flush()
    expect(taken).toEqual([purchase.id])
    next.destroy()
  })
})
