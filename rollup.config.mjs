import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import resolveNode from '@rollup/plugin-node-resolve'
import typescript from '@rollup/plugin-typescript'
import { dts } from 'rollup-plugin-dts'
import { minify } from './build/minify.mjs'
import { minifyCss } from './build/minifyCss.mjs'
import { slimPreact } from './build/slimPreact.mjs'
import { scripts } from './packages/adapters/build/scripts.mjs'

const dist = resolve('dist')

const ts = (include = ['src/**/*']) =>
  typescript({
    include,
    compilerOptions: {
      noEmit: false,
      allowImportingTsExtensions: false,
      rewriteRelativeImportExtensions: true,
      declaration: false,
      sourceMap: false,
    },
    noEmitOnError: false,
  })

/** TypeScript sends an import by address through a helper for relative paths; the address of an adapter is whole. */
const plainImports = {
  name: 'plain-imports',
  transform: (code) => code.replaceAll('import(__rewriteRelativeImportExtension(', 'import(('),
}

/** Everything of the page; the chunks and the loader differ only in their entry and format. */
const page = () => [minifyCss(), slimPreact(), resolveNode(), ts(), plainImports]

/**
 * Lazy parts, by the module that is their entry. Each group is built by itself: what two groups share is small, and
 * one file fewer to ask for is worth more than its bytes.
 */
const groups = [
  { 'src/browser/widget/index.ts': 'widget', 'src/browser/queue.ts': 'queue' },
  { 'src/browser/rules.ts': 'rules' },
  { 'src/browser/debug/debug.ts': 'debug' },
]
const parts = Object.assign({}, ...groups)
const built = {}

/** All that the queue imports goes into the queue's file; the widget takes it from there, and asks for no third one. */
function withQueue(id, { getModuleInfo }) {
  const modules = new Set()
  const walk = (module) => {
    if (modules.has(module)) return
    modules.add(module)
    getModuleInfo(module).importedIds.forEach(walk)
  }
  walk(resolve('src/browser/queue.ts'))
  // What seldom parts need too would by itself be one file more.
  for (const shared of ['src/browser/personOf.ts', 'src/errors.ts']) walk(resolve(shared))
  return modules.has(id) ? 'queue' : undefined
}

/** Clears away what an earlier build left. */
const clean = {
  name: 'clean',
  buildStart() {
    rmSync(dist, { recursive: true, force: true })
  },
}

/** Remembers what the lazy parts were called. */
const remember = {
  name: 'remember-chunks',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) if (chunk.isEntry) built[chunk.name] = chunk.fileName
  },
}

/** In the loader an import of a lazy part becomes an import of the file beside it; both are of one build, by content. */
const linkParts = {
  name: 'link-chunks',
  resolveDynamicImport(specifier, importer) {
    const path = resolve(importer, '..', specifier).replace(/\.js$/, '.ts')
    const part = Object.entries(parts).find(([module]) => resolve(module) === path)
    return part && { id: `./${built[part[1]]}`, external: true }
  },
}

/** Hashes for `integrity` attributes, of every file a page may load. */
const integrity = {
  name: 'integrity',
  writeBundle() {
    const hashes = {}
    for (const file of readdirSync(dist)
      .filter((name) => /^pulso.*\.js$/.test(name))
      .sort())
      hashes[file] = `sha384-${createHash('sha384')
        .update(readFileSync(resolve(dist, file)))
        .digest('base64')}`
    writeFileSync(resolve(dist, 'integrity.json'), `${JSON.stringify(hashes, null, 2)}\n`)
  },
}

const jsonSchema = {
  name: 'json-schema',
  async writeBundle() {
    const { surveyJsonSchema } = await import(resolve(dist, 'schema.js'))
    writeFileSync(resolve(dist, 'survey.schema.json'), `${JSON.stringify(surveyJsonSchema(), null, 2)}\n`)
  },
}

/** What third-party sources make rollup say on every build, and nothing can be done about here. */
const onwarn = (warning, warn) => {
  const known = ['CIRCULAR_DEPENDENCY', 'INVALID_ANNOTATION', 'MISSING_EXPORT', 'UNUSED_EXTERNAL_IMPORT']
  if (
    !known.includes(warning.code) ||
    !/node_modules/.test(`${warning.id ?? warning.exporter ?? warning.ids}`)
  )
    warn(warning)
}

const entries = {
  index: 'src/index.ts',
  kiosk: 'src/kiosk.ts',
  schema: 'src/schema/index.ts',
  instruments: 'src/instruments/index.ts',
}

/** Our own schema and instruments go into a package's files; everything else that it names is installed with it. */
const external = (id) => !/^[./]/.test(id) && !/^@pulso\/web\/(schema|instruments)$/.test(id)

