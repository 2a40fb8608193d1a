import { describe, expect, it } from 'vitest'
import type { Meta } from './lab/readResult.ts'
import { type CountedRun, isUnharmed, sumRuns } from './lab/sumRuns.ts'

const run = (date: string, over: Partial<CountedRun> = {}): CountedRun & Meta => ({
  ...{ date, seed: 12, versions: { commit: `at-${date}`, build: 'b', processor: 'p', node: 'v20' } },
  ...{ kills: 10, serverKills: 2, cuts: 0, acked: 100, rows: 101, cutLost: 0, seconds: 60 },
  verdict: { lost: 0, duplicates: 0, half: 0, unkept: 0, stuck: 0, refused: 0 },
  ...over,
})
const mirror = { records: 101, missing: 0, twice: 0, other: 0, copies: 3, batches: 9 }

describe('sumRuns', () => {
  it('adds up all that was counted, and says of which runs it is the sum', () => {
    const two = sumRuns(run('a'), run('b', { kills: 5, engine: 'PostgreSQL 15.20' }))
    expect(two).toMatchObject({ kills: 15, serverKills: 4, acked: 200, rows: 202, seconds: 120 })
    expect(two.engine).toBe('PostgreSQL 15.20')
    const three = sumRuns({ ...run('b'), ...two }, run('c'))
    expect(three.kills).toBe(25)
    expect(three.parts).toEqual([
      { date: 'a', commit: 'at-a', kills: 10, serverKills: 2 },
      { date: 'b', commit: 'at-b', kills: 5, serverKills: 2 },
      { date: 'c', commit: 'at-c', kills: 10, serverKills: 2 },
    ])
  })

  it('forgets no loss of an earlier run, in the store or in the mirror', () => {
    const sound = run('a', { mirror })
    expect(isUnharmed(sumRuns(sound, sound))).toBe(true)
    expect(sumRuns(sound, sound).mirror).toMatchObject({ records: 202, copies: 6 })
    const lost = run('a', { mirror, verdict: { ...sound.verdict, unkept: 1 } })
    const twice = run('a', { mirror: { ...mirror, twice: 1 } })
    for (const harmed of [lost, twice, run('a', { mirror, cutLost: 1 })])
      expect(isUnharmed(sumRuns(sumRuns(harmed, sound) as CountedRun & Meta, sound))).toBe(false)
  })
})
