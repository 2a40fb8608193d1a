import { afterAll, describe, expect, it } from 'vitest'
import { engineNamed } from '../browser/harness/engineNamed.ts'
import type { Browser } from '../browser/harness/index.ts'
import { ALL, type FaultCase } from './cases/FaultCase.ts'
import { CASES } from './cases/index.ts'
import { openStage } from './cases/stage.ts'

// `npm test` makes each fault once, in Chromium, and in the other engines where they differ; `npm run faults -- --cases`
// sets PULSO_FAULTS: numbers, or `all`, in every engine, the long ones too.
const asked = process.env.PULSO_FAULTS
const numbers = asked?.match(/\d+/g)?.map(Number)
const engines = process.env.PULSO_ENGINES?.split(',') ?? ALL

/** Three starts of Firefox have taken more than three minutes on a busy machine. */
const LONG_MS = 600_000

const isDue = ({ number, long, run }: FaultCase) =>
  run && (numbers ? numbers.includes(number) : asked === 'all' || !long)

describe('the list of faults', () => {
  it('has all 57, each with a test or a command that makes it', () => {
    expect(CASES.map(({ number }) => number)).toEqual(Array.from({ length: 57 }, (_, place) => place + 1))
    for (const { number, run, by } of CASES) expect(run || by, String(number)).toBeTruthy()
  })
})

describe('without a browser', () => {
  for (const fault of CASES.filter((each) => isDue(each) && !each.engines.length))
    it(`fault ${fault.number}: ${fault.name}: ${fault.expect}`, async () => {
      const stage = await openStage(engineNamed('chromium'), () => Promise.reject(new Error('no browser')))
      await fault.run?.(stage).finally(stage.close)
    })
})

for (const name of ALL.filter((each) => engines.includes(each)))
  describe(name, () => {
    const engine = engineNamed(name)
    let shared: Promise<Browser> | undefined
    const browser = () => (shared ??= engine.open())
    afterAll(async () => (await shared)?.close())

    for (const fault of CASES) {
      const isHere = fault.engines.includes(name) && (asked || name === 'chromium' || fault.differs)
      if (!isDue(fault) || !isHere) continue
      it(
        `fault ${fault.number}: ${fault.name}: ${fault.expect}`,
        async () => {
          const stage = await openStage(engine, browser)
          await fault.run?.(stage).finally(stage.close)
        },
        fault.long ? LONG_MS : 180_000,
      )
    }
  })
