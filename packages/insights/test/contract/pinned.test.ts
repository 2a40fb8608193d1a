import { describe } from 'vitest'
import { evidenceOf, settingsFor } from '../../src/contract/evidenceOf.ts'
import { settingsOf } from '../../src/contract/MetricOptions.ts'
import { addExcluded, asTally, countBetween } from '../../src/contract/Tally.ts'
import { toMetric } from '../../src/contract/toMetric.ts'
import * as insights from '../../src/index.ts'
import { bySize, draw } from '../support/draw.ts'
import { pinned } from '../support/pinned.ts'

const { tally, tallyFromCounts, mergeTallies, samePool } = insights
const series: insights.Series = { audience: 'customer', kind: 'relational', wording: 'x@1', scale: [1, 5] }
const other = { ...series, role: 'expectation' }
const staff = { ...series, audience: 'employee' } as const
const answers = draw(30, 1, 5, 3).map((value, i) => ({ value, series, channel: i % 2 ? 'web' : 'app' }))
const estimate = () => ({ value: 0.5, lower: 0.25, upper: 0.75 })
const evidence = (n: number, more = {}) => ({ n, method: 'm', excluded: { a: 0, b: 2 }, ...more })

describe('the contract, pinned', () => {
  pinned(new URL('./pinned.json', import.meta.url), {
    settingsOf: () => [
      settingsOf({}),
      settingsOf({ confidence: 0.9, audience: 'employee', thresholds: { customers: 1, indicative: 3 } }),
    ],
    'settingsOf refuses 0': () => settingsOf({ confidence: 0 }),
    'settingsOf refuses 1': () => settingsOf({ confidence: 1 }),
    'toMetric by size': () =>
      bySize((n) => [
        toMetric(evidence(n), settingsOf({}), estimate),
        toMetric(evidence(n, { flags: ['stated'] }), settingsOf({ audience: 'employee' }), estimate),
      ]),
    'toMetric of a least of none': () =>
      toMetric(evidence(0), settingsOf({ thresholds: { customers: 0 } }), estimate),
    'toMetric of no number': () =>
      [Number.NaN, Number.POSITIVE_INFINITY].map((value) =>
        toMetric(evidence(40), settingsOf({}), () => ({ value, lower: value, upper: value })),
      ),
    'toMetric with a flag of the estimate': () =>
      toMetric(evidence(40, { flags: ['stated'] }), settingsOf({}), () => ({
        ...estimate(),
        flags: ['no-spread'] as const,
      })),
    tally: () => [
      tally(answers, [1, 5]),
      tally([1, 5, 0, 6, 2.5, null, undefined, Number.NaN, 3], [1, 5]),
      tally([], [1, 5]),
    ],
    'tally of words': () => tally(['3' as unknown as number, 3], [1, 5]),
    'tally refuses two audiences': () => tally([...answers, { value: 3, series: staff }], [1, 5]),
    'tally refuses two roles': () => tally([...answers, { value: 3, series: other }], [1, 5]),
    'tally refuses another scale': () => tally(answers, [1, 7]),
    tallyFromCounts: () => [
      tallyFromCounts([1, 2, 0, 4, 5, 6], [1, 5]),
      tallyFromCounts({ '1': 3, '9': 2, '0': 1 }, [1, 5], {
        excluded: { 'off the scale': 1, z: 3 },
        series,
        channels: ['web'],
      }),
      tallyFromCounts(new Map([[2, 3]]), [1, 5]),
    ],
    'tallyFromCounts refuses a part': () => tallyFromCounts([1.5], [1, 5]),
    'tallyFromCounts refuses less than none': () => tallyFromCounts([-1], [1, 5]),
    mergeTallies: () => [
      mergeTallies(tally(answers, [1, 5]), tally([2, null], [1, 5])),
      mergeTallies(tally([2, 9], [1, 5]), tally(answers, [1, 5])),
      mergeTallies(tally([1], [1, 5]), tally([null], [1, 5])),
    ],
    'mergeTallies refuses another top': () => mergeTallies(tally([1], [1, 5]), tally([1], [1, 7])),
    'mergeTallies refuses another bottom': () => mergeTallies(tally([1], [1, 5]), tally([1], [0, 5])),
    'mergeTallies refuses two series': () =>
      mergeTallies(tallyFromCounts([1], [1, 5], { series }), tallyFromCounts([1], [1, 5], { series: staff })),
    addExcluded: () => addExcluded({ a: 1 }, {}, { a: 2, b: 1 }),
    asTally: () => [asTally([1, 2], [1, 5]), asTally(tally([1, 2], [1, 5]), [1, 5])],
    'asTally refuses another top': () => asTally(tally([1], [1, 5]), [1, 7]),
    'asTally refuses another bottom': () => asTally(tally([1], [1, 5]), [0, 5]),
    countBetween: () => [
      countBetween(tally([1, 2, 3, 4, 5, 5], [1, 5]), 2, 4),
      countBetween(tally([], [1, 5]), 1, 5),
    ],
    evidenceOf: () => [
      evidenceOf(tally(answers, [1, 5]), 'm'),
      evidenceOf(tally(answers, [1, 5]), 'm', ['stated']),
      evidenceOf(tally([1], [1, 5]), 'm', ['stated']),
    ],
    settingsFor: () => [
      settingsFor(tally([1], [1, 5]), { audience: 'employee' }),
      settingsFor(tallyFromCounts([1], [1, 5], { series: staff }), {}),
      settingsFor(tally(answers, [1, 5]), { audience: 'employee' }),
    ],
    samePool: () => [samePool(series, { ...series }), samePool(other, { ...other })],
    ...Object.fromEntries(
      (
        [
          { audience: 'employee' },
          { kind: 'transactional' },
          { wording: 'y@1' },
          { scale: [1, 7] },
          { role: 'perception' },
        ] as const
      ).map((more) => [
        `samePool refuses ${JSON.stringify(more)}`,
        () => samePool(series, { ...series, ...more }),
      ]),
    ),
  })
})
