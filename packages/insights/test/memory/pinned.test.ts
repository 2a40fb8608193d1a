import { describe } from 'vitest'
import * as insights from '../../src/index.ts'
import { peakEnd } from '../../src/memory/peakEnd.ts'
import { bySize, draw } from '../support/draw.ts'
import { pinned } from '../support/pinned.ts'

const journeys = (n: number) => {
  const remembered = draw(n, -2, 2, 0.5, 3)
  return draw(n, -2, 2, 0.3, 2).map((valence, i) => ({
    person: `p${i}`,
    moments:
      i % 19 === 4
        ? []
        : [
            { touchpoint: 'a', valence },
            { touchpoint: 'b', valence: i % 5 ? -valence : null },
            { touchpoint: 'c', valence: ((i % 5) - 2) as number },
          ].slice(0, 1 + (i % 3)),
    remembered: i % 7 === 2 ? null : remembered[i]!,
  }))
}
const felt = (...values: (number | null)[]) => values.map((valence, i) => ({ touchpoint: `t${i}`, valence }))

describe('memory, pinned', () => {
  pinned(new URL('./pinned.json', import.meta.url), {
    'memoryBias by size': () => bySize((n) => insights.memoryBias(journeys(n), { resamples: 40 })),
    'memoryBias of enough': () =>
      [110, 130].map((n) => insights.memoryBias(journeys(n), { resamples: 60, seed: 3 })),
    peakEnd: () => [
      peakEnd(felt(1, -2, 0)),
      peakEnd(felt(-2, 2, 1)),
      peakEnd(felt(2, -2, 1)),
      peakEnd(felt(0, null, 1, null)),
      peakEnd(felt(0)),
      peakEnd(felt(1, 1, 1)),
    ],
    'peakEnd refuses nothing': () => peakEnd(felt(null)),
  })
})
