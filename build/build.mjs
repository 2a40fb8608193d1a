import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { text } from 'node:stream/consumers'

// `npm run build`: the SDK and the packages side by side, which halves the time on two cores. With `--quiet` it says
// what was built only when that failed.

const rollup = createRequire(import.meta.url).resolve('rollup/dist/bin/rollup')
const isQuiet = process.argv.includes('--quiet')

async function build(part) {
  const child = spawn(process.execPath, [rollup, '-c', '--configPart', part], {
    stdio: ['ignore', isQuiet ? 'ignore' : 'inherit', isQuiet ? 'pipe' : 'inherit'],
  })
  const [said, code] = await Promise.all([
    isQuiet ? text(child.stderr) : '',
    new Promise((done) => child.on('close', done).on('error', done)),
  ])
  if (code !== 0) process.stderr.write(`${said}\nThe build of ${part} failed: ${code}\n`)
  return code
}

if (isQuiet) console.log('Building the SDK and the collector: about a minute.')
const codes = await Promise.all(['web', 'packages'].map(build))
process.exitCode = codes.some((code) => code !== 0) ? 1 : 0
