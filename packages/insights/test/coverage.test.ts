import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { SIZES, simulateCoverage, summarise } from './support/coverage.ts'

/** `PULSO_COVERAGE=full` draws the whole grid and writes docs/interval-coverage.md. */
const full = process.env.PULSO_COVERAGE === 'full'
const DRAWS = 10_000

const percent = (value: number) => `${(100 * value).toFixed(1)} %`

describe('the 95 % intervals', () => {
  it('hold the truth in 93 to 97 % of samples on average, for NPS, CSAT, gap and lift', {
    timeout: 3_600_000,
  }, () => {
    const cells = simulateCoverage(full ? DRAWS : 300, full ? SIZES : [10, 30, 100])
    const summary = summarise(cells)
    if (full)
      writeFileSync(
        fileURLToPath(new URL('../../../docs/interval-coverage.md', import.meta.url)),
        [
          '# How often the intervals hold the truth',
          '',
          `Made by \`npm run coverage -w packages/insights\`: ${DRAWS.toLocaleString('en')} samples per cell, seeded. A 95 %`,
          'interval should hold the truth in 95 % of samples; a sample without an interval counts as missed.',
          '',
          '| metric | mean | worst cell |',
          '| --- | --- | --- |',
          ...summary.map(
            ({ metric, mean, worst }) =>
              `| ${metric} | ${percent(mean)} | ${percent(worst.coverage)}: ${worst.truth}, n = ${worst.n} |`,
          ),
          '',
          `| metric | truth | ${SIZES.map((n) => `n = ${n}`).join(' | ')} |`,
          `| --- | --- | ${SIZES.map(() => '---').join(' | ')} |`,
          ...[...new Set(cells.map(({ metric, truth }) => `${metric} | ${truth}`))].map((row) => {
            const own = cells.filter(({ metric, truth }) => `${metric} | ${truth}` === row)
            return `| ${row} | ${own.map(({ coverage }) => percent(coverage)).join(' | ')} |`
          }),
          '',
        ].join('\n'),
      )
    expect(summary.map(({ metric }) => metric)).toEqual(['NPS', 'CSAT', 'gap', 'lift'])
    for (const { metric, mean } of summary) {
      expect(mean, metric).toBeGreaterThan(0.93)
      expect(mean, metric).toBeLessThan(full ? 0.97 : 0.975)
    }
  })
})
