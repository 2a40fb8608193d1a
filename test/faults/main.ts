import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { EngineName } from '../browser/harness/index.ts'
import { listCases, runCases } from './lab/caseRun.ts'
import { collectorRun } from './lab/collectorRun.ts'
import { figuresRun } from './lab/figuresRun.ts'
import { CACHE, freezeBuild } from './lab/freezeBuild.ts'
import { killRun } from './lab/killRun.ts'
import { LAB_STORES } from './lab/openLabStore.ts'
import { isGood } from './lab/oracle.ts'
import { powerRun } from './lab/powerRun.ts'
import { showProgress } from './lab/progress.ts'
import { RESULTS, readResult } from './lab/readResult.ts'
import { brief, collectorRows, killRows, table } from './lab/report.ts'
import { stopRun } from './lab/stopRun.ts'
import { type CountedRun, isUnharmed, sumRuns } from './lab/sumRuns.ts'
import { versions } from './lab/versions.ts'
import { writeDocs } from './lab/writeDocs.ts'
import { comparePeers } from './peers/comparePeers.ts'

const HELP = `npm run faults -- [what] [options]

what   --kills N         SIGKILLs of a browser whose pages answer (the default, 30)
       --stops N         moments at which the browser is stopped and its database read as a SIGKILL would leave it;
                         firefox and webkit, whose database is SQLite
       --power-cuts N    copies of the disk right after a thanks; needs root, for loop mounts
       --collector N     SIGKILLs of the collector while 8 senders post; with --power-cuts also copies of its disk;
                         with --store on another store, with --postgres-kills also of its server
       --cases [N …]     the 57 faults as tests, in three engines, or in the one named
       --figures         tap to thanks, time to enqueue, redelivery of ten tabs, arrivals after an outage
       --peers N [0 A pulso …]   the same taps and faults over the SDKs of others and Pulso, N times each row; installs
                         them into test/faults/peers when they are not there; names of rows or peers for these alone,
                         which --save refuses
       --docs            writes the figures of test/faults/results/ into docs/reliability.md
       --list            number, name, how it is made, engines, last result

options
  --engine chromium|firefox|webkit    @default chromium
  --tabs 2        windows that answer at once
  --seed 7        of every draw: faults, moments, rounds
  --faulty 0.5    share of requests to which something happens
  --answers 34    thanks between two kills, on average
  --store sqlite           of --collector: also postgres, or clickhouse, the mirror of a SQLite file
  --postgres-kills 0       SIGKILLs of PostgreSQL, all of its processes, before those of the collector
  --collector-kills 0.25   share of rounds in which the collector dies too
  --at-once 4     browsers that run at a time, of --peers
  --sleeps 0      share of rounds in which the browser is stopped for 12 s (fault 30)
  --build DIR     an earlier copy of the build, from node_modules/.cache/pulso-faults, instead of dist
  --minutes N     ends after so long, in good order
  --fresh         forgets an interrupted run; otherwise the same command goes on with it
  --more          of --collector: goes on where the saved run of the seed ended, in a new store, and makes their sum
  --save          writes the result to test/faults/results/
`

const { values, positionals } = parseArgs({
  options: {
    engine: { type: 'string' },
    stops: { type: 'string' },
    kills: { type: 'string', default: '30' },
    'power-cuts': { type: 'string' },
    collector: { type: 'string' },
    store: { type: 'string', default: 'sqlite' },
    'postgres-kills': { type: 'string', default: '0' },
    cases: { type: 'boolean' },
    list: { type: 'boolean' },
    figures: { type: 'boolean' },
    peers: { type: 'string' },
    'at-once': { type: 'string', default: '4' },
    docs: { type: 'boolean' },
    tabs: { type: 'string', default: '2' },
    seed: { type: 'string', default: '7' },
    faulty: { type: 'string', default: '0.5' },
    answers: { type: 'string', default: '34' },
    'collector-kills': { type: 'string', default: '0.25' },
    minutes: { type: 'string' },
    sleeps: { type: 'string', default: '0' },
    build: { type: 'string' },
    fresh: { type: 'boolean', default: false },
    more: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  },
  allowPositionals: true,
})
const engine = (values.engine ?? 'chromium') as EngineName
const seed = Number(values.seed)

let isOver = false
process.on('SIGINT', () => {
  if (isOver) process.exit(130) // asked twice
  isOver = true
  process.stderr.write('\nEnds after this round; the same command goes on with it.\n')
})

if (values.minutes) setTimeout(() => (isOver = true), Number(values.minutes) * 60_000).unref()

/** Prints one line of JSON, then a table; keeps the line where it is asked for. */
function tell(name: string, result: object, rows: Parameters<typeof table>[0], good: boolean): void {
  const line = JSON.stringify({ name, date: new Date().toISOString(), ...result })
  process.stdout.write(`${line}\n\n${table(rows)}\n\n${good ? 'held' : 'BROKEN'}\n`)
  if (values.save) {
    mkdirSync(RESULTS, { recursive: true })
    writeFileSync(join(RESULTS, `${name}.json`), `${JSON.stringify(JSON.parse(line), null, 2)}\n`)
  }
  process.exitCode = good ? 0 : 1
}

