import type { ProgrammeInput } from '@pulso/insights'

const DAY_MS = 86_400_000
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

/**
 * The programme that simulated journeys belong to: a shop from the first search to the return, with targets, actions and
 * cycles dated within the simulated time.
 *
 * @param from - first day, milliseconds since 1970.
 */
export function shopProgramme(from: number, days: number): ProgrammeInput {
  const day = (share: number) => dayOf(from + Math.round(share * days) * DAY_MS)
  return {
    v: 1,
    name: 'Norte Shoes',
    phase: 'road-map',
    objectives: [
      { objective: 'Customers recommend us', level: 'board', owner: 'Chief Customer Officer', metric: 'nps' },
      { objective: 'Support that solves it', level: 'department', owner: 'Head of Service', metric: 'csat' },
    ],
    journeys: [
      {
        id: 'buy-online',
        name: 'Buying online',
        touchpoints: [
          { id: 'search', name: 'Search', phase: 'before', owners: ['Marketing'], first: true },
          { id: 'product-page', name: 'Product page', phase: 'before', owners: ['Marketing', 'Product'] },
          { id: 'checkout', name: 'Checkout', phase: 'during', owners: ['Sales', 'Technology'] },
          { id: 'payment', name: 'Payment', phase: 'during', owners: ['Finance'] },
          { id: 'delivery', name: 'Delivery', phase: 'after', owners: ['Logistics'] },
          { id: 'support', name: 'Support', phase: 'after', owners: ['Service'], service: true },
          { id: 'returns', name: 'Returns', phase: 'after', owners: ['Service', 'Logistics'] },
          { id: 'product-use', name: 'First weeks', phase: 'after', owners: ['Product'], last: true },
          { id: 'billing', name: 'Billing', phase: 'after', stage: 'back', owners: ['Finance'] },
        ],
      },
    ],
    kpis: ['nps', 'csat', 'ces'],
    targets: [
      { metric: 'csat', touchpoint: 'support', value: 0.7, by: day(1.2) },
      { metric: 'ces', touchpoint: 'checkout', value: 0.75, by: day(1.2) },
      { metric: 'nps', touchpoint: 'product-use', value: 20, by: day(1.2) },
      { metric: 'csat', touchpoint: 'delivery', value: 0.74, by: day(1.2) },
    ],
    actions: [
      {
        ...{
          id: 'printed-label',
          what: 'Put a printed return label into every parcel',
          touchpoint: 'returns',
        },
        ...{ element: 'process', owner: 'Head of Logistics', due: day(0.5), done: day(0.5), expects: 'ces' },
        ...{ measuredAgain: day(0.95), finding: 'Customers had to ask for a label and print it themselves' },
      },
      {
        ...{
          id: 'call-back',
          what: 'Call back within the hour instead of holding the line',
          touchpoint: 'support',
        },
        ...{ element: 'channel', owner: 'Head of Service', due: day(0.9), expects: 'csat' },
        finding: 'People wait on hold and repeat themselves',
      },
      {
        ...{
          id: 'delivery-window',
          what: 'Name the hour of delivery in the morning',
          touchpoint: 'delivery',
        },
        ...{
          element: 'communication',
          owner: 'Head of Logistics',
          due: day(0.8),
          done: day(0.8),
          expects: 'csat',
        },
        finding: 'The promised day is not the day of delivery',
      },
    ],
    benchmarks: [
      {
        ...{ metric: 'nps', value: 24, source: 'Simulated panel, not a real figure', date: day(0.1) },
        ...{ sample: 1200, scale: '0–10', mode: 'web' },
      },
    ],
    cycles: [
      { id: 'first-half', from: day(0), to: day(0.5) },
      { id: 'second-half', from: dayOf(from + (Math.round(0.5 * days) + 1) * DAY_MS), to: day(1) },
    ],
    baseline: { id: 'baseline', frozen: day(0.2) },
  }
}
