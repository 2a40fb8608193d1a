// One pass over a file in a process of its own, so that what it took at most is of this pass alone. Plain JavaScript on what
// is built: nothing that a caller would not load too. `node --expose-gc measure.mjs parse|aggregate|report FOLDER`.
import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'

const [pass, folder] = process.argv.slice(2)
const file = join(folder, 'records.ndjson')
const path = (name) => join(folder, name)

async function eachLine(take) {
  let rest = ''
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 18 })) {
    const text = rest + chunk
    let from = 0
    for (let to = text.indexOf('\n'); to !== -1; to = text.indexOf('\n', from)) {
      take(text.slice(from, to))
      from = to + 1
    }
    rest = text.slice(from)
  }
}

const rounded = (value) => Number(value.toFixed(2))

/** Processor time in seconds, so that a busy machine slows neither pass more than the other. */
async function cpuSecondsOf(act) {
  const before = process.cpuUsage()
  await act()
  const { user, system } = process.cpuUsage(before)
  return rounded((user + system) / 1e6)
}

/** The most memory that the process ever had, as Linux counts it, and what is still held after a collection. */
function memory() {
  const [, peakKiB] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))
  globalThis.gc()
  return { peakMB: rounded((peakKiB * 1024) / 1e6), heldMB: rounded(process.memoryUsage().heapUsed / 1e6) }
}

const passes = {
  /** A loop that does nothing but parse. */
  async parse() {
    let records = 0
    const cpuS = await cpuSecondsOf(() => eachLine((text) => (records += JSON.parse(text).at > 0 ? 1 : 0)))
    return { records, cpuS, ...memory() }
  },
  /** Records to an aggregate; and, after its memory was looked at, the report from it. */
  async aggregate() {
    const { buildReport, createAggregate, parseProgramme } = await import('../dist/index.js')
    const aggregate = createAggregate({ period: 'week' })
    const cpuS = await cpuSecondsOf(() => eachLine((text) => aggregate.addLine(text)))
    const { records, cells, findings } = aggregate
    const taken = { records, cells: cells.length, findings, cpuS, ...memory() }
    const { renderReport } = await import('../dist/report.js')
    const programme = parseProgramme(JSON.parse(readFileSync(path('pulso.programme.json'), 'utf8')))
    let text = ''
    const reportCpuS = await cpuSecondsOf(() => {
      text = renderReport(buildReport(programme, aggregate, { day: '2026-06-01' }))
    })
    return { ...taken, reportCpuS, reportKB: rounded(Buffer.byteLength(text) / 1000) }
  },
  /** The command itself: persons and comments too, and the page. */
  async report() {
    const flags = ['-p', path('pulso.programme.json'), '-o', path('report.html')]
    process.argv = [process.argv[0], 'pulso', 'report', file, ...flags]
    const cpuS = await cpuSecondsOf(() => import('../../cli/dist/main.js'))
    if (process.exitCode !== 0) throw new Error(`pulso report ended with ${process.exitCode}.`)
    return { cpuS, ...memory() }
  },
}

process.stdout.write(JSON.stringify(await passes[pass]()))
