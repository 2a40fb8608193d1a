import type { ProgrammeInput } from '@pulso/insights'
import { SHOP_NAMES } from './shopNames.ts'

const DAY_MS = 86_400_000
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

/**
 * The programme that simulated journeys belong to: a shop from the first search to the return, with targets, actions and
 * cycles dated within the simulated time.
 *
 * @param from - first day, milliseconds since 1970.
 * @param locale - of its names. @defaultValue `'en'`
 */
export function shopProgramme(from: number, days: number, locale: 'en' | 'es' = 'en'): ProgrammeInput {
  const names = SHOP_NAMES[locale]
  const { touchpoints: name, teams } = names
  const day = (share: number) => dayOf(from + Math.round(share * days) * DAY_MS)
  return {
    v: 1,
    name: names.name,
    phase: 'road-map',
    objectives: [
      { objective: names.objectives.recommend, level: 'board', owner: names.boardOwner, metric: 'nps' },
      { objective: names.objectives.support, level: 'department', owner: names.serviceOwner, metric: 'csat' },
    ],
    journeys: [
      {
        id: 'buy-online',
        name: names.journey,
        touchpoints: [
          { id: 'search', name: name.search, phase: 'before', owners: [teams.marketing], first: true },
          {
            id: 'product-page',
            name: name['product-page'],
            phase: 'before',
            owners: [teams.marketing, teams.product],
          },
          { id: 'checkout', name: name.checkout, phase: 'during', owners: [teams.sales, teams.technology] },
          { id: 'payment', name: name.payment, phase: 'during', owners: [teams.finance] },
          { id: 'delivery', name: name.delivery, phase: 'after', owners: [teams.logistics] },
          { id: 'support', name: name.support, phase: 'after', owners: [teams.service], service: true },
          { id: 'returns', name: name.returns, phase: 'after', owners: [teams.service, teams.logistics] },
          {
            id: 'product-use',
            name: name['product-use'],
            phase: 'after',
            owners: [teams.product],
            last: true,
          },
          { id: 'billing', name: name.billing, phase: 'after', stage: 'back', owners: [teams.finance] },
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
          what: names.label.what,
          touchpoint: 'returns',
        },
        ...{ element: 'process', owner: names.logisticsOwner, due: day(0.5), done: day(0.5), expects: 'ces' },
        ...{ measuredAgain: day(0.95), finding: names.label.finding },
      },
      {
        ...{
          id: 'call-back',
          what: names.callBack.what,
          touchpoint: 'support',
        },
        ...{ element: 'channel', owner: names.serviceOwner, due: day(0.9), expects: 'csat' },
        finding: names.callBack.finding,
      },
      {
        ...{
          id: 'delivery-window',
          what: names.window.what,
          touchpoint: 'delivery',
        },
        ...{
          element: 'communication',
          owner: names.logisticsOwner,
          due: day(0.8),
          done: day(0.8),
          expects: 'csat',
        },
        finding: names.window.finding,
      },
    ],
    benchmarks: [
      {
        ...{ metric: 'nps', value: 24, source: names.benchmark, date: day(0.1) },
        ...{ sample: 1200, scale: '0–10', mode: 'web' },
      },
    ],
    cycles: [
      { id: 'first-half', from: day(0), to: day(0.5) },
      { id: 'second-half', from: dayOf(from + (Math.round(0.5 * days) + 1) * DAY_MS), to: day(1) },
    ],
    baseline: { id: 'baseline', frozen: day(0.45) },
  }
}
