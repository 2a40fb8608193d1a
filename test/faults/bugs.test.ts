import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUGS } from './lab/bugs.ts'
import { buildCollector, buildSdk } from './lab/buildSdk.ts'
import { collectorRun } from './lab/collectorRun.ts'
import { canMount } from './lab/disk.ts'
import { CACHE } from './lab/freezeBuild.ts'
import { killRun } from './lab/killRun.ts'
import { isGood } from './lab/oracle.ts'
import { powerRun } from './lab/powerRun.ts'
import { stopRun } from './lab/stopRun.ts'

let folder: string
let built: string
let main: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pulso-bugs-'))
  built = join(CACHE, `bugs-${process.pid}`)
  main = await buildCollector(join(built, 'collector'))
})
afterAll(() => {
  for (const each of [folder, built]) rmSync(each, { recursive: true, force: true, maxRetries: 5 })
})

/** A short run of the lab over an SDK with these changes. It ends with the first round that shows the bug. */
const shortRun = async (sdk: string, kills: number) =>
  killRun({
    engine: 'chromium',
    kills,
    tabs: 2,
    seed: 3,
    faulty: 0.5,
    answers: 16,
    collectorKills: 0,
    sdk,
    main,
    folder: join(folder, sdk.replaceAll('/', '-')),
    fresh: true,
    healthyMs: 20_000,
  })

describe('killRun', () => {
  it('holds for the SDK as it is: 0 lost, 0 doubled, 0 half, 0 stuck after three SIGKILLs of two tabs', async () => {
    const { verdict, thanked, troubles } = await shortRun(await buildSdk(join(built, 'right')), 3)
    expect(verdict).toEqual({ lost: [], duplicates: [], half: [], unkept: [], stuck: [], refused: [] })
    expect(thanked).toBeGreaterThan(10)
    expect(troubles).toEqual({})
  }, 300_000)

  it('fails for a queue that deletes before it sends', async () => {
    const sdk = await buildSdk(join(built, 'delete'), BUGS['delete before send'])
    expect((await shortRun(sdk, 2)).verdict.lost.length).toBeGreaterThan(0)
  }, 300_000)

  it('fails for a queue that keeps one array for all tabs', async () => {
    const sdk = await buildSdk(join(built, 'array'), BUGS['shared array'])
    expect((await shortRun(sdk, 2)).verdict.lost.length).toBeGreaterThan(0)
  }, 300_000)
})

describe('stopRun', () => {
  const shortStops = async (sdk: string) =>
    stopRun({
      engine: 'webkit',
      stops: 40,
      tabs: 2,
      seed: 3,
      faulty: 0.5,
      sdk,
      main,
      folder: join(folder, 'stops'),
    })

  it('holds for the SDK as it is: at each stop all that was promised is on the device or with the collector', async () => {
    const { lost, looks } = await shortStops(await buildSdk(join(built, 'right')))
    expect(lost).toEqual([])
    expect(looks).toBeGreaterThan(40)
  }, 300_000)

  it('fails for a queue that deletes before it sends', async () => {
    const sdk = await buildSdk(join(built, 'delete'), BUGS['delete before send'])
    expect((await shortStops(sdk)).lost.length).toBeGreaterThan(0)
  }, 300_000)
})

describe('collectorRun', () => {
  it('holds for the collector as it is, and fails for one that answers before it commits', async () => {
    expect(isGood((await collectorRun({ kills: 3, seed: 3, main })).verdict)).toBe(true)
    const bad = await buildCollector(join(built, 'bad'), BUGS['ack before commit'])
    expect((await collectorRun({ kills: 3, seed: 3, main: bad })).verdict.unkept.length).toBeGreaterThan(0)
  }, 300_000)
})

describe('powerRun', () => {
  it('fails for a queue that leaves the durability to the browser, where disks can be mounted', async ({
    skip,
  }) => {
    if (!(await canMount(folder))) skip('no root, or no loop devices: a power cut cannot be made here')
    const sdk = await buildSdk(join(built, 'lazy'), BUGS['default durability'])
    const run = (of: string) =>
      powerRun({ engine: 'chromium', cuts: 2, seed: 3, sdk: of, main, folder: join(folder, 'power') })
    expect((await run(sdk)).lost.length).toBeGreaterThan(0)
    expect((await run(await buildSdk(join(built, 'right')))).lost).toEqual([])
  }, 300_000)
})
