import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import type { Told } from './lab/page.ts'
import { openSite } from './lab/site.ts'

describe('openSite', () => {
  it('counts no thanks of a second page on an address: Firefox opens one for its thumbnail, in a container it throws away', async () => {
    const told: Told[] = []
    const site = await openSite(tmpdir(), (words) => told.push(words))
    try {
      const visitOf = () => {
        const url = site.visit({ tab: 0, does: 'answer', endpoint: '', key: '', pauseMs: 0 })
        return JSON.parse(new URL(url).searchParams.get('visit') as string).visit as number
      }
      const tell = (visit: number, page: number, id: string) =>
        fetch(`${site.origin}/told`, {
          method: 'POST',
          body: JSON.stringify({
            tab: 0,
            visit,
            page,
            is: 'thanked',
            records: [{ id, type: 'shown' }],
            ms: 1,
          }),
        })
      const first = visitOf()
      await tell(first, 0.1, 'real')
      await tell(first, 0.2, 'thumbnail')
      await tell(first, 0.1, 'real too')
      await tell(visitOf(), 0.3, 'next start')
      expect(told.map((each) => (each.is === 'thanked' ? each.records[0]?.id : each.is))).toEqual([
        'real',
        'trouble',
        'real too',
        'next start',
      ])
    } finally {
      await site.close()
    }
  })
})
