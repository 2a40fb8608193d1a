import { describe } from 'vitest'
import * as insights from '../../src/index.ts'
import { pinned } from '../support/pinned.ts'

const DAY = 86_400_000
const at = 400 * DAY
const shown = (
  daysAgo: number,
  questionnaire = 'a',
  event: 'shown' | 'answered' | 'dismissed' = 'shown',
) => ({
  ...{ at: at - daysAgo * DAY, questionnaire, event },
})
const ask = { at, questionnaire: 'a' }

describe('sampling, pinned', () => {
  pinned(new URL('./pinned.json', import.meta.url), {
    sampleSizeForShare: () => [
      insights.sampleSizeForShare(0.05),
      insights.sampleSizeForShare(0.05, { p: 0.2 }),
      insights.sampleSizeForShare(0.03, { confidence: 0.9, population: 2000 }),
      insights.sampleSizeForShare(0.05, { cluster: { size: 4, correlation: 0.1 } }),
      insights.sampleSizeForShare(0.05, { cluster: { size: 4, correlation: 0.1 }, population: 900 }),
    ],
    'sampleSizeForShare refuses no margin': () => insights.sampleSizeForShare(0),
    'sampleSizeForShare refuses a margin of all': () => insights.sampleSizeForShare(1),
    'sampleSizeForShare of no share': () => insights.sampleSizeForShare(0.05, { p: 0 }),
    'sampleSizeForShare of a share of all': () => insights.sampleSizeForShare(0.05, { p: 1 }),
    'sampleSizeForShare of nobody': () => insights.sampleSizeForShare(0.05, { population: 0 }),
    krejcieMorgan: () => [10, 100, 1000, 1_000_000].map((population) => insights.krejcieMorgan(population)),
    'krejcieMorgan of its own margin': () => insights.krejcieMorgan(500, 0.1, 0.3, 0.9),
    designEffectOf: () => [insights.designEffectOf(1, 0.5), insights.designEffectOf(5, 0.1)],
    sampleSizeForMean: () => [insights.sampleSizeForMean(0.2, 1), insights.sampleSizeForMean(0.3, 1.5, 0.9)],
    'sampleSizeForMean refuses no margin': () => insights.sampleSizeForMean(0, 1),
    'sampleSizeForMean refuses no spread': () => insights.sampleSizeForMean(1, 0),
    sampleSizeForNps: () => [
      insights.sampleSizeForNps(5, { promoters: 0.5, detractors: 0.2 }),
      insights.sampleSizeForNps(10, { promoters: 0, detractors: 0 }, 0.9),
      insights.sampleSizeForNps(10, { promoters: 0.5, detractors: 0.5 }),
    ],
    'sampleSizeForNps refuses no margin': () =>
      insights.sampleSizeForNps(0, { promoters: 0.5, detractors: 0.2 }),
    'sampleSizeForNps refuses more than all': () =>
      insights.sampleSizeForNps(5, { promoters: 0.6, detractors: 0.5 }),
    'sampleSizeForNps refuses negative promoters': () =>
      insights.sampleSizeForNps(5, { promoters: -0.1, detractors: 0.2 }),
    'sampleSizeForNps refuses negative detractors': () =>
      insights.sampleSizeForNps(5, { promoters: 0.1, detractors: -0.2 }),
    sampleSizeForDifference: () => [
      insights.sampleSizeForDifference(0.5, 0.6),
      insights.sampleSizeForDifference(0.2, 0.1, { power: 0.9, alpha: 0.01 }),
    ],
    ...Object.fromEntries(
      (
        [
          [0, 0.5, {}],
          [0.5, 1, {}],
          [0.5, 0.5, {}],
          [0.4, 0.5, { power: 1 }],
          [0.4, 0.5, { alpha: 0 }],
        ] as const
      ).map(([p1, p2, options]) => [
        `sampleSizeForDifference refuses ${JSON.stringify([p1, p2, options])}`,
        () => insights.sampleSizeForDifference(p1, p2, options),
      ]),
    ),
    powerOfDifference: () => [
      insights.powerOfDifference(0.5, 0.6, 385),
      insights.powerOfDifference(0.6, 0.5, 385, 0.01),
      insights.powerOfDifference(0.3, 0.3, 50),
    ],
    samplingRate: () => [
      insights.samplingRate({ target: 100, eligibleVisits: 10_000, responseRate: 0.1 }),
      insights.samplingRate({
        target: 100,
        eligibleVisits: 1000,
        uniqueShare: 0.8,
        notInCoolDown: 0.5,
        responseRate: 0.25,
      }),
      insights.samplingRate({
        target: 100,
        eligibleVisits: 1000,
        uniqueShare: 0.8,
        notInCoolDown: 0.5,
        responseRate: 0.24,
      }),
      insights.samplingRate({ target: 1, eligibleVisits: 1, responseRate: 1 }),
    ],
    ...Object.fromEntries(
      [
        { target: 0 },
        { eligibleVisits: 0 },
        { uniqueShare: 0 },
        { uniqueShare: 1.1 },
        { notInCoolDown: 0 },
        { responseRate: 1.1 },
        { responseRate: 0 },
      ].map((part) => [
        `samplingRate refuses ${JSON.stringify(part)}`,
        () => insights.samplingRate({ target: 10, eligibleVisits: 100, responseRate: 0.5, ...part }),
      ]),
    ),
    mayContact: () => [
      insights.mayContact(ask, []),
      insights.mayContact({ at: '2026-05-01', questionnaire: 'a' }, [
        { at: '2026-04-02T00:00:00Z', questionnaire: 'b', event: 'shown' },
      ]),
      ...[29, 30, 31].map((days) => insights.mayContact(ask, [shown(days, 'b')])),
      ...[89, 90, 91].map((days) => insights.mayContact(ask, [shown(days)])),
      ...[13, 14, 15].map((days) =>
        insights.mayContact(ask, [shown(days, 'b', 'dismissed')], { globalCooldownDays: 5 }),
      ),
      ...[13, 14].map((days) =>
        insights.mayContact(ask, [shown(days, 'a', 'dismissed')], {
          globalCooldownDays: 5,
          sameQuestionnaireDays: 5,
        }),
      ),
      insights.mayContact(
        ask,
        [100, 150, 200, 250].map((days) => shown(days, 'b')),
      ),
      insights.mayContact(
        ask,
        [100, 150, 200, 366].map((days) => shown(days, 'b')),
      ),
      insights.mayContact(
        ask,
        [100, 150, 200, 365].map((days) => shown(days, 'b')),
      ),
      insights.mayContact(ask, [
        shown(100, 'b'),
        shown(100, 'b', 'answered'),
        shown(150, 'b'),
        shown(200, 'b'),
      ]),
      insights.mayContact(ask, [shown(100, 'b'), shown(150, 'b')], { maxPerYear: 2 }),
      insights.mayContact(ask, [shown(-3, 'b')]),
      insights.mayContact(ask, [shown(3, 'b')], {}, { pairOverride: true }),
      insights.mayContact(ask, [shown(3, 'a')], {}, { pairOverride: true }),
    ],
  })
})
