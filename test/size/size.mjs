import { parseArgs } from 'node:util'
import { builtDist } from './builtDist.mjs'
import { measure } from './measure.mjs'

// npm run size: a table for people. `--json`: for programs. `--check`: exit code 1 over budget, or when showing and
// answering one survey takes more than one request, or any CORS preflight. `--dist FOLDER` measures another build.

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    dist: { type: 'string' },
  },
})

const results = await measure(builtDist(options.dist))
const nps = results.find(({ name }) => name === 'nps')
const quiet = nps.requests === 1 && nps.preflights === 0
const passed = quiet && results.every(({ within }) => within)

if (options.json) console.log(JSON.stringify({ passed, cases: results }, null, 2))
else {
  const line = (name, { min, gzip, brotli }) =>
    `  ${name.padEnd(36)}${[min, gzip, brotli].map((bytes) => bytes.toLocaleString('en').padStart(10)).join('')}`
  for (const { title, files, total, budget, held, met, within } of results) {
    console.log(`${title}\n  ${''.padEnd(36)}       min   gzip -9    brotli`)
    for (const file of files) console.log(line(file.file, file))
    console.log(line('total', total))
    const left = budget - total.gzip
    if (budget)
      console.log(
        `  budget ${budget.toLocaleString('en')} B (gzip): ${met ? `met, ${left} B left` : `MISSED by ${-left} B; held at ${held.toLocaleString('en')} B: ${within ? 'yes' : 'NO, it grew'}`}`,
      )
    console.log('')
  }
  console.log(
    `One survey shown and answered: ${nps.requests} request(s) to the collector, ${nps.preflights} preflight(s): ${quiet ? 'as promised' : 'MISSED, promised 1 and 0'}`,
  )
}
process.exitCode = options.check && !passed ? 1 : 0
