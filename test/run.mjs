import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// What `npm test` runs. Every step runs, whatever failed before it; the last line sums up. Arguments name the steps to
// run: `npm test -- lint types`. A step is one check, except vitest, whose tests are counted one by one.

const root = fileURLToPath(new URL('..', import.meta.url))
const env = { ...process.env, PATH: join(root, 'node_modules/.bin') + delimiter + process.env.PATH }
if (!process.stdout.isTTY) {
  env.NO_COLOR = '1'
  delete env.FORCE_COLOR
}

const run = (command, ...args) => spawnSync(command, args, { cwd: root, env, stdio: 'inherit' }).status === 0
const check = (passed) => (passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })

/** What fits into the time of CI. */
const UNIT_PROJECTS = ['pure', 'node', 'happy-dom', 'jsdom']
const CI_PROJECTS = [...UNIT_PROJECTS, 'browser']

const STEPS = {
  browsers: () => check(run('node', 'test/browser/harness/installBrowsers.mjs')),
  build: () => check(run('npm', 'run', '--silent', 'build')),
  lint: () => check(run('biome', 'check', '.')),
  types: () => check(run('tsc', '--noEmit')),
  publint: () =>
    check(
      packageFolders()
        .map((folder) => run('publint', 'run', folder))
        .every(Boolean),
    ),
  vitest: () => vitest(...CI_PROJECTS.map((name) => `--project=${name}`)),
  size: () => check(run('node', 'test/size/size.mjs', '--check')),
}
/** Runs when asked for by name. `unit`: for the seconds between two edits. `engines` and `faults` take their minutes. */
const MORE_STEPS = {
  unit: () => vitest(...UNIT_PROJECTS.map((name) => `--project=${name}`)),
  engines: () => vitest('--project=engines'),
  faults: () => vitest('--project=faults'),
}

/** The root and each workspace; every one is looked at, so that one failure hides no other. */
function packageFolders() {
  const inside = existsSync(join(root, 'packages')) ? readdirSync(join(root, 'packages')) : []
  return ['.', ...inside.map((name) => `packages/${name}`)].filter((path) =>
    existsSync(join(root, path, 'package.json')),
  )
}

function vitest(...args) {
  const folder = mkdtempSync(join(tmpdir(), 'pulso-vitest-'))
  const file = join(folder, 'report.json')
  const ended = run(
    'vitest',
    'run',
    `--reporter=${process.stdout.isTTY ? 'dot' : 'minimal'}`,
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...args,
  )
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
  rmSync(folder, { recursive: true, force: true })
  if (report === undefined) return { passed: 0, failed: 1 }

  const passed = report.numPassedTests
  // A file that does not load has no test that could fail, but it is a failure.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  for (const { name, message } of broken) failures.push(`${name}: ${message}`)
  for (const { assertionResults } of report.testResults)
    for (const { status, fullName, failureMessages } of assertionResults)
      if (status === 'failed') failures.push(`${fullName}: ${failureMessages.map(briefly).join('\n  then ')}`)
  let failed = report.numFailedTests + broken.length
  if (failed === 0 && (!ended || passed === 0)) {
    process.stdout.write(`vitest: ${passed === 0 ? 'no test ran' : 'it failed outside of any test'}\n`)
    failed = 1
  }
  return { passed, failed, skipped: report.numPendingTests + report.numTodoTests }
}

const all = { ...STEPS, ...MORE_STEPS }
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in all))
if (unknown.length > 0) {
  process.stderr.write(
    `No step is called ${unknown.join(', ')}. There are: ${Object.keys(all).join(', ')}.\n`,
  )
  process.exit(2)
}

const total = { passed: 0, failed: 0, skipped: 0 }
const lines = []
/** A line for each test that failed and why, once more at the end: where a log is cut, that is what remains. */
const failures = []
const briefly = (message) => message.split(/\n\s+at /)[0].slice(0, 600)
for (const name of asked.length > 0 ? asked : Object.keys(STEPS)) {
  process.stdout.write(`${name}: starting\n`)
  const start = performance.now()
  const { passed, failed, skipped = 0 } = all[name]()
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const line = `${name}: ${failed === 0 ? 'passed' : 'FAILED'} in ${seconds} s`
  process.stdout.write(`${line}\n`)
  lines.push(line)
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
}

for (const failure of failures) process.stdout.write(`\nfailed: ${failure}\n`)
process.stdout.write(`\n${lines.join('\n')}\n`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`)