/** Types of our schema go into a package's types. */
const ownSchema = {
  name: 'own-schema',
  resolveId: (id) => (id === '@pulso/web/schema' ? resolve('src/schema/index.ts') : null),
}

/** A package that runs in Node: its dependencies stay imports. */
const server = (name, inputs, typed = { index: inputs.index }, more = []) => [
  {
    input: inputs,
    external,
    plugins: [ts(['src/**/*', `packages/${name}/src/**/*`]), ...more],
    output: { dir: `packages/${name}/dist`, format: 'es', chunkFileNames: '[name]-[hash:6].js' },
  },
  {
    input: typed,
    external,
    plugins: [ownSchema, dts()],
    output: { dir: `packages/${name}/dist`, format: 'es' },
  },
]

const collector = {
  index: 'packages/collector/src/index.ts',
  fetch: 'packages/collector/src/fetch.ts',
}

/** The collector's endpoints, as it serves them under /v1/openapi.json. */
const openApi = {
  name: 'open-api',
  async writeBundle() {
    const folder = resolve('packages/collector/dist')
    const { openApiDocument } = await import(resolve(folder, 'fetch.js'))
    writeFileSync(resolve(folder, 'openapi.json'), `${JSON.stringify(openApiDocument(), null, 2)}\n`)
  },
}

const insights = {
  index: 'packages/insights/src/index.ts',
  algorithms: 'packages/insights/src/algorithms.ts',
  report: 'packages/insights/src/report.ts',
}

/** Each adapter is a file of its own: a page loads one, and nothing of the others. */
const namesIn = (folder) => readdirSync(folder).map((file) => file.replace(/\.ts$/, ''))
const adapters = Object.fromEntries(
  ['packages/adapters/src/page', 'packages/adapters/src/server']
    .flatMap((folder) => namesIn(folder).map((name) => [name, `${folder}/${name}.ts`]))
    .concat([['index', 'packages/adapters/src/index.ts']]),
)

const web = [
  ...groups.map((group, i) => ({
    input: Object.fromEntries(Object.entries(group).map(([module, name]) => [name, module])),
    preserveEntrySignatures: 'allow-extension',
    plugins: [i === 0 && clean, remember, ...page()],
    onwarn,
    output: {
      dir: dist,
      format: 'es',
      entryFileNames: 'pulso-[name]-[hash:6].js',
      chunkFileNames: 'pulso-[name]-[hash:6].js',
      ...(i === 0 && { manualChunks: withQueue }),
      plugins: [minify()],
    },
  })),
  {
    input: 'src/script.ts',
    plugins: [linkParts, ...page()],
    onwarn,
    output: { file: 'dist/pulso.js', format: 'iife', plugins: [minify()] },
  },
  {
    input: 'src/kioskScript.ts',
    plugins: [linkParts, ...page()],
    onwarn,
    output: { file: 'dist/pulso.kiosk.js', format: 'iife', plugins: [minify(), integrity] },
  },
  {
    input: entries,
    plugins: page(),
    onwarn,
    output: { dir: dist, format: 'es', chunkFileNames: 'chunks/[name]-[hash].js', plugins: [jsonSchema] },
  },
  {
    input: entries,
    plugins: [dts({ respectExternal: true })], // zod's types too: whoever installs the package needs nothing else
    onwarn,
    output: { dir: dist, format: 'es', chunkFileNames: 'types/[name].d.ts' },
  },
]

const packages = [
  ...server('insights', insights, insights),
  ...server('cli', { index: 'packages/cli/src/index.ts', main: 'packages/cli/src/main.ts' }),
  {
    input: adapters,
    external: (id) => !/^[./]/.test(id),
    plugins: [
      ts(['packages/adapters/src/**/*']),
      scripts('packages/adapters/dist', namesIn('packages/adapters/src/page')),
    ],
    output: { dir: 'packages/adapters/dist', format: 'es', chunkFileNames: 'core/[name]-[hash:6].js' },
  },
  {
    input: adapters,
    external: (id) => !/^[./]/.test(id), // the record's type comes with @pulso/web
    plugins: [dts()],
    output: { dir: 'packages/adapters/dist', format: 'es', chunkFileNames: 'core/[name]-[hash:6].d.ts' },
  },
  // Last: it is run to write its OpenAPI document, and needs the packages above.
  ...server(
    'collector',
    {
      ...collector,
      main: 'packages/collector/src/main.ts',
      liveThread: 'packages/collector/src/live/liveThread.ts', // started by its name, beside the others
    },
    collector,
    [openApi],
  ),
]

/** All of it, or one part (`--configPart web`, `packages`): the parts need nothing of each other. */
export default ({ configPart }) => ({ web, packages })[configPart] ?? [...web, ...packages]