if (values.help) process.stdout.write(HELP)
else if (values.list) process.stdout.write(listCases((await import('./cases/index.ts')).CASES))
else if (values.cases) process.exitCode = runCases(positionals.join(',') || undefined, values.engine)
else if (values.docs) process.stdout.write(writeDocs())
else if (values.peers !== undefined && positionals.length && values.save) {
  process.stderr.write(
    '--save would put a few rows in the place of all: leave it out, or leave out their names.\n',
  )
  process.exitCode = 2
} else if (values.peers !== undefined) {
  const options = { engine, repetitions: Number(values.peers), seed, atOnce: Number(values['at-once']) }
  const { result, text, isSound } = await comparePeers({
    ...options,
    only: positionals,
    build: freezeBuild(values.build),
    fresh: values.fresh,
    isOver: () => isOver,
  })
  process.stdout.write(`${text}\n\n`)
  tell(`peers-${engine}`, { ...options, ...result }, [['rows played', result.cells.length]], isSound)
} else if (values.figures) {
  const build = freezeBuild(values.build)
  const figures = await figuresRun(engine, seed, build)
  const { tap } = figures
  tell(
    `figures-${engine}`,
    { engine, seed, versions: versions(engine, build.id), ...figures },
    [
      [
        'enqueue, none waiting, p50 / p95 ms',
        `${figures.enqueueMs.none.p50} / ${figures.enqueueMs.none.p95}`,
      ],
      ['enqueue, 900 waiting, p50 / p95 ms', `${figures.enqueueMs.full.p50} / ${figures.enqueueMs.full.p95}`],
      ['ratio', figures.enqueueRatio],
      ['redelivery, ten tabs', figures.redelivery],
      ['tap to thanks, p50 / p95 ms', `${tap.thanksMs.p50} / ${tap.thanksMs.p95}`],
      ['bare strict put, p50 / p95 ms', `${tap.bareMs.p50} / ${tap.bareMs.p95}`],
      ...figures.herd.map(
        ({ answered, outageS, ours }) =>
          [
            `fullest second, ${answered}, ${outageS} s, mean / p95 %`,
            `${ours.fullest.mean} / ${ours.fullest.p95}`,
          ] as const,
      ),
    ],
    figures.redelivery <= 0.01,
  )
} else if (values.collector !== undefined) {
  const build = freezeBuild(values.build)
  const store = LAB_STORES.find((name) => name === values.store)
  if (!store) throw new Error(`--store is one of ${LAB_STORES.join(', ')}.`)
  const name = store === 'sqlite' ? 'collector' : `collector-${store}`
  const before = values.more ? readResult<CountedRun>(name) : undefined
  if (before && before.seed !== seed) throw new Error(`${name}.json was drawn by --seed ${before.seed}.`)
  const kills = Number(values.collector) - (before?.kills ?? 0)
  const serverKills = Number(values['postgres-kills']) - (before?.serverKills ?? 0)
  const bar = showProgress(`collector, ${store}`, kills + serverKills)
  const cuts = Number(values['power-cuts'] ?? 0)
  const now = versions(undefined, build.id) // before: somebody may commit meanwhile
  const result = await collectorRun({
    ...{ store, kills, serverKills, cuts, seed, from: before },
    main: build.main,
    isOver: () => isOver,
    onRound: (done, acked) => bar.update(done, `${acked} acknowledged`),
  })
  bar.stop()
  const one = {
    ...{ date: new Date().toISOString(), store, seed, versions: now },
    ...brief(result),
  }
  const total = before ? sumRuns(before, one) : one
  tell(name, { ...one, ...total }, collectorRows(total), isUnharmed(total))
} else if (values.stops !== undefined) {
  const build = freezeBuild(values.build)
  const stops = Number(values.stops)
  const bar = showProgress(`${engine}, stops`, stops)
  const options = { engine, stops, tabs: Number(values.tabs), seed, faulty: Number(values.faulty) }
  const result = await stopRun({
    ...options,
    ...build,
    folder: join(CACHE, `stops-${engine}-${seed}`),
    isOver: () => isOver,
    onStop: (done, lost) => bar.update(done, `${lost} lost`),
  })
  bar.stop()
  tell(
    `stops-${engine}`,
    { asked: options, versions: versions(engine, build.id), ...result },
    [
      ['stops', result.stops],
      ['records promised', result.records],
      ['looks at one that only the device has', result.looks],
      ['lost', result.lost.length],
    ],
    result.lost.length === 0,
  )
} else if (values['power-cuts'] !== undefined) {
  const build = freezeBuild(values.build)
  const cuts = Number(values['power-cuts'])
  const bar = showProgress(`${engine}, power cuts`, cuts)
  const options = { engine, cuts, seed }
  const result = await powerRun({
    ...options,
    ...build,
    folder: join(CACHE, `power-${engine}-${seed}`),
    isOver: () => isOver,
    onCut: (done, lost) => bar.update(done, `${lost} lost`),
  })
  bar.stop()
  const good = result.lost.length === 0
  tell(
    `power-${engine}`,
    { ...options, versions: versions(engine, build.id), ...result },
    [
      ['power cuts', result.cuts],
      ['answers thanked for', result.thanked],
      ['lost', result.lost.length],
    ],
    good,
  )
} else {
  const build = freezeBuild(values.build)
  const options = {
    engine,
    kills: Number(values.kills),
    tabs: Number(values.tabs),
    seed,
    faulty: Number(values.faulty),
    answers: Number(values.answers),
    collectorKills: Number(values['collector-kills']),
    sleeps: Number(values.sleeps),
  }
  const name = ['kill', ...Object.values(options), build.id].join('-')
  const bar = showProgress(`${engine}, kills`, options.kills)
  const result = await killRun({
    ...options,
    ...build,
    folder: join(CACHE, name),
    fresh: values.fresh,
    isOver: () => isOver,
    onRound: ({ kills, thanked, troubles }) =>
      bar.update(kills, `${thanked} thanked${troubles ? `, ${troubles} troubles` : ''}`),
  })
  bar.stop()
  tell(
    `kills-${engine}`,
    { asked: options, versions: versions(engine, build.id), ...brief(result) },
    killRows(result),
    isGood(result.verdict),
  )
}
