import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FaultCase } from '../cases/FaultCase.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const FOLDER = join(ROOT, 'test/faults/results')
const RESULTS = join(FOLDER, 'cases.json')

interface Last {
  result: string
  date: string
}

/** Last result of each fault, by number and by where it was made. */
interface Results {
  [number: string]: { [where: string]: Last }
}

const read = (): Results => (existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : {})

interface LongResult {
  date: string
  kills?: number
  cuts?: number
  /** Of kills, as counts. */
  verdict?: { [name: string]: number }
  /** Of power cuts. */
  lost?: string[]
}

/** What a long run came to, in one line. */
function longResult(name: string): Last | undefined {
  const file = join(FOLDER, `${name}.json`)
  if (!existsSync(file)) return
  const { date, kills, cuts, verdict = {}, lost = [] } = JSON.parse(readFileSync(file, 'utf8')) as LongResult
  const isHeld = !lost.length && Object.values(verdict).every((count) => !count)
  return { result: `${isHeld ? 'passed' : 'failed'} ${kills ?? cuts} times`, date }
}

/** The list as a table: number, name, how it is made, where, and the last result there. */
export function listCases(cases: readonly FaultCase[]): string {
  const results = read()
  return cases
    .map((fault) => {
      const { number, name, how, simulated, by, results: kind } = fault
      const places = fault.engines.length ? fault.engines : ['node']
      const last = places.map((place) => {
        const found = results[number]?.[place] ?? (kind && longResult(`${kind}-${place}`))
        return `${place} ${found ? `${found.result} ${found.date.slice(0, 10)}` : 'not run'}`
      })
      return [
        `${String(number).padStart(2)}  ${name}`,
        `    how: ${how}`,
        ...(simulated ? [`    simulated: ${simulated}`] : []),
        ...(by ? [`    by: ${by}`] : []),
        `    ${last.join(' · ')}`,
      ].join('\n')
    })
    .join('\n')
    .concat('\n')
}

interface VitestReport {
  testResults: { assertionResults: { ancestorTitles: string[]; title: string; status: string }[] }[]
}

/** Makes the faults, all or those named, in the engines named or in all three; keeps each result. */
export function runCases(numbers: string | undefined, engines: string | undefined): number {
  const report = join(ROOT, 'node_modules/.cache/pulso-faults', `cases-${process.pid}.json`)
  const { status } = spawnSync(
    join(ROOT, 'node_modules/.bin/vitest'),
    [
      'run',
      '--project=faults',
      'test/faults/cases.test.ts',
      ...(numbers ? [] : ['test/faults/security']),
      '--reporter=verbose',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, PULSO_FAULTS: numbers ?? 'all', ...(engines && { PULSO_ENGINES: engines }) },
    },
  )
  const results = read()
  const date = new Date().toISOString()
  const found = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as VitestReport) : undefined
  for (const { ancestorTitles, title, status } of (found?.testResults ?? []).flatMap(
    ({ assertionResults }) => assertionResults,
  )) {
    const number = /^fault (\d+):/.exec(title)?.[1]
    const where = ancestorTitles.at(-1) === 'without a browser' ? 'node' : ancestorTitles.at(-1)
    if (number && where && status !== 'skipped' && status !== 'pending')
      results[number] = { ...results[number], [where]: { result: status, date } }
  }
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`)
  return status ?? 1
}
