// Mutation testing of the measurement logic: `npm run mutation`, or `npm run mutation -- metrics gap` for some folders.
// Prints what was killed by folder and file, and every mutant that survived; `.stryker/` keeps the whole reports.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const FOLDERS = [
  ...['contract', 'metrics', 'gap', 'memory', 'stats', 'compare', 'drivers', 'outcomes', 'change'],
  ...['weighting', 'sampling', 'shrinkage', 'quality', 'journey', 'programme', 'aggregate'],
]
/** As Stryker counts: a mutant that makes a test wait for ever was noticed; one that does not compile is none. */
const FOUND = ['Killed', 'Timeout']
const LOST = ['Survived', 'NoCoverage']

const asked = process.argv.slice(2)
let [found, all] = [0, 0]
for (const folder of asked.length > 0 ? asked : FOLDERS) {
  const env = { ...process.env, PULSO_MUTATE: folder }
  const { status } = spawnSync('npx', ['stryker', 'run', 'mutation/stryker.config.mjs'], {
    ...{ env, stdio: ['ignore', 'ignore', 'inherit'] },
  })
  if (status !== 0) throw new Error(`Stryker ended with ${status} in ${folder}.`)
  const { files } = JSON.parse(readFileSync(`.stryker/${folder}.json`, 'utf8'))
  const counts = Object.entries(files).map(([file, { mutants, source }]) => {
    const lost = mutants.filter(({ status }) => LOST.includes(status))
    const lines = source.split('\n')
    for (const { location, mutatorName, replacement, status } of lost)
      console.log(
        `${status} ${file}:${location.start.line} ${mutatorName} → ${replacement}\n    ${lines[location.start.line - 1].trim()}`,
      )
    const killed = mutants.filter(({ status }) => FOUND.includes(status)).length
    const slow = mutants.filter(({ status }) => status === 'Timeout').length
    const ignored = mutants.filter(({ status }) => status === 'Ignored').length
    return { file, killed, slow, ignored, total: killed + lost.length }
  })
  const sum = (name) => counts.reduce((total, count) => total + count[name], 0)
  found += sum('killed')
  all += sum('total')
  console.log(`${folder}: ${counts.length} files`)
  for (const { file, killed, total } of counts) console.log(`  ${file}: ${killed} of ${total}`)
  // a mutant that never ends counts as killed: on a busy machine, look whether it is one
  console.log(
    `| ${folder} | ${counts.length} | ${sum('total')} | ${share(sum('killed'), sum('total'))} | ${sum('slow')} | ${sum('ignored')} |`,
  )
}
console.log(`| all | | ${all} | ${share(found, all)} | | |`)

function share(part, whole) {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`
}
