import { spawnSync } from 'node:child_process'
import { accessSync } from 'node:fs'
import { homedir } from 'node:os'
import { pathToFileURL } from 'node:url'
import { findProgram } from './findProgram.mjs'

/** What each Debian package is for. Noto's UI fonts (5 MB) bring Arabic and Indic scripts, Inter the rest. */
const PACKAGES = {
  chromium: 'Chromium',
  'firefox-esr': 'Firefox',
  'webkit2gtk-driver': 'WebKit and its WebDriver',
  'gir1.2-webkit2-4.1': "WebKit's launcher",
  'python3-gi': "WebKit's launcher",
  xvfb: "WebKit's display",
  xauth: "WebKit's display",
  'fonts-dejavu-core': 'fonts',
  'fonts-inter': 'fonts',
  'fonts-noto-ui-core': 'fonts',
}
const ENGINES = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' }

const say = (line) => process.stdout.write(`browsers: ${line}\n`)
const run = (command, args, options) =>
  spawnSync(command, args, { stdio: 'inherit', ...options }).status === 0
const quietly = (command, args) => spawnSync(command, args, { encoding: 'utf8' }).stdout ?? ''
const exists = (path) => {
  try {
    accessSync(path)
    return true
  } catch {
    return false
  }
}

function aptPackages() {
  const names = Object.keys(PACKAGES)
  const installed = new Set(
    quietly('dpkg-query', ['-s', ...names])
      .split('\n\n')
      .filter((entry) => /^Status: .* installed$/m.test(entry))
      .map((entry) => /^Package: (.*)$/m.exec(entry)?.[1]),
  )
  // Ubuntu's chromium and firefox-esr are snaps or absent: there, a browser that is already on the PATH will do.
  if (findProgram('chromium')) installed.add('chromium')
  if (findProgram('firefox')) installed.add('firefox-esr')
  return names.map((name) => ({ name, present: installed.has(name) }))
}

function installWithApt() {
  const packages = aptPackages()
  for (const { name, present } of packages) {
    say(`${name} (${PACKAGES[name]}): ${present ? 'present' : 'missing, installing'}`)
  }
  const missing = packages.filter(({ present }) => !present).map(({ name }) => name)
  if (missing.length === 0) return
  // Another apt run is waited for: without the timeout the call fails at once.
  const aptGet = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'DPkg::Lock::Timeout=300']
  const [command, ...first] = process.getuid?.() === 0 ? aptGet : ['sudo', '-n', ...aptGet]
  const apt = (...args) => run(command, [...first, ...args])
  if (!apt('update', '-q')) say('apt-get update failed; trying with the lists that are there')
  const install = (...names) => apt('install', '-y', '-q', '--no-install-recommends', ...names)
  if (!install(...missing)) for (const name of missing) install(name) // one refusal must not stop the rest
}

/** Whatever apt could not give. WebKitGTK's driver comes from a distribution only: npm has none. */
function installWithNpx() {
  const wants = {
    chromium: ['playwright@1.65.1', 'install', 'chromium'],
    // puppeteer drives stock Firefox; Playwright's is a patched build that only Playwright drives.
    firefox: ['@puppeteer/browsers', 'install', 'firefox@stable', '--path', `${homedir()}/.cache/puppeteer`],
  }
  for (const engine of ['chromium', 'firefox']) {
    if (findProgram(engine)) continue
    say(`${ENGINES[engine]}: missing, running npx ${wants[engine].join(' ')}`)
    run('npx', ['--yes', ...wants[engine]])
  }
}

function problemOf(engine) {
  if (!findProgram(engine)) return 'its program was not found'
  if (engine !== 'webkit' || process.platform !== 'linux') return undefined
  if (!findProgram('xvfb')) return 'Xvfb, its display, was not found'
  if (!exists('/usr/bin/python3')) return '/usr/bin/python3, which runs its launcher, was not found'
  const check = "import gi; gi.require_version('Gtk', '3.0'); gi.require_version('WebKit2', '4.1')"
  if (spawnSync('/usr/bin/python3', ['-c', check]).status !== 0)
    return 'python3-gi or gir1.2-webkit2-4.1 does not load'
}

const NEXT_STEP = {
  chromium: 'install Chromium or Chrome, or set PULSO_CHROMIUM to its path',
  firefox: 'install Firefox, or set PULSO_FIREFOX to its path',
  webkit:
    'on Debian or Ubuntu: apt-get install webkit2gtk-driver xvfb python3-gi gir1.2-webkit2-4.1; elsewhere run the ' +
    'tests in a Debian container, or set PULSO_ENGINES=chromium,firefox to leave WebKit out on this machine',
}

/**
 * Makes sure that the three engines are there, installing what is missing.
 *
 * @throws Error naming each engine that cannot be had, the problem, and what to do next.
 */
export function installBrowsers() {
  const hasApt = exists('/usr/bin/apt-get')
  const mayInstall = process.getuid?.() === 0 || (hasApt && run('sudo', ['-n', 'true'], { stdio: 'ignore' }))
  if (hasApt && (mayInstall || aptPackages().every(({ present }) => present))) installWithApt()
  installWithNpx()
  for (const engine of Object.keys(ENGINES)) say(`${ENGINES[engine]}: ${findProgram(engine) ?? 'missing'}`)

  const narrowed = process.env.CI ? undefined : process.env.PULSO_ENGINES
  const wanted = narrowed ? narrowed.split(',').map((name) => name.trim()) : Object.keys(ENGINES)
  const problems = wanted.flatMap((engine) => {
    const problem = problemOf(engine)
    return problem ? [`${ENGINES[engine]} cannot be run: ${problem}. Next: ${NEXT_STEP[engine]}.`] : []
  })
  if (problems.length > 0) throw new Error(problems.join('\n'))
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    installBrowsers()
  } catch (error) {
    say(error.message)
    process.exitCode = 1
  }
}
