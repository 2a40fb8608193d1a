import { describe, expect, it } from 'vitest'
import { ackFrom } from '../../src/core/ackFrom.ts'

describe('ackFrom', () => {
  it('reads every status there is', () => {
    const known: { [status: number]: string } = { 400: 'split', 413: 'split', 422: 'split' }
    for (const status of [408, 425, 429]) known[status] = 'retry'
    for (let status = 200; status < 600; status++) {
      if (status > 299 && status < 400) continue // a redirect is no answer: it never comes here
      const ack = ackFrom(['a'], { status, headers: new Headers() })
      const rest = status < 300 ? 'settled' : status > 499 ? 'retry' : 'held'
      expect([status, ack.status]).toEqual([status, known[status] ?? rest])
      expect(ack).toMatchObject({ code: `http_${status}`, keptIds: ['a'], afterMs: 0 })
    }
  })
})
