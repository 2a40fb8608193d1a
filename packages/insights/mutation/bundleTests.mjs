// Puts each test and all that it imports into one file, in Stryker's copy of the package, where the source holds the mutants.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

/** The copy lies some levels below the repository. */
const repository = (folder) => {
  const file = join(folder, 'package.json')
  const isRoot = existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === '@pulso/web'
  return isRoot ? folder : repository(dirname(folder))
}
const alias = {
  '@pulso/web/schema': join(repository(process.cwd()), 'src/schema/index.ts'),
  vitest: fileURLToPath(new URL('./vitestOnMocha.mjs', import.meta.url)),
}
/** The tests of the same name as the folder; what has none of its own is tried by all. */
const own = join('test', process.env.PULSO_MUTATE)
const testsIn = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
const tests = existsSync(own)
  ? [...testsIn(own), 'test/vectors.test.ts']
  : testsIn('test').filter((file) => !/report|aggregate|coverage/.test(file))

for (const input of tests) {
  const bundle = await rolldown({ input, platform: 'node', resolve: { alias } })
  await bundle.write({ file: input.replace(/test\.ts$/, 'bundle.mjs'), codeSplitting: false })
}
