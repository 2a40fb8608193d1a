import { describe, expect, it } from 'vitest'
import { settingsOf } from '../../src/contract/MetricOptions.ts'
import { atLeast } from '../../src/drivers/atLeast.ts'
import { keyDrivers } from '../../src/index.ts'
import { ratings } from './ratings.ts'

const ofBoth = { thresholds: { customers: 8, employees: 12, drivers: 3, driversPerPredictor: 1 } }

describe('atLeast', () => {
  it('asks for so many of either audience, and changes nothing else', () => {
    const settings = settingsOf({ confidence: 0.9, thresholds: { indicative: 40 } })
    const { thresholds, ...rest } = atLeast(settings, 100)
    expect(thresholds).toEqual({ ...settings.thresholds, customers: 100, employees: 100 })
    expect(rest).toEqual({ confidence: 0.9, audience: 'customer' })
  })

  it.each([
    ['customer', 8],
    ['employee', 12],
  ] as const)('holds what a %s asks for where that is more: %s', (audience, least) => {
    const { customers, employees } = atLeast(settingsOf({ ...ofBoth, audience }), 3).thresholds
    expect([customers, employees]).toEqual([least, least])
    const isShown = (n: number) => {
      const { y, predictors } = ratings(n)
      return keyDrivers(y, predictors.slice(0, 1), { ...ofBoth, audience, resamples: 2 }).r2.value !== null
    }
    expect([isShown(least - 1), isShown(least)]).toEqual([false, true])
  })
})
