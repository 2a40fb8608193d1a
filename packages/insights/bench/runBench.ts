import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, release, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { figures } from './figures.ts'
import { guide } from './guide.ts'
import type { Result, Size } from './Result.ts'
import { programme, startStream } from './startStream.ts'

const USAGE = `npm run bench:insights -- [--records 1000000,3000000,10000000] [--seed 1] [--write]
  --records   sizes of the stream, from the smallest to the largest
  --write     docs/bench/insights.json, and the figures in docs/report.md
It measures what is built: \`npm run build\` first.`

const MEASURE = fileURLToPath(new URL('measure.mjs', import.meta.url))

/** One stream of records, looked at when it has reached each size; each look is a process of its own, one after the other. */
export async function runBench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      records: { type: 'string', default: '1000000,3000000,10000000' },
      seed: { type: 'string', default: '1' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(USAGE)
  const loads = [loadavg()[0]!]
  const from = new Date().toISOString()
  const folder = mkdtempSync(join(tmpdir(), 'pulso-bench-'))
  const file = join(folder, 'records.ndjson')
  const sizes: Size[] = []
  try {
    writeFileSync(join(folder, 'pulso.programme.json'), JSON.stringify(programme))
    const upTo = startStream(file, Number(values.seed))
    for (const records of values.records.split(',').map(Number)) {
      await upTo(records)
      const { records: seen, ...parse } = await measure('parse', folder)
      const { records: counted, ...aggregate } = await measure('aggregate', folder)
      if (seen !== records || counted !== records)
        throw new Error(`Of ${records} records ${seen} were parsed and ${counted} counted.`)
      const fileMB = Math.round(statSync(file).size / 1e6)
      sizes.push({ ...{ records, fileMB, parse, aggregate }, report: await measure('report', folder) })
      loads.push(loadavg()[0]!)
      console.error(`${records} records: ${JSON.stringify(sizes.at(-1))}`) // progress; the result alone goes to stdout
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  const result: Result = {
    command: `npm run bench:insights -- ${args.join(' ')}`.trim(),
    ...{ from, to: new Date().toISOString(), seed: Number(values.seed) },
    machine: `${cpus().length} × ${cpus()[0]!.model}, Linux ${release()}`,
    versions: { Node: process.versions.node, V8: process.versions.v8, '@pulso/insights': version() },
    loadAverage: loads.map((load) => Number(load.toFixed(1))),
    sizes,
  }
  if (values.write) guide.write(result)
  console.log(figures(result))
}

async function measure<Name extends 'parse' | 'aggregate' | 'report'>(
  pass: Name,
  folder: string,
): Promise<Size[Name] & { records?: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', MEASURE, pass, folder])
  return JSON.parse(stdout) as Size[Name]
}

const version = () =>
  (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string })
    .version
