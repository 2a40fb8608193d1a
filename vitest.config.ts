import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const src = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url))
const of = (name: string, file = 'index') =>
  fileURLToPath(new URL(`./packages/${name}/src/${file}.ts`, import.meta.url))

const shared = {
  resolve: {
    alias: [
      { find: /^@pulso\/adapters$/, replacement: src('../packages/adapters/src/index.ts') },
      { find: '@pulso/web/schema', replacement: src('schema/index.ts') },
      { find: '@pulso/web/instruments', replacement: src('instruments/index.ts') },
      { find: /^@pulso\/web$/, replacement: src('index.ts') },
      { find: '@pulso/insights/algorithms', replacement: of('insights', 'algorithms') },
      { find: '@pulso/insights/report', replacement: of('insights', 'report') },
      { find: /^@pulso\/insights$/, replacement: of('insights') },
      { find: /^@pulso\/collector$/, replacement: of('collector') },
    ],
  },
}

/** DOM tests run twice, in happy-dom and in jsdom; what only a real engine can show lives in test/browser. */
const dom = ['test/ui/**/*.test.{ts,tsx}', 'test/browser-unit/**/*.test.{ts,tsx}']

/**
 * Tests of functions of their arguments: nothing that one file leaves behind could reach the next, so the files share what
 * they load. To load it for each anew takes five times as long.
 */
const pure = [
  'test/{engine,instruments,schema}/**/*.test.ts',
  'packages/adapters/test/{contract,core}/**/*.test.ts',
  'packages/insights/test/**/*.test.ts',
]
const notInPure = ['packages/*/test/engines/**', '**/node_modules/**']

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: { name: 'pure', environment: 'node', include: pure, exclude: notInPure, isolate: false },
      },
      {
        ...shared,
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/**/*.test.{ts,tsx}', 'packages/*/test/**/*.test.ts'],
          exclude: [
            ...dom,
            ...pure,
            'test/browser/**',
            'test/faults/**',
            'packages/*/test/engines/**',
            '**/node_modules/**',
          ],
        },
      },
      { ...shared, test: { name: 'happy-dom', environment: 'happy-dom', include: dom } },
      { ...shared, test: { name: 'jsdom', environment: 'jsdom', include: dom } },
      {
        ...shared,
        test: {
          name: 'browser',
          environment: 'node',
          include: ['test/browser/**/*.test.ts'],
          // Three files side by side: a browser test mostly waits. After the unit tests, which take every core.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          // Three engines on a busy machine: a start that hangs, or a disk that stalls, is not a fault of the page.
          retry: { count: 2, delay: 5000 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'engines',
          environment: 'node',
          include: ['packages/*/test/engines/**/*.test.ts'],
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
      {
        ...shared,
        test: {
          name: 'faults',
          environment: 'node',
          include: ['test/faults/**/*.test.ts'],
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
          retry: 1, // three processes and more to a test: a start that hangs is not a fault of the product
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
