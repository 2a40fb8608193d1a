import type { Result } from './Result.ts'

/** An aim, and what was measured of it. */
export interface Verdict {
  name: string
  value: number
  limit: number
  /** Whether more is better. */
  isLeast: boolean
  digits: number
  unit: string
}

export const isMet = ({ value, limit, isLeast }: Verdict): boolean =>
  isLeast ? value >= limit : value <= limit

/** What was aimed at, for the largest size; growth is that of ten times the records. */
export function verdicts({ sizes }: Result): Verdict[] {
  const [least, most] = [sizes[0]!, sizes.at(-1)!]
  const memory = (pass: 'aggregate' | 'report', of: string): Verdict[] => [
    {
      name: `${of}: most memory at any time, of all sizes`,
      value: Math.max(...sizes.map((size) => size[pass].peakMB)),
      ...{ limit: 300, isLeast: false, digits: 0, unit: ' MB' },
    },
    {
      name: `${of}: the same for ${count(most.records)} records ÷ for ${count(least.records)}`,
      value: most[pass].peakMB / least[pass].peakMB,
      ...{ limit: 1.1, isLeast: false, digits: 2, unit: '' },
    },
  ]
  return [
    {
      name: 'aggregating ÷ a bare `JSON.parse` loop, records a second of processor time',
      value: most.parse.cpuS / most.aggregate.cpuS,
      ...{ limit: 0.5, isLeast: true, digits: 2, unit: '' },
    },
    {
      name: 'report from the aggregate, processor time',
      value: most.aggregate.reportCpuS,
      ...{ limit: 1, isLeast: false, digits: 2, unit: ' s' },
    },
    ...memory('aggregate', 'aggregating'),
    ...memory('report', '`pulso report`'),
  ]
}

const count = (records: number) => records.toLocaleString('en')
