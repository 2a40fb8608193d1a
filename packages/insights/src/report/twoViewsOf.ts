import type { Aggregate } from '../aggregate/Aggregate.ts'
import { scaleOf } from '../aggregate/scaleOf.ts'
import type { MetricOptions } from '../contract/MetricOptions.ts'
import { type Difference, differenceOf } from './differenceOf.ts'
import type { NamedMetric } from './headlineOf.ts'
import { headline, isMomentary, largest, seriesOf } from './seriesOf.ts'

/** One touchpoint as customers lived it and as employees see it, side by side and never mixed. */
export interface TwoViews {
  touchpoint: string
  type: string
  customers: NamedMetric | null
  employees: NamedMetric | null
  /** Employees − customers: above zero, employees think better of it. `null` where one of the two was not asked. */
  difference: Difference | null
}

/**
 * The employee view beside the customer view, where both answered on the same scale. What only employees were asked (eNPS)
 * stands by itself.
 */
export function twoViewsOf(
  aggregate: Aggregate,
  order: readonly string[],
  options: MetricOptions = {},
): TwoViews[] {
  return order.flatMap((touchpoint) => {
    const here = seriesOf(
      aggregate.cells.filter(({ key }) => key.touchpoint === touchpoint && isMomentary(key)),
    )
    const side = (audience: string) => here.filter(({ key }) => key.audience === audience)
    const kindOf = (key: (typeof here)[number]['key']) =>
      `${key.type} ${scaleOf(key as Parameters<typeof scaleOf>[0])?.join()}`
    const kinds = [...new Set(side('employee').map(({ key }) => kindOf(key)))]
    return kinds.map((kind): TwoViews => {
      const of = (audience: string) => largest(side(audience).filter(({ key }) => kindOf(key) === kind))
      const [customers, employees] = [of('customer'), of('employee')!]
      // would a customer recommend the company, would an employee recommend working there: two questions
      const comparable = customers && employees.key.type !== 'nps'
      return {
        ...{ touchpoint, type: employees.key.type },
        customers: comparable ? headline(customers, options) : null,
        employees: headline(employees, options),
        difference:
          (comparable &&
            differenceOf(employees.cells, customers.cells, { ...options, audience: 'employee' })) ||
          null,
      }
    })
  })
}
