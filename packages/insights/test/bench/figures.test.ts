import { describe, expect, it } from 'vitest'
import { figures } from '../../bench/figures.ts'
import { guide } from '../../bench/guide.ts'
import type { Result } from '../../bench/Result.ts'
import { isMet, verdicts } from '../../bench/verdicts.ts'

const pass = (cpuS: number, peakMB: number) => ({ cpuS, peakMB, heldMB: 20 })
const size = (records: number, peakMB: number, cpuS: number) => ({
  ...{ records, fileMB: records / 2500, parse: pass(10, 100), report: pass(40, 2 * peakMB) },
  aggregate: { ...pass(cpuS, peakMB), cells: 480, findings: {}, reportCpuS: 0.4, reportKB: 120 },
})
const result: Result = {
  ...{ command: 'npm run bench:insights', from: '2026-01-02T03:04:05Z', to: '2026-01-02T03:24:05Z', seed: 7 },
  ...{ machine: 'one', versions: { Node: '20' }, loadAverage: [0, 1] },
  sizes: [size(1000, 140, 16), size(3000, 160, 16), size(10_000, 150, 25)],
}

describe('figures', () => {
  it('are what stands in the guide, for the committed result', () => {
    expect(guide.figures()).toBe(figures(guide.result()))
  })

  it('name the run: command, time, seed, machine and versions', () => {
    expect(figures(result)).toMatch(
      /^`npm run bench:insights`, 2026-01-02 03:04 to 03:24 UTC, seed 7; one, Node 20; load 0 → 1\./,
    )
  })
})

describe('verdicts', () => {
  it('hold the rate and the growth of the largest size, and the most memory of any, against the aims', () => {
    const found = verdicts(result).map((verdict) => [Number(verdict.value.toFixed(2)), isMet(verdict)])
    expect(found).toEqual([
      [0.4, false], // of a bare loop, at least 0.5
      [0.4, true], // seconds for the report
      [160, true], // MB
      [1.07, true], // times as much for ten times the records
      [320, false],
      [1.07, true],
    ])
  })
})
