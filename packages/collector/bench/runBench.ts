import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { seeded } from '../../../test/bench/summary.mjs'
import { buildMain } from '../test/support/buildMain.ts'
import { runPostgres } from '../test/support/runPostgres.ts'
import { guide } from './guide.ts'
import { type Lab, surroundings } from './lab.ts'
import { measureFlat } from './measureFlat.ts'
import { measureMirror } from './measureMirror.ts'
import { measureSpeed } from './measureSpeed.ts'
import { measureTwo } from './measureTwo.ts'
import { BATCHES } from './Result.ts'
import { report } from './report.ts'

const USAGE = `npm run bench:collector -- [--parts speed,two,mirror,flat] [--rounds 5] [--scale 1] [--filled 10000000,2000000]
                           [--data FOLDER] [--seed 1] [--write]
  --parts    what is measured; the others stay in the result as they were
  --filled   records in the tables of SQLite and of Postgres that are compared with empty ones
  --scale    of the batches of each measurement: 0.1 for a quick look, or a busy machine
  --data     keeps the filled SQLite file there for the next run
  --write    docs/bench/collector.json, and the figures in docs/collector.md`

export async function runBench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      parts: { type: 'string', default: 'speed,two,mirror,flat' },
      scale: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '5' },
      filled: { type: 'string', default: '10000000,10000000' },
      data: { type: 'string' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(USAGE)
  const say = (line: string) => console.error(line) // progress; the result alone goes to stdout
  const seed = Number(values.seed)
  const random = seeded(seed)
  const [sqlite = 0, postgres = 0] = values.filled.split(',').map(Number)
  const lab: Lab = {
    main: await buildMain(),
    postgres: await runPostgres(),
    rounds: Number(values.rounds),
    batchesOf: (size) => Math.ceil(BATCHES[size] * Number(values.scale)),
    drawSeed: () => Math.floor(random() * 2 ** 31),
    random,
    say,
  }
  const measured = {
    speed: () => measureSpeed(lab),
    two: () => measureTwo(lab),
    mirror: () => measureMirror(lab),
    flat: () => measureFlat(lab, { sqlite, postgres, data: values.data }),
  }
  const result = guide.result()
  const command = `npm run bench:collector -- ${args.join(' ')}`
  try {
    for (const part of values.parts.split(',') as (keyof typeof measured)[]) {
      if (!Object.hasOwn(measured, part)) throw new Error(`There is no part ${part}.\n${USAGE}`)
      const about = { date: new Date().toISOString(), seed, command, ...surroundings() }
      Object.assign(result, { [part]: { ...about, ...(await measured[part]()) } })
      about.machine.load.push(Number(loadavg()[0]?.toFixed(1)))
      if (values.write) guide.keep(result)
    }
  } finally {
    await lab.postgres.engine.stop()
  }
  if (values.write) guide.write(result)
  console.log(report(result))
}
