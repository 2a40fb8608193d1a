// Which mutants are made and how they are tried; run.mjs says which folder.
const folder = process.env.PULSO_MUTATE ?? 'metrics'
const files = process.env.PULSO_MUTATE_FILES ?? `src/${folder}/**/*.ts`

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: files.split(','),
  testRunner: 'mocha',
  plugins: ['@stryker-mutator/mocha-runner'],
  mochaOptions: { spec: ['test/**/*.bundle.mjs'], 'no-config': true, 'no-opts': true, 'no-package': true },
  buildCommand: 'node mutation/bundleTests.mjs',
  concurrency: 1,
  // A mutant in code that runs while a module loads (a table of constants) cannot be switched on for one test.
  ignoreStatic: true,
  timeoutMS: 60_000, // on a busy machine a test that is only slow must not look like one that never ends
  reporters: ['json'],
  jsonReporter: { fileName: `.stryker/${folder}.json` },
  tempDirName: '.stryker/tmp',
  ignorePatterns: ['dist', 'bench', '.stryker'],
}
