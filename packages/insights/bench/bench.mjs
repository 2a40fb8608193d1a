// How fast records become aggregates, beside a bare JSON.parse loop over the same file in the same run; and what a report
// from the aggregates costs. `npm run bench:insights -- 10000000` for the number of records; needs `npm run build`.
// With `--write` the result goes to docs/bench/insights.json too.
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, release, tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildReport, createAggregate, parseProgramme } from '../dist/index.js'
import { renderReport } from '../dist/report.js'

const isWriting = process.argv.includes('--write')
const records = Number(process.argv[2]) || 1_000_000
const started = { at: new Date().toISOString(), load: loadavg()[0] }
const folder = mkdtempSync(join(tmpdir(), 'pulso-bench-'))
const file = join(folder, 'records.ndjson')
const TOUCHPOINTS = ['search', 'compare', 'order', 'delivery', 'unbox', 'support', 'returns', 'renewal']
const PHASES = ['before', 'before', 'during', 'after', 'after', 'after', 'after', 'after']
const START = Date.UTC(2026, 0, 1)

/** Runs of four records, spread over touchpoints, channels and a hundred days. */
function line(i) {
  const run = Math.floor(i / 4)
  const at = START + (run % 100) * 86_400_000 + (run % 86_000) * 1000
  const t = run % TOUCHPOINTS.length
  const record = {
    id: i.toString(16).padStart(32, '0'),
    at,
    mode: 'live',
    person: `p${run % 50_000}`,
    run: run.toString(16).padStart(32, 'a'),
    seq: i % 4,
    survey: { id: 'journey', rev: 1, hash: 'abc123', kind: 'transactional', audience: 'customer' },
    touchpoint: {
      id: TOUCHPOINTS[t],
      phase: PHASES[t],
      channel: run % 3 ? 'web' : 'app',
      stage: 'front',
      journey: 'buy',
    },
    sampleRate: 1,
    locale: 'en',
  }
  if (i % 4 === 0) return { ...record, type: 'shown' }
  if (i % 4 === 3) return { ...record, type: 'completed', tookMs: 4000 }
  const question =
    i % 4 === 1
      ? { id: 'csat', type: 'csat', instrument: 'csat@1' }
      : { id: 'nps', type: 'nps', instrument: 'nps@1' }
  return { ...record, type: 'answered', question, value: ((run * 7) % 5) + 1, tookMs: 1500 }
}

async function write() {
  const out = createWriteStream(file)
  for (let i = 0; i < records; i += 2000) {
    let text = ''
    for (let j = i; j < Math.min(i + 2000, records); j += 1) text += `${JSON.stringify(line(j))}\n`
    if (!out.write(text)) await new Promise((next) => out.once('drain', next))
  }
  await new Promise((next) => out.end(next))
}

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

/** Processor time, so that a busy machine slows neither side more than the other. */
async function measure(act) {
  const before = process.cpuUsage()
  await act()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

const aim = (isMet) => (isMet ? 'met' : 'MISSED')

try {
  await write()
  let seen = 0
  const parse = await measure(() => eachLine((text) => (seen += JSON.parse(text).at > 0 ? 1 : 0)))
  const aggregate = createAggregate({ period: 'week' })
  let peak = 0
  let half = 0
  const aggregated = await measure(() =>
    eachLine((text) => {
      aggregate.addLine(text)
      if (aggregate.records % 100_000 === 0) {
        peak = Math.max(peak, process.memoryUsage.rss())
        if (aggregate.records * 2 === records) half = process.memoryUsage.rss()
      }
    }),
  )
  const programme = parseProgramme({
    v: 1,
    name: 'Bench',
    objectives: [{ objective: 'x', level: 'team', owner: 'y', metric: 'nps' }],
    journeys: [
      {
        id: 'buy',
        name: 'Buy',
        touchpoints: TOUCHPOINTS.map((id, i) => ({
          id,
          name: id,
          phase: PHASES[i],
          ...(i === 0 && { first: true }),
        })),
      },
    ],
  })
  let bytes = 0
  const report = await measure(() => {
    bytes = renderReport(buildReport(programme, aggregate, { day: '2026-06-01' })).length
  })
  const rateOfBareParse = Number((parse / aggregated).toFixed(2))
  const rssPeakMB = Math.round(peak / 1e6)
  const rssAtHalfMB = Math.round(half / 1e6)
  const result = {
    command: `npm run bench:insights -- ${process.argv.slice(2).join(' ')}`.trim(),
    from: started.at,
    to: new Date().toISOString(),
    machine: `${cpus().length} × ${cpus()[0].model}, Linux ${release()}, Node ${process.versions.node}`,
    loadAverage: [started.load, loadavg()[0]].map((load) => Number(load.toFixed(1))),
    records: seen,
    fileMB: Math.round(statSync(file).size / 1e6),
    cells: aggregate.cells.length,
    parseCpuS: parse,
    aggregateCpuS: aggregated,
    rateOfBareParse,
    reportCpuS: report,
    reportKB: Math.round(bytes / 1000),
    rssPeakMB,
    rssAtHalfMB,
    aims: {
      'rate of a bare JSON.parse loop, at least 0.5': aim(rateOfBareParse >= 0.5),
      'report from aggregates, at most 1 s': aim(report <= 1),
      'memory, at most 300 MB': aim(rssPeakMB <= 300),
      'memory flat: the second half adds at most a tenth': aim(rssPeakMB <= 1.1 * rssAtHalfMB),
    },
  }
  const text = `${JSON.stringify(result, undefined, 2)}\n`
  process.stdout.write(text)
  if (isWriting) writeFileSync(new URL('../../../docs/bench/insights.json', import.meta.url), text)
} finally {
  rmSync(folder, { recursive: true })
}
