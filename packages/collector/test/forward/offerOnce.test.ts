import type { Sink } from '@pulso/adapters'
import type { PulsoRecord } from '@pulso/web/schema'
import { describe, expect, it } from 'vitest'
import { type Lease, offerOnce } from '../../src/forward/offerOnce.ts'
import type { Sent } from '../../src/forward/sentOf.ts'
import { NOT_OFFERED } from '../../src/forward/settlePass.ts'
import { until } from '../support/openReceiver.ts'
import { answered } from '../support/records.ts'

const sent = (project: string, id: string): Sent => ({
  ...{ project, id, mode: 'live', arrival: 1, received: 1, caseNumber: null, tries: 0, faults: 0 },
  ...{ since: 1, due: 1, code: null, isFresh: true },
  record: { ...answered(), id } as unknown as PulsoRecord,
})
const LEASE: Lease = { renew: async () => true, leaseMs: 60_000, isStopping: () => false }

function sinkOf(before: () => Promise<void> = async () => {}, maxBatchRecords = 1) {
  const batches: string[][] = []
  const sink: Sink = {
    name: 'crm',
    maxBatchRecords,
    async send(records) {
      batches.push(records.map(({ id }) => id))
      await before()
      return { status: 'settled', keptIds: records.map(({ id }) => id), rejected: [] }
    },
  }
  return { sink, batches }
}
const statuses = (offered: Awaited<ReturnType<typeof offerOnce>>) =>
  offered.map(({ project, id, outcome }) => [project, id, outcome.status, outcome.code])

describe('offerOnce', () => {
  it('offers one project after another: an id that two of them have is two records', async () => {
    const { sink, batches } = sinkOf(undefined, 10)
    const offered = await offerOnce(sink, [sent('shop', 'a'), sent('blog', 'a'), sent('shop', 'b')], LEASE)
    expect(batches).toEqual([['a', 'b'], ['a']])
    expect(statuses(offered)).toEqual([
      ['shop', 'a', 'settled', undefined],
      ['shop', 'b', 'settled', undefined],
      ['blog', 'a', 'settled', undefined],
    ])
    expect(offered[0]).not.toHaveProperty('record')
  })

  it('sends nothing more once the lease is lost', async () => {
    let renewals = 0
    const renew = async () => {
      renewals += 1
      return false
    }
    const { sink, batches } = sinkOf(() => until(() => renewals > 0))
    const offered = await offerOnce(sink, [sent('shop', 'a'), sent('shop', 'b')], {
      ...LEASE,
      renew,
      leaseMs: 15,
    })
    expect(batches).toEqual([['a']])
    expect(statuses(offered)).toEqual([
      ['shop', 'a', 'settled', undefined],
      ['shop', 'b', 'retry', NOT_OFFERED],
    ])
  })

  it('goes on while the database does not answer, and begins nothing when the collector ends', async () => {
    let renewals = 0
    const renew = () => {
      renewals += 1
      return Promise.reject(new Error('away'))
    }
    const { sink, batches } = sinkOf(() => until(() => renewals > 0))
    const both = [sent('shop', 'a'), sent('shop', 'b')]
    await offerOnce(sink, both, { ...LEASE, renew, leaseMs: 15 })
    expect(batches).toEqual([['a'], ['b']])

    const offered = await offerOnce(sink, both, { ...LEASE, isStopping: () => true })
    expect(batches).toHaveLength(2)
    expect(offered.map(({ outcome }) => outcome.code)).toEqual([NOT_OFFERED, NOT_OFFERED])
  })
})
