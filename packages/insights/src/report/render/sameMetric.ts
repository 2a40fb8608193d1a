import type { Metric } from '../../contract/Metric.ts'

/** Whether two metrics are one number. A report that was kept as JSON has a copy in each place. */
export const sameMetric = (a: Metric | null | undefined, b: Metric | null | undefined): boolean =>
  a === b ||
  (!!a &&
    !!b &&
    (['value', 'lower', 'upper', 'n', 'method'] as const).every((field) => a[field] === b[field]))
