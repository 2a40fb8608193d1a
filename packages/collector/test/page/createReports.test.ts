import { describe, expect, it } from 'vitest'
import type { Drawing, Glance, Wanted } from '../../src/live/LiveCalls.ts'
import { createReports } from '../../src/page/createReports.ts'
import { EVERYTHING } from '../support/liveCounts.ts'

const WANTED: Wanted = { filter: EVERYTHING, locale: 'en', allTouchpoints: 'All', day: '2026-05-01' }
const PATIENT = 60_000

/** Numbers that change when told, and drawings that are done when told. */
function fakeDesk() {
  const now = { cursor: '1', deleted: 0 }
  const asked: { wanted: Wanted; done: (over?: Partial<Drawing>) => void; fail: (error: Error) => void }[] =
    []
  return {
    now,
    asked,
    glance: (): Glance => ({
      ...now,
      progress: { isDone: true, share: 1, isAgain: false, isCut: false },
      ...{ choices: { projects: [], touchpoints: [], channels: [], segments: {} }, matching: 1, without: [] },
    }),
    desk: {
      deleted: async () => now.deleted,
      draw: (wanted: Wanted) =>
        new Promise<Drawing>((resolve, reject) => {
          const drawing = {
            ...now,
            markup: `${wanted.filter.touchpoint ?? ''} ${now.cursor}`,
            at: 5,
            tookMs: 1,
          }
          asked.push({ wanted, done: (over = {}) => resolve({ ...drawing, ...over }), fail: reject })
        }),
    },
  }
}

/** Lets all that can go on go on. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

describe('createReports', () => {
  it('waits for the first drawing, and draws the same numbers once', async () => {
    const { desk, glance, asked } = fakeDesk()
    const reportOf = createReports(desk)
    const both = [reportOf(WANTED, glance(), PATIENT), reportOf(WANTED, glance(), PATIENT)]
    await settled()
    expect(asked).toHaveLength(1)
    asked[0]!.done()
    for (const shown of await Promise.all(both))
      expect(shown).toMatchObject({ isDrawing: false, drawing: { markup: ' 1' } })
    expect(await reportOf(WANTED, glance(), PATIENT)).toMatchObject({ isDrawing: false })
    expect(asked).toHaveLength(1)
  })

  it('shows the last drawing, with its time, while a newer one is made', async () => {
    const { desk, now, glance, asked } = fakeDesk()
    const reportOf = createReports(desk)
    expect(await reportOf(WANTED, glance(), 0)).toEqual({ drawing: null, isDrawing: true })
    asked[0]!.done()
    await settled()
    now.cursor = '2'
    const meanwhile = await reportOf(WANTED, glance(), 0)
    expect(meanwhile).toMatchObject({ isDrawing: true, drawing: { markup: ' 1', at: 5 } })
    // whoever is not told what the numbers are, as the thread draws, gets it too
    expect(await reportOf(WANTED, null, 0)).toEqual(meanwhile)
    asked[1]!.done()
    await settled()
    expect(await reportOf(WANTED, glance(), 0)).toMatchObject({ isDrawing: false, drawing: { markup: ' 2' } })
    expect(asked).toHaveLength(2)
  })

  it('shows none that may hold what was deleted since', async () => {
    const { desk, now, glance, asked } = fakeDesk()
    const reportOf = createReports(desk)
    const first = reportOf(WANTED, glance(), PATIENT)
    await settled()
    asked[0]!.done()
    await first
    now.deleted = 3
    expect(await reportOf(WANTED, null, 0)).toEqual({ drawing: null, isDrawing: true })
    asked[1]!.done({ deleted: 2 }) // begun before the last deletion
    await settled()
    expect(await reportOf(WANTED, null, 0)).toEqual({ drawing: null, isDrawing: true })
    asked[2]!.done()
    await settled()
    expect(await reportOf(WANTED, glance(), 0)).toMatchObject({ isDrawing: false, drawing: { deleted: 3 } })
  })

  it('rests after a long one: as many times as long as it took, the last one is enough', async () => {
    const { desk, now, glance, asked } = fakeDesk()
    const reportOf = createReports(desk)
    const first = reportOf(WANTED, glance(), PATIENT)
    await settled()
    asked[0]!.done({ tookMs: 3_600_000 })
    await first
    now.cursor = '2'
    expect(await reportOf(WANTED, glance(), PATIENT)).toMatchObject({
      isDrawing: false,
      drawing: { markup: ' 1' },
    })
    expect(asked).toHaveLength(1)
  })

  it('asks for few at a time, and remembers few', async () => {
    const { desk, glance, asked } = fakeDesk()
    const reportOf = createReports(desk)
    const at = (n: number): Wanted => ({ ...WANTED, filter: { ...EVERYTHING, touchpoint: `t-${n}` } })
    for (let n = 0; n < 30; n += 1)
      expect(await reportOf(at(n), glance(), 0)).toEqual({ drawing: null, isDrawing: true })
    expect(asked).toHaveLength(8)
    for (let n = 0; n < 30; n += 1) {
      void reportOf(at(n), glance(), 0)
      await settled()
      for (const one of asked) one.done(n === 29 ? { markup: 'x'.repeat(17_000_000) } : {})
      await settled()
    }
    const before = asked.length
    expect((await reportOf(at(29), glance(), 0)).drawing?.markup.length).toBe(17_000_000)
    expect(asked).toHaveLength(before)
    void reportOf(at(28), glance(), 0) // there was no room for it beside that one
    await settled()
    expect(asked).toHaveLength(before + 1)
  })

  it('says why a report cannot be drawn, and tries again when it is asked again', async () => {
    const { desk, glance, asked } = fakeDesk()
    const reportOf = createReports(desk)
    const refused = expect(reportOf(WANTED, glance(), PATIENT)).rejects.toThrow('no room')
    await settled()
    asked[0]!.fail(new Error('no room'))
    await refused
    const again = reportOf(WANTED, glance(), PATIENT)
    await settled()
    asked[1]!.done()
    expect((await again).drawing).not.toBeNull()
  })
})
