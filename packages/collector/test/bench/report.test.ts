import { describe, expect, it } from 'vitest'
import { guide } from '../../bench/guide.ts'
import { type Result, TWO_SHARES } from '../../bench/Result.ts'
import { recordOf } from '../../bench/recordOf.ts'
import { report } from '../../bench/report.ts'
import { isMet, verdicts } from '../../bench/verdicts.ts'
import { measure } from '../../bench/work.ts'

const ABOUT = {
  date: '2026-01-02T03:04:05.000Z',
  ...{ seed: 1, rounds: 1, command: 'npm run bench:collector', versions: {} },
  machine: { cpu: 'one', memoryGb: 1, os: 'Linux', load: [0, 0] },
}

describe('report', () => {
  it('is what stands in the guide, for the committed result', () => {
    expect(guide.figures()).toBe(report(guide.result()))
  })

  it('holds medians against the aims: at least, or at most', () => {
    const micros = { collectors: 50, engine: 40, senders: 5 }
    const two = (one: number, free: number, held: number): Result => ({
      two: {
        ...ABOUT,
        samples: [one, one * 10, one].flatMap((perSecond) =>
          TWO_SHARES.flatMap((share) => {
            const both = share === null ? free : held
            const same = { share, batch: 50, micros }
            return [
              { ...same, processes: 1 as const, perSecond },
              { ...same, processes: 2 as const, perSecond: (both / one) * perSecond },
            ]
          }),
        ),
      },
    })
    expect(verdicts(two(100, 120, 170)).map((verdict) => [verdict.value, isMet(verdict)])).toEqual([
      [1.2, false],
      [1.7, true],
    ])
    expect(verdicts(two(100, 170, 150)).map(isMet)).toEqual([true, false])
    expect(verdicts({})).toEqual([])
    const { samples = [] } = two(100, 120, 170).two ?? {}
    const free = samples.filter(({ share }) => share === null)
    expect(verdicts({ two: { ...ABOUT, samples: free } }).map(isMet)).toEqual([false])
  })
})

describe('recordOf', () => {
  it('gives the same record for a seed, and other ids for another', () => {
    expect(recordOf(1, 7)).toEqual(recordOf(1, 7))
    expect(recordOf(2, 7).id).not.toBe(recordOf(1, 7).id)
  })
})

describe('measure', () => {
  it('sends each batch once, as many at once as it is told, and does not count the warm-up', async () => {
    const sent: number[] = []
    let underWay = 0
    let most = 0
    const figures = await measure({ seed: 1, batch: 5, batches: 20, atOnce: 3 }, async (place) => {
      underWay += 1
      most = Math.max(most, underWay)
      await Promise.resolve()
      underWay -= 1
      sent.push(place)
    })
    expect(sent.sort((a, b) => a - b)).toEqual(Array.from({ length: 22 }, (_, place) => place))
    expect(most).toBe(3)
    expect(figures.records).toBe(100)
  })
})
