import type { Pass, Result, Size } from './Result.ts'
import { isMet, verdicts } from './verdicts.ts'

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(head), row(head.map((_, place) => (place === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n')

/** The figures in Markdown, as they stand in docs/report.md. */
export function figures(result: Result): string {
  const aims = verdicts(result).map((verdict) => {
    const { name, value, limit, isLeast, digits, unit } = verdict
    return [
      ...[name, value.toFixed(digits) + unit, `${isLeast ? '≥' : '≤'} ${limit}${unit}`],
      isMet(verdict) ? 'met' : '**missed**',
    ]
  })
  const versions = Object.entries(result.versions).map(([name, version]) => `${name} ${version}`)
  return [
    `\`${result.command}\`, ${result.from.slice(0, 16).replace('T', ' ')} to ${result.to.slice(11, 16)} UTC, seed ${result.seed}; ` +
      `${[result.machine, ...versions].join(', ')}; load ${result.loadAverage.join(' → ')}.`,
    table(['', 'measured', 'aim', ''], aims),
    table(
      [
        ...['records', 'MB of file', 'bare loop: most, held', 'aggregating: most, held'],
        ...['`pulso report`: most', 'rate ÷ bare loop'],
      ],
      result.sizes.map(sizeRow),
    ),
  ].join('\n\n')
}

function sizeRow({ records, fileMB, parse, aggregate, report }: Size): string[] {
  const whole = (value: number) => Math.round(value).toLocaleString('en')
  const both = ({ peakMB, heldMB }: Pass) => `${whole(peakMB)} MB, ${whole(heldMB)} MB`
  return [
    ...[whole(records), whole(fileMB), both(parse), both(aggregate), `${whole(report.peakMB)} MB`],
    (parse.cpuS / aggregate.cpuS).toFixed(2),
  ]
}
