import { describe, expect, it } from 'vitest'
import { studentT95 } from '../../src/measure/studentT95.ts'

describe('studentT95', () => {
  it('gives the printed quantiles', () => {
    const printed: [number, number][] = [
      [1, 12.706204736432095],
      [2, 4.302652729911275],
      [3, 3.182446305284263],
      [4, 2.7764451051977987],
      [5, 2.570581835636314],
      [10, 2.2281388519649385],
      [29, 2.045229642132703],
      [30, 2.0422724563012373],
      [100, 1.9839715184496334],
      [149, 1.976013177679155],
      [1000, 1.9623390808264078],
    ]
    for (const [degrees, t] of printed) expect(studentT95(degrees)).toBeCloseTo(t, 9)
  })
  it('has no step where one method follows the other', () => {
    expect(studentT95(200) - studentT95(201)).toBeCloseTo(studentT95(201) - studentT95(202), 5)
  })
})
