import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { builtDist } from '../size/builtDist.mjs'
import { launchChromium } from '../size/launch.mjs'
import { serve } from '../size/serve.mjs'
import { buildFloors } from './buildFloors.mjs'
import { conditions } from './conditions.mjs'
import { entriesOf, siteOf } from './entries.mjs'
import { readme, tables, verdicts } from './report.mjs'
import { seeded, shuffled, summary } from './summary.mjs'
import { targets } from './targets.mjs'
import { visit } from './visit.mjs'

const USAGE = `npm run bench -- [--rounds 15] [--quick] [--write] [--only pulso,preact] [--conditions 1x,phone]
                 [--seed 1] [--json] [--check] [--dist FOLDER]
  --quick   3 rounds         --write   docs/bench/result.json and docs/bench/README.md
  --check   exit 1 when a promise is missed`

const METHOD = [
  'Real Chromium, headless, one page at a time. Every entry is a page of its own with the same text; the entries and conditions of a round are visited in a drawn order, and the browser starts anew with every round.',
  'Cold: a fresh browser context (empty HTTP cache and storage); the page loads, then idles until no request was made for 2 s; the trigger fires. Warm: the same page is loaded again in the same context, idles for 2 s, the trigger fires.',
  'Painted: the first animation frame that begins with the question in the page, with an area and not transparent, plus the time until a message posted from that frame arrives. The clock starts right before the trigger is called.',
  'Tap → thanks: one second after the question is painted, from the time stamp of the click event of a real mouse click to the painted thank-you. Pulso and the floors thank after the answer is on the disk, the peers without waiting for anything.',
  'Pulso may fetch its chunk while the page idles, once every gate but the trigger has passed: that is how it works on a real page. The floors fetch theirs when triggered. The peers load as their installation pages say.',
  '‘Nothing due’ is a visitor who answered on an earlier visit and comes back with an empty HTTP cache: what remains is the loader. ‘The page alone’ has no survey code at all; what it costs is subtracted where a line says ‘more than the page alone’.',
  'Script time is Chromium’s ScriptDuration, heap its JSHeapUsedSize after a garbage collection, long tasks and layout shift come from PerformanceObserver (shifts right after a tap do not count, by definition), bytes from the network log, without headers.',
  'CPU and network are throttled by the browser: 4×, 6×; 150 ms latency, 1.6 Mbit/s down, 0.75 Mbit/s up. Files are served compressed with brotli 11 from loopback, scripts that carry a hash in their name with `immutable`.',
  'The floors are written for this bench and hold nothing but the question: one chunk, a shadow root, an equivalent sheet, one strict IndexedDB write, one request. PostHog and SurveyJS come from npm, against stubs of their endpoints.',
]

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const require = createRequire(import.meta.url)
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    only: { type: 'string' },
    conditions: { type: 'string' },
    seed: { type: 'string' },
    dist: { type: 'string' },
  },
})
if (options.help) {
  console.log(USAGE)
  process.exit()
}
const rounds = options.quick ? 3 : Number(options.rounds)
const seed = Number(options.seed ?? Date.now() % 2 ** 31)
const say = (line) => console.error(line) // progress; the result alone goes to stdout

installPeers()
const dist = builtDist(options.dist)
const entries = entriesOf(await buildFloors()).filter(
  ({ name }) => name === 'empty' || (options.only?.split(',').includes(name) ?? true),
)
const asked = conditions.filter(({ name }) => options.conditions?.split(',').includes(name) ?? true)
const server = await serve(siteOf(entries, here('.').slice(0, -1), dist), 'br')
const random = seeded(seed)
const samples = new Map()
const failures = []
const load = [loadavg()[0].toFixed(1)]
let chromium = ''

try {
  for (let round = 0; round <= rounds; round++) {
    const browser = await launchChromium()
    chromium = await browser.version()
    // Round 0 is thrown away: it compresses the files and warms the disk.
    const pairs = round
      ? entries.flatMap((entry) => asked.map((condition) => [entry, condition]))
      : entries.map((entry) => [entry, conditions[0]])
    const started = Date.now()
    for (const [entry, condition] of shuffled(pairs, random)) {
      const result = await visit(browser, entry, condition, server, Math.floor(random() * 2 ** 31)).catch(
        (error) => {
          failures.push({ round, entry: entry.name, condition: condition.name, error: String(error) })
          say(`  ${entry.name}, ${condition.name}: ${error}`)
        },
      )
      if (!round || !result) continue
      const name = `${entry.name} ${condition.name}`
      samples.set(name, [...(samples.get(name) ?? []), result])
    }
    await browser.close()
    say(round ? `round ${round} of ${rounds}: ${Math.round((Date.now() - started) / 1000)} s` : 'warmed up')
  }
} finally {
  await server.close()
}
load.push(loadavg()[0].toFixed(1))

const figures = {}
for (const [name, results] of samples) {
  const [entry, condition] = name.split(' ')
  const metrics = [...new Set(results.flatMap((result) => Object.keys(result)))]
  figures[entry] ??= {}
  figures[entry][condition] = Object.fromEntries(
    metrics.map((metric) => [metric, summary(results.map((result) => result[metric]))]),
  )
}

const result = {
  date: new Date().toISOString(),
  seed,
  rounds,
  visits: [...samples.values()].reduce((sum, results) => sum + results.length, 0),
  failures,
  machine: {
    cpu: cpus()[0]?.model.trim() || 'unknown CPU',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    os: `${type()} ${release()}`,
    load,
  },
  versions: {
    Chromium: chromium.replace(/^.*\//, ''),
    Node: process.versions.node,
    Pulso: require('../../package.json').version,
    preact: require('preact/package.json').version,
    'posthog-js': peerVersion('posthog-js'),
    'survey-js-ui': peerVersion('survey-js-ui'),
  },
  method: METHOD,
  entries: entries.map(({ name, title }) => ({ name, title })),
  targets: targets(figures),
  figures,
}

if (options.json) console.log(JSON.stringify(result, null, 2))
else {
  console.log(`\n${tables(result)}\n`)
  console.table(verdicts(result.targets))
}
if (Number(load[1]) > 1.5 * cpus().length)
  say(
    `The machine was busy (load ${load.join(' → ')} on ${cpus().length} cores): do not quote these numbers.`,
  )
if (options.write) {
  const folder = here('../../docs/bench/')
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}result.json`, `${JSON.stringify(result, null, 2)}\n`)
  writeFileSync(`${folder}README.md`, readme(result))
  say('wrote docs/bench/result.json and docs/bench/README.md')
}
process.exitCode = failures.length || (options.check && result.targets.some(({ met }) => !met)) ? 1 : 0

/** The peers belong to the bench alone: its own package and lockfile, installed when they differ from what is there. */
function installPeers() {
  const wanted = JSON.parse(readFileSync(here('package-lock.json'), 'utf8')).packages
  const installed = here('node_modules/.package-lock.json')
  const same = () => {
    const there = JSON.parse(readFileSync(installed, 'utf8')).packages
    return Object.entries(wanted).every(([path, { version }]) => !path || there[path]?.version === version)
  }
  if (existsSync(installed) && same()) return
  say('installing the peers, in test/bench only …')
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: here('.'),
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) throw new Error('npm ci in test/bench failed.')
}

function peerVersion(name) {
  return JSON.parse(readFileSync(here(`node_modules/${name}/package.json`), 'utf8')).version
}
